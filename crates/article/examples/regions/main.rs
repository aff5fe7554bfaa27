//! Makes `data/regions.toml` from the open tables it stands on.
//!
//! ```text
//! cargo run -p aluehaku-article --example regions -- \
//!     regions.tsv surnames.tsv first_names.tsv > crates/article/data/regions.toml
//! ```
//!
//! `regions.tsv` is Statistics Finland's classification of municipalities, maakunnat and wellbeing
//! services counties (columns `kunta_fi kunta_sv kuntanumero maakunta_fi maakunta_sv maakunta_code
//! hyvinvointialue_fi hyvinvointialue_sv`, CC BY 4.0). The name lists are those of the Digital and
//! Population Data Services Agency (name and count, CC BY 4.0); they only tell which municipalities
//! share their name with people. How the names inflect stands in [`inflection`], what else belongs
//! to them in [`facts`].

mod facts;
mod inflection;
mod local_cases;

use std::collections::{BTreeMap, HashSet};
use std::error::Error;

use facts::{COUNTIES_SINCE, MAAKUNNAT, OUTER_MAAKUNTA_ENDING, WORDS};
use inflection::inflection;
use local_cases::is_outer;

/// Head of the file: what it is and whose facts it holds.
const HEAD: &str = "\
# Maakunnat, wellbeing services counties and municipalities of Finland, and how their names inflect.
# Made by `cargo run -p aluehaku-article --example regions`; change the example, not this file.
#
# Names, codes and memberships: Statistics Finland, classifications of 2025, CC BY 4.0.
# `personal` (also a surname or first name): Digital and Population Data Services Agency, CC BY 4.0.
#
# inflected = genitive, partitive, illative; the other cases follow from the stem, which is the
# genitive without its n unless `stem` states it. local = the in, from and to cases of names whose
# first part inflects too. outer = the place is \"on\" (Tampereella), not \"in\" (Helsingissä).
# word = also a common word.
";

/// A row of the classification, columns in the order of the table.
struct Row<'a> {
    columns: Vec<&'a str>,
}

impl Row<'_> {
    fn column(&self, number: usize) -> &str {
        self.columns.get(number).copied().unwrap_or_default()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [regions, surnames, first_names] = arguments.as_slice() else {
        return Err("usage: regions REGIONS.tsv SURNAMES.tsv FIRST_NAMES.tsv".into());
    };
    let regions = std::fs::read_to_string(regions)?;
    let rows: Vec<Row<'_>> = regions
        .lines()
        .skip(1)
        .map(|line| Row {
            columns: line.split('\t').collect(),
        })
        .collect();
    let mut personal = names(&std::fs::read_to_string(surnames)?);
    personal.extend(names(&std::fs::read_to_string(first_names)?));

    println!("{HEAD}");
    print_table("maakunnat", &maakunnat(&rows)?);
    print_table("hyvinvointialueet", &counties(&rows));
    print_table("municipalities", &municipalities(&rows, &personal));
    Ok(())
}

/// One line a row.
fn print_table(name: &str, rows: &[Vec<String>]) {
    println!("{name} = [");
    for fields in rows {
        println!("  {{ {} }},", fields.join(", "));
    }
    println!("]");
}

/// The names of a list of `name TAB count`.
fn names(table: &str) -> HashSet<String> {
    table
        .lines()
        .filter_map(|line| line.split('\t').next())
        .map(str::to_owned)
        .collect()
}

fn maakunnat(rows: &[Row<'_>]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let by_code: BTreeMap<&str, (&str, &str)> = rows
        .iter()
        .map(|row| (row.column(5), (row.column(3), row.column(4))))
        .collect();
    let mut table = Vec::new();
    for (code, (fi, sv)) in by_code {
        let facts = MAAKUNNAT
            .iter()
            .find(|facts| facts.fi == fi)
            .ok_or("unknown maakunta")?;
        let mut fields = vec![
            format!("id = {:?}", slug(fi)),
            format!("code = {code:?}"),
            format!("fi = {fi:?}"),
            format!("sv = {sv:?}"),
            format!("en = {:?}", facts.en),
        ];
        fields.extend(inflection(fi));
        if fi.ends_with(OUTER_MAAKUNTA_ENDING) {
            fields.push("outer = true".to_owned());
        }
        if !facts.adjectives.is_empty() {
            fields.push(format!("adjectives = {:?}", facts.adjectives));
        }
        if !facts.adjectives_sv.is_empty() {
            fields.push(format!("adjectives_sv = {:?}", facts.adjectives_sv));
        }
        fields.extend(
            facts
                .abbreviation
                .map(|short| format!("abbreviation = {short:?}")),
        );
        table.push(fields);
    }
    Ok(table)
}

fn counties(rows: &[Row<'_>]) -> Vec<Vec<String>> {
    let by_name: BTreeMap<&str, (&str, &str)> = rows
        .iter()
        .map(|row| (row.column(6), (row.column(7), row.column(3))))
        .collect();
    let fields = |(fi, (sv, maakunta)): (&str, (&str, &str))| {
        let mut fields = vec![
            format!("id = {:?}", county_slug(fi)),
            format!("fi = {fi:?}"),
            format!("sv = {sv:?}"),
            format!("maakunta = {:?}", slug(maakunta)),
        ];
        if fi.ends_with("hyvinvointialue") {
            fields.push(format!("since = {COUNTIES_SINCE}"));
        }
        fields
    };
    by_name.into_iter().map(fields).collect()
}

fn municipalities(rows: &[Row<'_>], personal: &HashSet<String>) -> Vec<Vec<String>> {
    let fields = |row: &Row<'_>| {
        let fi = row.column(0);
        let mut fields = vec![
            format!("id = {:?}", slug(fi)),
            format!("code = {:?}", row.column(2)),
            format!("fi = {fi:?}"),
            format!("sv = {:?}", row.column(1)),
            format!("maakunta = {:?}", slug(row.column(3))),
            format!("hyvinvointialue = {:?}", county_slug(row.column(6))),
        ];
        fields.extend(inflection(fi));
        let flags = [
            ("outer", is_outer(fi)),
            ("personal", personal.contains(fi)),
            ("word", WORDS.contains(&fi)),
        ];
        fields.extend(
            flags
                .iter()
                .filter(|(_, set)| *set)
                .map(|(name, _)| format!("{name} = true")),
        );
        fields
    };
    rows.iter().map(fields).collect()
}

/// Lower case, without dots and rings, words joined by hyphens.
fn slug(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter_map(|character| match character {
            'ä' | 'å' => Some('a'),
            'ö' => Some('o'),
            ' ' => Some('-'),
            ':' => None,
            other => Some(other),
        })
        .collect()
}

/// Åland is its own county in the classification: its slug must differ from the maakunta's.
fn county_slug(name: &str) -> String {
    if name == "Ahvenanmaa" {
        "ahvenanmaa-hva".to_owned()
    } else {
        slug(name)
    }
}
