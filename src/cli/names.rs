//! `aluehaku names`: what is known of projects and organisations, with what says so, and what looks doubtful.

use std::io::Write;

use aluehaku_article::EntityKind;
use aluehaku_article::facet::Facet;
use aluehaku_index::search::request::Filters;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{json_line, standard_output};
use super::{Context, Ending};
use crate::app::App;
use crate::archive::{Archive, observations};
use aluehaku_enrich::names::register::{Evidence, looks_common};

/// List the projects and organisations that articles name, most frequent first, with what says that they are: a word
/// for a project, a legal form, a bracket, a capital inside a sentence, or only the words around. What the
/// administrator says in the file of `names.register` is applied first.
#[derive(Debug, Args)]
pub(super) struct NamesArguments {
    /// Only names of one kind.
    #[arg(long, value_enum)]
    kind: Option<NameKind>,

    /// Only names that look like common words or places.
    #[arg(long)]
    doubtful: bool,

    /// Most names of a kind.
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,

    /// Write one JSON object a name.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NameKind {
    Project,
    Organisation,
}

/// One line of output.
#[derive(Debug, Serialize)]
struct NameRecord<'n> {
    kind: &'static str,
    name: &'n str,
    articles: u64,
    /// Sources whose articles say what it is, up to three.
    sources: usize,
    evidence: Vec<&'static str>,
    /// What else it goes by.
    aliases: Vec<&'n str>,
    doubtful: bool,
}

impl NameKind {
    const ALL: [Self; 2] = [Self::Project, Self::Organisation];

    fn facet(self) -> Facet {
        match self {
            Self::Project => Facet::Project,
            Self::Organisation => Facet::Organisation,
        }
    }

    fn entity(self) -> EntityKind {
        match self {
            Self::Project => EntityKind::Project,
            Self::Organisation => EntityKind::Organisation,
        }
    }
}

pub(super) fn run(arguments: &NamesArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    // A fault in the administrator's file is said before an archive is looked for.
    app.name_edits()?;
    let archive = Archive::open_existing(app.location())?;
    app.apply_name_edits()?;
    let reader = app.repaired_engine()?.reader()?;
    let observed = archive.read(observations::load)?.unwrap_or_default();
    let knowledge = app.knowledge()?;
    let register = knowledge.register();
    let mut output = standard_output();
    let mut written = 0usize;
    for kind in NameKind::ALL {
        if arguments.kind.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        let filters = Filters::default();
        let values = reader.facet_values(kind.facet(), "", &filters, arguments.limit)?;
        let evidence = Evidence::of(&observed.observations, &register, kind.entity());
        for value in &values {
            let known = evidence.about(&value.value);
            let record = NameRecord {
                kind: kind.facet().name(),
                name: &value.value,
                articles: value.count,
                sources: known.sources.len(),
                evidence: known.signs.words().collect(),
                aliases: evidence.aliases(&value.value),
                doubtful: looks_common(&value.value, knowledge.finnish()),
            };
            if record.doubtful || !arguments.doubtful {
                write(&mut output, &record, arguments.json)?;
                written += 1;
            }
        }
    }
    output.flush()?;
    Ok(if written == 0 {
        Ending::NothingFound
    } else {
        Ending::Done
    })
}

fn write(output: &mut impl Write, record: &NameRecord<'_>, as_json: bool) -> anyhow::Result<()> {
    if as_json {
        return json_line(output, record);
    }
    let mark = if record.doubtful {
        "  doubtful: a common word"
    } else {
        ""
    };
    let evidence = if record.evidence.is_empty() {
        "register".to_owned()
    } else {
        record.evidence.join(", ")
    };
    writeln!(
        output,
        "{:>7}  {:12}  {}  ({evidence}){mark}",
        record.articles, record.kind, record.name
    )?;
    if !record.aliases.is_empty() {
        writeln!(output, "{:23}= {}", "", record.aliases.join(" = "))?;
    }
    Ok(())
}
