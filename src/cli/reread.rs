//! `aluehaku reread`: kept pages read anew after a change of a profile, with what that changes shown first.

use std::io::Write;

use clap::Args;

use super::output::{say, standard_output};
use super::{Context, Ending};
use crate::app::App;
use crate::indexing;
use crate::rereading::{self, FieldChange, Reread};

/// Letters of a value that are shown.
const SHOWN: usize = 60;

/// Read the pages that were kept anew, as after a change of a profile, without asking any site. What would change is
/// shown; with --yes it is stored and searched.
#[derive(Debug, Args)]
pub(super) struct RereadArguments {
    /// Only pages of this source.
    #[arg(long, value_name = "ID")]
    source: Option<String>,

    /// Store what changed; without this, it is shown only.
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(arguments: &RereadArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let only = arguments.source.as_deref();
    if let Some(id) = only {
        super::crawl::chosen(&app, &[id.to_owned()])?;
    }
    let mut output = standard_output();
    let summary = rereading::go_through(&app, only, arguments.yes, |reread| {
        write_reread(&mut output, reread)
    })?;
    output.flush()?;
    if !context.quiet {
        say!(
            "{} pages read anew: {} articles differ, {} are read as no article and stay as they are",
            summary.pages,
            summary.changed,
            summary.lost
        );
    }
    if summary.changed == 0 {
        return Ok(Ending::NothingFound);
    }
    if !arguments.yes {
        if !context.quiet {
            say!("nothing was stored; add --yes to do it");
        }
        return Ok(Ending::NothingFound);
    }
    indexing::repair(&app.archive()?, app.engine()?.as_ref())?;
    Ok(Ending::Done)
}

fn write_reread(output: &mut impl Write, reread: &Reread) -> anyhow::Result<()> {
    writeln!(output, "{}", reread.url)?;
    if reread.fields.is_empty() {
        writeln!(output, "  no article is found on the page now")?;
    }
    for change in &reread.fields {
        write_change(output, change)?;
    }
    Ok(())
}

/// Both values from a little before the first letter that differs.
fn write_change(output: &mut impl Write, change: &FieldChange) -> anyhow::Result<()> {
    let letters = change.before.chars().zip(change.after.chars());
    let same = letters
        .take_while(|(before, after)| before == after)
        .count();
    let begin = same.saturating_sub(SHOWN / 4);
    writeln!(output, "  {}", change.field)?;
    for (sign, value) in [('-', &change.before), ('+', &change.after)] {
        writeln!(output, "    {sign} {}", excerpt(value, begin))?;
    }
    Ok(())
}

fn excerpt(value: &str, begin: usize) -> String {
    let mut rest = value.chars().skip(begin);
    let shown: String = rest.by_ref().take(SHOWN).collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    format!(
        "{}{}{}",
        if begin > 0 { "…" } else { "" },
        if shown.is_empty() {
            "(nothing)"
        } else {
            &shown
        },
        if rest.next().is_some() { "…" } else { "" }
    )
}
