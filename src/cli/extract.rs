//! `aluehaku extract`: HTML files to articles.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aluehaku_article::ids::{ArticleId, SourceId};
use anyhow::Context as _;
use clap::Args;
use serde::Serialize;
use url::Url;

use super::output::{json_line, say, standard_output};
use super::parallel::in_order;
use super::{Context, Ending};
use crate::address;
use crate::app::App;
use crate::article_record::ArticleRecord;
use crate::clock;
use crate::reading::{PageReader, article_from};
use crate::understanding;
use aluehaku_enrich::Given;
use aluehaku_enrich::contained;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_extract::profile::CompiledProfile;
use aluehaku_extract::{Extraction, PageContent, PageInput, PageKind};

/// Most bytes read of one file; reading itself says where it cut.
const MAX_FILE_BYTES: u64 = 128 * 1024 * 1024;

/// Read articles out of HTML files and print one JSON object a line; nothing is fetched. A file that
/// cannot be read is named on standard error and the others are read; the exit code is then 2.
#[derive(Debug, Args)]
pub(super) struct ExtractArguments {
    /// HTML files; without any, standard input is read.
    files: Vec<PathBuf>,

    /// The address of the page: links and the identifier follow from it, and its source's profile
    /// is used.
    #[arg(long)]
    url: Option<Url>,

    /// How the pages are read: a shipped base or a profile of the settings.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
}

/// One line of output.
#[derive(Debug, Serialize)]
struct ExtractedLine {
    file: String,
    #[serde(flatten)]
    record: ArticleRecord,
    /// The picture that goes with the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageRecord>,
    /// What led to each value, by the name of its field.
    evidence: BTreeMap<&'static str, EvidenceRecord>,
    warnings: Vec<WarningRecord>,
}

/// A picture, and what it shows.
#[derive(Debug, Serialize)]
struct ImageRecord {
    url: String,
    alt: Option<String>,
}

/// What led to one value.
#[derive(Debug, Serialize)]
struct EvidenceRecord {
    kind: &'static str,
    detail: String,
    confidence: &'static str,
}

/// One warning about a page.
#[derive(Debug, Serialize)]
struct WarningRecord {
    code: &'static str,
    text: String,
}

pub(super) fn run(arguments: &ExtractArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let (source, profile) = chosen(&app, arguments)?;
    let reader = PageReader::new(Knowledge::new(app.finnish()?));
    let mut output = standard_output();
    let standard_input = [PathBuf::from("-")];
    let files = if arguments.files.is_empty() {
        &standard_input[..]
    } else {
        &arguments.files
    };
    let read_one = |file: &PathBuf| -> anyhow::Result<Vec<u8>> {
        let content = read(file)?;
        let input = PageInput {
            url: arguments.url.as_ref(),
            ..PageInput::new(PageContent::Bytes(&content))
        };
        let extraction = aluehaku_extract::extract(&input, &profile);
        let line = line(
            file,
            extraction,
            source.as_deref(),
            arguments.url.as_ref(),
            &reader,
        );
        let mut text = Vec::new();
        json_line(&mut text, &line)?;
        Ok(text)
    };
    let mut unread = 0;
    let work = |file: &PathBuf| Ok(read_one(file));
    in_order(files, work, |line| match line {
        Ok(text) => Ok(output.write_all(&text)?),
        Err(error) => {
            unread += 1;
            say!("{error:#}");
            Ok(())
        }
    })?;
    output.flush()?;
    Ok(if unread > 0 {
        Ending::WithFaults
    } else {
        Ending::Done
    })
}

/// Source and profile of the pages: the profile that was named, else that of the source the
/// address belongs to, else the general rules.
fn chosen(
    app: &App,
    arguments: &ExtractArguments,
) -> anyhow::Result<(Option<String>, Arc<CompiledProfile>)> {
    let sources = app.crawl_sources();
    let url = arguments.url.as_ref();
    let source = url.and_then(|url| sources.iter().find(|source| source.contains(url)));
    let id = source.map(|source| source.id().to_owned());
    if let Some(name) = &arguments.profile {
        return Ok((id, named_profile(app, name)?));
    }
    match source {
        Some(source) => Ok((id, Arc::clone(&source.profile))),
        None => Ok((id, named_profile(app, "generic")?)),
    }
}

/// The profile with a name.
pub(super) fn named_profile(app: &App, name: &str) -> anyhow::Result<Arc<CompiledProfile>> {
    app.profiles().get(name).with_context(|| {
        format!(
            "unknown profile `{name}`; did you mean `{}`?",
            app.profiles().nearest(name)
        )
    })
}

/// The bytes of a file, or of standard input for `-`.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut content = Vec::new();
    if file.as_os_str() == "-" {
        io::stdin()
            .lock()
            .take(MAX_FILE_BYTES)
            .read_to_end(&mut content)?;
    } else {
        File::open(file)
            .and_then(|opened| opened.take(MAX_FILE_BYTES).read_to_end(&mut content))
            .with_context(|| format!("cannot read the file {}", file.display()))?;
    }
    Ok(content)
}

fn line(
    file: &Path,
    extraction: Extraction,
    source: Option<&str>,
    url: Option<&Url>,
    reader: &PageReader,
) -> ExtractedLine {
    let warnings = extraction.warnings.iter();
    let mut warnings: Vec<WarningRecord> = warnings
        .map(|warning| WarningRecord {
            code: warning.code.as_str(),
            text: warning.text.clone(),
        })
        .collect();
    if let PageKind::NotArticle(reason) = extraction.kind {
        warnings.push(WarningRecord {
            code: "not_an_article",
            text: format!("a crawler would pass over this page: {}", reason.as_str()),
        });
    }
    let file = file.display().to_string();
    let evidence = extraction.evidence.named();
    let evidence = evidence
        .map(|(name, evidence)| {
            let record = EvidenceRecord {
                kind: evidence.kind.as_str(),
                detail: evidence.detail.clone(),
                confidence: evidence.confidence().as_str(),
            };
            (name, record)
        })
        .collect();
    let canonical = extraction
        .canonical_url
        .as_ref()
        .or(url)
        .map(address::normalised);
    let image = extraction.image.clone().map(|image| ImageRecord {
        url: image.url.into(),
        alt: image.alt,
    });
    let record = record(extraction, canonical.as_ref(), source, reader);
    ExtractedLine {
        file,
        record,
        image,
        evidence,
        warnings,
    }
}

/// The fields of an article; those that nothing is known of are empty.
fn record(
    extraction: Extraction,
    url: Option<&Url>,
    source: Option<&str>,
    reader: &PageReader,
) -> ArticleRecord {
    let id = url.map(|url| ArticleId::from_canonical_url(&address::identity(url)));
    // What the record leaves out again where nobody states it.
    let unnamed = (ArticleId::from_canonical_url(""), SourceId::new("-"));
    let (unnamed_id, Ok(unnamed_source)) = unnamed else {
        return ArticleRecord::default();
    };
    let source_id = source.and_then(|source| SourceId::new(source).ok());
    let language = extraction.language_hint.clone();
    // Whoever asks for a page gets what stands on it, whether a crawler would take it or not.
    let article = article_from(
        extraction,
        id.clone().unwrap_or(unnamed_id),
        source_id.clone().unwrap_or(unnamed_source),
        url.map(ToString::to_string),
    );
    let context = aluehaku_enrich::Context {
        stated_language: language.as_deref(),
        read_on: Some(clock::today()),
        ..reader.context()
    };
    let (enriched, lesson) = contained::enrich_and_observe(article, Given::default(), &context);
    if let Err(broken) = lesson {
        understanding::log_nameless(&enriched.article, &broken);
    }
    ArticleRecord {
        id: id.map(|id| id.to_string()),
        source: source.map(str::to_owned),
        ..ArticleRecord::from_enriched(&enriched)
    }
}
