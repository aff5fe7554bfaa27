//! One page as it is read: each value and where it was found.

use std::io::Write;

use aluehaku_article::time::PageTime;
use aluehaku_extract::evidence::Evidence;
use aluehaku_extract::{Extraction, PageKind};

/// Prints what was read of a page.
pub(super) fn show(output: &mut impl Write, extraction: &Extraction) -> anyhow::Result<()> {
    if let PageKind::NotArticle(reason) = extraction.kind {
        writeln!(output, "no article: {}", reason.as_str())?;
    }
    let evidence = &extraction.evidence;
    let time = |time: Option<PageTime>| time.map(|time| time.to_string());
    value(
        output,
        "title",
        Some(extraction.title.clone()),
        evidence.title.as_ref(),
    )?;
    value(
        output,
        "lead",
        extraction.lead.clone(),
        evidence.lead.as_ref(),
    )?;
    value(
        output,
        "published",
        time(extraction.published),
        evidence.published.as_ref(),
    )?;
    value(
        output,
        "modified",
        time(extraction.modified),
        evidence.modified.as_ref(),
    )?;
    value(
        output,
        "authors",
        list_text(&extraction.authors),
        evidence.authors.as_ref(),
    )?;
    value(
        output,
        "topics",
        list_text(&extraction.topics),
        evidence.topics.as_ref(),
    )?;
    let image = extraction.image.as_ref().map(|image| match &image.alt {
        Some(alt) => format!("{} ({alt})", image.url),
        None => image.url.to_string(),
    });
    value(output, "image", image, evidence.image.as_ref())?;
    value(
        output,
        "body",
        Some(extraction.body.clone()),
        evidence.body.as_ref(),
    )?;
    for warning in &extraction.warnings {
        writeln!(output, "warning    {warning}")?;
    }
    writeln!(output, "links      {}", extraction.links.len())?;
    Ok(())
}

fn list_text(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(", "))
}

/// One field: what was read, and where; a missing one is named too.
fn value(
    output: &mut impl Write,
    name: &str,
    value: Option<String>,
    evidence: Option<&Evidence>,
) -> anyhow::Result<()> {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        writeln!(output, "{name:<10} MISSING")?;
        return Ok(());
    };
    let place = evidence.map(|evidence| {
        let confidence = evidence.confidence().as_str();
        format!(
            "{confidence}: {} {}",
            evidence.kind.as_str(),
            evidence.detail
        )
    });
    writeln!(
        output,
        "{name:<10} [{}]",
        place.unwrap_or_default().trim_end()
    )?;
    for line in value.lines() {
        writeln!(output, "           {line}")?;
    }
    Ok(())
}
