//! The query language through its front door.

mod clumsy;
mod properties;
mod readings;
mod trees;

use aluehaku_query::{Field, FieldTable, Parsed};

const FIELDS: FieldTable = FieldTable::new(&[
    Field {
        id: "title",
        names: &["otsikko", "rubrik"],
    },
    Field {
        id: "person",
        names: &["henkilö"],
    },
    Field {
        id: "project",
        names: &["hanke", "projekt"],
    },
    Field {
        id: "region",
        names: &["alue", "maakunta"],
    },
    Field {
        id: "source",
        names: &["lähde", "källa"],
    },
]);

fn parse(text: &str) -> Parsed {
    aluehaku_query::parse(text, &FIELDS)
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed
        .warnings
        .iter()
        .map(|warning| warning.kind.code())
        .collect()
}

/// Each line is `typed => canonical text`, then ` ! ` and the codes of the warnings if there are any.
#[track_caller]
fn check(lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (typed, expected) = line
            .split_once(" => ")
            .unwrap_or((line.trim_end_matches(" =>"), ""));
        let parsed = parse(typed);
        let said = codes(&parsed).join(" ");
        let joint = if said.is_empty() { "" } else { " ! " };
        assert_eq!(
            format!("{}{joint}{said}", parsed.query).trim(),
            expected,
            "typed: {typed}"
        );
    }
}
