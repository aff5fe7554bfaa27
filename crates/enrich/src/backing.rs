//! Who pays for a project, who runs it and who takes part in it, where a sentence says so: "Hanketta rahoittaa X".
//!
//! A sentence speaks of the project when it names it, or when it says "hanke" in an article that names no
//! other. The organisation nearest to the word that says what it does is meant, and those joined to it.

use std::ops::Range;

use aluehaku_article::{Article, EntityKind, Mention, TextPart};

use super::names::tokens::{self, Token};

/// Most bytes between the word for what an organisation does and its name.
const FURTHEST: usize = 40;

/// Words that join one organisation to the next.
const JOINING: [&str; 6] = ["ja", "sekä", "och", "samt", "and", ","];

/// Forms of associations and companies, which stand after names.
const FORMS: [&str; 8] = ["ry", "rf", "oy", "ab", "sr", "rs", "ry:n", "ry:tä"];

/// What an organisation does for a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// It pays.
    Funder,
    /// It runs the project.
    Runner,
    /// It takes part.
    Partner,
}

/// An organisation behind a project, and the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backing {
    /// What it does.
    pub part: Part,
    /// Its canonical name.
    pub organisation: String,
    /// The sentence.
    pub sentence: String,
}

/// The organisations behind a project, as an article says.
#[must_use]
pub fn backing(article: &Article, mentions: &[Mention], project: &str) -> Vec<Backing> {
    let mut projects = mentions
        .iter()
        .filter(|mention| mention.kind == EntityKind::Project);
    let is_alone = projects.all(|mention| mention.name == project);
    let mut found: Vec<Backing> = Vec::new();
    for part in [TextPart::Lead, TextPart::Body] {
        let text = article.text(part);
        let own: Vec<&Mention> = mentions
            .iter()
            .filter(|mention| {
                mention.part == part && text.get(mention.start..mention.end).is_some()
            })
            .collect();
        for sentence in tokens::sentences(&[text]) {
            let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
                continue;
            };
            let range = first.start..last.end();
            let inside: Vec<&Mention> = own
                .iter()
                .copied()
                .filter(|mention| range.contains(&mention.start))
                .collect();
            let names_it = inside
                .iter()
                .any(|mention| mention.kind == EntityKind::Project && mention.name == project);
            let says_project = || sentence.iter().any(|token| means_project(token.text));
            let speaks_of_it = names_it || is_alone && says_project();
            if !speaks_of_it {
                continue;
            }
            for (part, organisation) in said(text, &sentence, &inside) {
                let is_known =
                    |known: &Backing| known.part == part && known.organisation == organisation;
                if !found.iter().any(is_known) {
                    found.push(Backing {
                        part,
                        organisation,
                        sentence: text[range.clone()].to_owned(),
                    });
                }
            }
        }
    }
    found
}

/// Whether a word means some project: "hanketta", "projektet".
fn means_project(word: &str) -> bool {
    let word = word.to_lowercase();
    let inflected = ["hanke", "hankke", "hanket", "projekt", "project"];
    inflected.iter().any(|stem| word.starts_with(stem)) && !word.starts_with("hankki")
}

/// What the organisations of a sentence do, by the words in it.
fn said(text: &str, sentence: &[Token<'_>], mentions: &[&Mention]) -> Vec<(Part, String)> {
    let words: Vec<String> = sentence
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let begins = |stems: &[&str]| {
        let words = &words;
        stems
            .iter()
            .any(|stem| words.iter().any(|word| word.starts_with(stem)))
    };
    // Whoever applies for money or looks for partners has none yet.
    if begins(&[
        "hake", "haki", "hae", "etsi", "söker", "ansök", "appl", "seek",
    ]) {
        return Vec::new();
    }
    let grants = begins(&["myönt", "myöns", "beviljar", "beviljat", "granted"]);
    let mut organisations: Vec<&Mention> = mentions
        .iter()
        .copied()
        .filter(|mention| mention.kind == EntityKind::Organisation)
        .filter(|mention| !lies_in_project(mention, mentions))
        .collect();
    organisations.sort_by_key(|mention| mention.start);
    let mut said = Vec::new();
    for (token, word) in sentence.iter().zip(&words) {
        let Some(part) = part_of(word, grants) else {
            continue;
        };
        let anchor = token.start..token.end();
        said.extend(
            meant(text, &anchor, &organisations)
                .into_iter()
                .map(|name| (part, name)),
        );
    }
    said
}

/// Whether an organisation is only named inside the name of a project.
fn lies_in_project(organisation: &Mention, mentions: &[&Mention]) -> bool {
    mentions.iter().any(|mention| {
        mention.kind == EntityKind::Project
            && mention.start <= organisation.start
            && organisation.end <= mention.end
    })
}

/// What a word says that an organisation does.
fn part_of(word: &str, grants: bool) -> Option<Part> {
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let is_funding = begins(&["rahoitt", "finansier", "funded", "funds", "funder"])
        || word == "rahoituksella"
        || grants && begins(&["myönt", "myöns", "beviljar", "beviljat", "granted"]);
    if is_funding {
        Some(Part::Funder)
    } else if begins(&[
        "hallinnoi",
        "koordinoi",
        "vetää",
        "vetävä",
        "administrera",
        "koordinera",
        "coordinated",
    ]) {
        Some(Part::Runner)
    } else if begins(&[
        "kumppani",
        "kumppane",
        "yhteistyökumppan",
        "osatoteutta",
        "partner",
        "samarbetspartner",
    ]) {
        Some(Part::Partner)
    } else {
        None
    }
}

/// The organisation nearest to a word, with those joined to it away from the word.
fn meant(text: &str, anchor: &Range<usize>, organisations: &[&Mention]) -> Vec<String> {
    let gap = |mention: &Mention| match mention.end <= anchor.start {
        true => mention.end..anchor.start,
        false => anchor.end..mention.start.max(anchor.end),
    };
    let reaches = |mention: &Mention| {
        let between = text.get(gap(mention)).unwrap_or_default();
        between.len() <= FURTHEST && !between.contains([',', ';', ':', '–', '.'])
    };
    let near = (0..organisations.len()).filter(|at| reaches(organisations[*at]));
    let Some(nearest) = near.min_by_key(|at| gap(organisations[*at]).len()) else {
        return Vec::new();
    };
    let is_before = organisations[nearest].end <= anchor.start;
    let mut names = vec![organisations[nearest].name.clone()];
    let mut last = nearest;
    loop {
        let next = match is_before {
            true => last.checked_sub(1),
            false => Some(last + 1).filter(|at| *at < organisations.len()),
        };
        let Some(next) = next else {
            return names;
        };
        let (one, other) = (organisations[last.min(next)], organisations[last.max(next)]);
        if !is_joined(text.get(one.end..other.start).unwrap_or(";")) {
            return names;
        }
        names.push(organisations[next].name.clone());
        last = next;
    }
}

/// Whether what stands between two names joins them.
fn is_joined(between: &str) -> bool {
    let between = between.replace(',', " , ");
    let mut words = between
        .split_whitespace()
        .filter(|word| !FORMS.contains(word))
        .peekable();
    words.peek().is_some() && words.all(|word| JOINING.contains(&word))
}

#[cfg(test)]
mod tests {
    use aluehaku_article::Evidence;
    use aluehaku_article::ids::{ArticleId, SourceId};

    use super::*;

    fn mention(body: &str, text: &str, kind: EntityKind, name: &str) -> Mention {
        let start = body.find(text).unwrap();
        Mention {
            part: TextPart::Body,
            start,
            end: start + text.len(),
            text: text.to_owned(),
            kind,
            name: name.to_owned(),
            role: None,
            evidence: Evidence::Given,
        }
    }

    fn article(body: &str) -> Article {
        let id = ArticleId::new("1").unwrap();
        Article {
            body: body.to_owned(),
            ..Article::new(id, SourceId::new("lehti").unwrap())
        }
    }

    /// `named` are organisations as they stand in the text; the project stands there as "Kylätuli" where it does.
    #[track_caller]
    fn check(body: &str, named: &[&str], expected: &[(Part, &str)]) {
        let mut mentions: Vec<Mention> = named
            .iter()
            .map(|name| mention(body, name, EntityKind::Organisation, name))
            .collect();
        if body.contains("Kylätuli") {
            mentions.push(mention(body, "Kylätuli", EntityKind::Project, "Kylätuli"));
        }
        let found = backing(&article(body), &mentions, "Kylätuli");
        let found: Vec<_> = found
            .iter()
            .map(|backing| (backing.part, backing.organisation.as_str()))
            .collect();
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn the_organisation_beside_the_word_is_meant() {
        use Part::{Funder, Partner, Runner};
        check(
            "Kylätuli alkaa. Hanketta rahoittaa Apusäätiö, ja se kestää kaksi vuotta.",
            &["Apusäätiö"],
            &[(Funder, "Apusäätiö")],
        );
        check(
            "Illan järjesti Kotiliitto yhdessä Kylätuen hallinnoiman Kylätuli-hankkeen kanssa, jota rahoittaa Apusäätiö.",
            &["Kotiliitto", "Kylätuen", "Apusäätiö"],
            &[(Runner, "Kylätuen"), (Funder, "Apusäätiö")],
        );
        check(
            "Kylätuli-hanketta vetää Rantaväki ry, ja Savossa kumppanina on Metsäväki.",
            &["Rantaväki", "Metsäväki"],
            &[(Runner, "Rantaväki"), (Partner, "Metsäväki")],
        );
        check(
            "Apusäätiö myönsi Kylätuli-hankkeelle avustuksen.",
            &["Apusäätiö"],
            &[(Funder, "Apusäätiö")],
        );
        check(
            "Projektet Kylätuli finansieras av Hjälpstiftelsen.",
            &["Hjälpstiftelsen"],
            &[(Funder, "Hjälpstiftelsen")],
        );
    }

    #[test]
    fn organisations_that_are_joined_do_the_same() {
        use Part::{Funder, Partner};
        check(
            "Kylätuli-hankkeen kumppaneita ovat Rantaväki ry, Metsäväki ja Vesiväki.",
            &["Rantaväki", "Metsäväki", "Vesiväki"],
            &[
                (Partner, "Rantaväki"),
                (Partner, "Metsäväki"),
                (Partner, "Vesiväki"),
            ],
        );
        check(
            "Apusäätiö ja Kotiliitto rahoittavat Kylätuli-hanketta.",
            &["Apusäätiö", "Kotiliitto"],
            &[(Funder, "Kotiliitto"), (Funder, "Apusäätiö")],
        );
    }

    #[test]
    fn wishes_other_things_and_other_projects_say_nothing() {
        check(
            "Kylätuli-hanke hakee rahoittajaksi Apusäätiötä.",
            &["Apusäätiötä"],
            &[],
        );
        check(
            "Kylätuli etsii kumppaniksi Metsäväkeä.",
            &["Metsäväkeä"],
            &[],
        );
        check(
            "Kylätuli alkaa. Kahvia tarjosi Apusäätiö.",
            &["Apusäätiö"],
            &[],
        );
        check(
            "Kylätuli alkaa. Lehteä rahoittaa Apusäätiö.",
            &["Apusäätiö"],
            &[],
        );
        let body = "Kylätuli ja Järvivalo alkavat. Hanketta rahoittaa Apusäätiö.";
        let mentions = [
            mention(body, "Kylätuli", EntityKind::Project, "Kylätuli"),
            mention(body, "Järvivalo", EntityKind::Project, "Järvivalo"),
            mention(body, "Apusäätiö", EntityKind::Organisation, "Apusäätiö"),
        ];
        assert_eq!(backing(&article(body), &mentions, "Kylätuli"), []);
    }

    #[test]
    fn mentions_that_stand_nowhere_do_no_harm() {
        let body = "Ääni. Hanketta rahoittaa Apusäätiö.";
        let mut wild = mention(body, "Apusäätiö", EntityKind::Organisation, "Apusäätiö");
        (wild.start, wild.end) = (1, 900);
        assert_eq!(backing(&article(body), &[wild], "Kylätuli"), []);
    }
}
