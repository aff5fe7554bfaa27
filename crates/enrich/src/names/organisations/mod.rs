//! Organisations: what the tagger found, completed by what the writing itself says: legal forms after a name,
//! brackets that give the long or the short name, words for bodies.
//!
//! `legal_forms` tells where a name begins that ends in one, `bodies` with `known` and `joined` what is one without,
//! `canonical` writes a name in its base form.

mod bodies;
mod canonical;
mod joined;
mod known;
mod legal_forms;

use std::ops::Range;

use aluehaku_article::Evidence;
use aluehaku_finnish::names::{BaseForms, Label, NameKind};

use super::document::{Document, Words};
use super::persons::{PersonMention, is_common_beginning};
use super::short_names::is_legal_form;
use super::taken::Taken;
use super::tokens;
use bodies::{body_at, branch_at, is_bare_body, with_branch};
use canonical::canonical;
use known::is_well_known;
use legal_forms::{
    is_joining, start_before, with_joined_part, without_opening_words, without_place_before,
};

/// A mention of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrganisationMention {
    pub(super) tokens: Range<usize>,
    pub(super) name: String,
    pub(super) evidence: Evidence,
}

/// Finds the organisations of an article outside the tokens that are taken.
pub(super) fn find(
    document: &Document<'_>,
    taken: &Taken,
    persons: &[PersonMention],
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<OrganisationMention> {
    let mut found = Found::new(document);
    let read = spans(document);
    for at in 0..document.len() {
        if is_legal_form(document.text(at))
            && let Some(start) = start_before(document, at, &read, words)
        {
            found.add(start..at + 1, Evidence::LegalForm);
            if let Some(span) = abbreviation_beside(document, start..at + 1) {
                found.add(span, Evidence::Bracket);
            }
        }
    }
    for at in 0..document.len() {
        if let Some(span) = branch_at(document, at, base_forms) {
            found.add(span, Evidence::BodyWord);
        }
    }
    for (kind, span) in document.spans() {
        let is_organisation = match kind {
            NameKind::Organisation => true,
            // What begins like no person's name may be a body: "Oma Häme".
            NameKind::Person => {
                span.len() >= 2 && is_common_beginning(document, &span, base_forms, words)
            }
            NameKind::Place | NameKind::Other => false,
        };
        if !is_organisation || taken.has_any(&span) {
            continue;
        }
        for (span, evidence) in parted(document, span, base_forms, words) {
            let is_read = kind == NameKind::Person
                || is_plausible(document, &span, words)
                    && !is_bare_body(document, &span, base_forms)
                    && !begins_foreign_sentence(document, &span, words);
            if is_read {
                found.add(span, evidence);
            }
        }
    }
    let after_persons: Vec<usize> = persons.iter().map(|person| person.tokens.end).collect();
    for at in 0..document.len() {
        let is_free = !found.covered.has(at) && !taken.has(at);
        if is_free && let Some(span) = body_at(document, at, &after_persons, base_forms, words) {
            found.add(span, Evidence::BodyWord);
        }
    }
    let mut spans = found.spans;
    spans.retain(|(span, _)| !taken.has_any(span));
    spans.sort_by_key(|(span, _)| span.start);
    spans
        .into_iter()
        .map(|(tokens, evidence)| OrganisationMention {
            name: canonical(document, &tokens, base_forms, words),
            tokens,
            evidence,
        })
        .collect()
}

/// Adds bodies that are called after persons, unless a longer name holds them ("Hilma Kallion säätiö sr").
pub(super) fn add_namesakes(
    document: &Document<'_>,
    mentions: &mut Vec<OrganisationMention>,
    bodies: &[Range<usize>],
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) {
    for body in bodies {
        let holds = |mention: &OrganisationMention| {
            mention.tokens.start <= body.start && body.end <= mention.tokens.end
        };
        if mentions.iter().any(holds) {
            continue;
        }
        mentions.retain(|other| other.tokens.end <= body.start || body.end <= other.tokens.start);
        mentions.push(OrganisationMention {
            name: canonical(document, body, base_forms, words),
            tokens: body.clone(),
            evidence: Evidence::BodyWord,
        });
    }
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// Spans that do not overlap.
struct Found {
    spans: Vec<(Range<usize>, Evidence)>,
    covered: Taken,
}

impl Found {
    fn new(document: &Document<'_>) -> Self {
        Self {
            spans: Vec::new(),
            covered: Taken::none_of(document.len()),
        }
    }

    /// Adds a span unless it overlaps one that was found before.
    fn add(&mut self, span: Range<usize>, evidence: Evidence) {
        if !span.is_empty() && !self.covered.has_any(&span) {
            self.covered.take(&span);
            self.spans.push((span, evidence));
        }
    }
}

/// What the tagger took for one name: without what stands before it, and with an abbreviation in brackets as a name of
/// its own ("Opetus- ja kulttuuriministeriö (OKM)").
fn parted(
    document: &Document<'_>,
    span: Range<usize>,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<(Range<usize>, Evidence)> {
    if let Some(joint) = joint_of_two(document, &span, base_forms) {
        let mut both = parted(document, span.start..joint, base_forms, words);
        both.extend(parted(document, joint + 1..span.end, base_forms, words));
        return both;
    }
    let start = without_place_before(document, span.clone());
    let start = with_joined_part(document, start);
    let bracket = (start + 1..span.end).find(|at| document.text(*at) == "(");
    let end = bracket.unwrap_or_else(|| with_branch(document, &span, base_forms));
    let start = without_opening_words(document, start, end, words);
    let mut parts = vec![(start..end, Evidence::Context)];
    if let Some(inner) = abbreviation_beside(document, start..end) {
        parts[0].1 = Evidence::Bracket;
        parts.push((inner, Evidence::Bracket));
    }
    parts
}

/// Where two bodies are joined that the tagger takes for one, by one that all know: "Soste ja Kuntaliitto".
fn joint_of_two(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> Option<usize> {
    let mut inner = span.start + 1..span.end.saturating_sub(1);
    inner.find(|at| {
        is_joining(document.text(*at))
            && document.is_capitalised(at + 1)
            && (is_well_known(document, at - 1, base_forms)
                || is_well_known(document, at + 1, base_forms))
    })
}

/// The spans that the tagger takes for organisations.
pub(super) fn spans(document: &Document<'_>) -> Vec<Range<usize>> {
    let spans = document.spans().into_iter();
    spans
        .filter(|(kind, _)| *kind == NameKind::Organisation)
        .map(|(_, span)| span)
        .collect()
}

/// Words for what decides in a body: no other name than the body's.
const ORGANS: [&str; 5] = ["hallitu", "valtuusto", "johtoku", "puheenjoht", "jäsen"];

/// Whether a known name is the beginning of a longer one: to the tagger ("Turun yliopiston hoitotieteen laitos"), or
/// by what stands behind it ("Nokia -palkinto", "Volvo Ocean Race").
pub(super) fn is_part_of_longer(
    document: &Document<'_>,
    name: &Range<usize>,
    organisations: &[Range<usize>],
) -> bool {
    let next = document.near(name.end - 1, 1);
    let is_compound = next
        .strip_prefix('-')
        .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let begins_name = matches!(document.label(name.end), Label::Begin(_));
    let goes_on = name.len() == 1 && next.starts_with(char::is_uppercase) && !begins_name;
    if is_compound || goes_on {
        return true;
    }
    let longer = organisations
        .iter()
        .find(|span| span.contains(&name.start) && span.end > name.end);
    longer.is_some_and(|span| {
        let last = document.last(span);
        !ORGANS.iter().any(|organ| last.starts_with(organ))
    })
}

/// "SOSTEn (Suomen sosiaali ja terveys ry)", "Suomen sosiaali ja terveys ry (SOSTE)": the abbreviation is a name, too.
fn abbreviation_beside(document: &Document<'_>, long: Range<usize>) -> Option<Range<usize>> {
    let last = long.end - 1;
    let start = if document.near(long.start, -1) == "(" && document.near(last, 1) == ")" {
        long.start.checked_sub(2)?
    } else if document.near(last, 1) == "(" && document.near(last, 3) == ")" {
        long.end + 1
    } else {
        return None;
    };
    let word = document.text(start);
    let bare = word.split_once(':').map_or(word, |(bare, _)| bare);
    let capitals = bare
        .chars()
        .take_while(|letter| letter.is_uppercase())
        .count();
    let ending = bare.chars().count() - capitals;
    (capitals >= 2 && ending <= LONGEST_ENDING).then_some(start..start + 1)
}

/// Letters of a case ending behind an abbreviation ("SOSTEen").
const LONGEST_ENDING: usize = 4;

/// Words that are no name with a place or a person before them: "Äänekosken kirjasto".
const GENERIC: [&str; 8] = [
    "yhdisty", "kunta", "kunna", "kirjasto", "kaupun", "koulu", "talo", "asema",
];

fn is_plausible(document: &Document<'_>, span: &Range<usize>, words: &mut Words<'_>) -> bool {
    let text = |at: usize| document.text(at);
    let letters = span
        .clone()
        .map(|at| {
            text(at)
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .count()
        })
        .sum::<usize>();
    let has_capital = span
        .clone()
        .any(|at| text(at).chars().any(char::is_uppercase));
    let plain = span
        .clone()
        .all(|at| !text(at).contains(['@', '/']) && !text(at).starts_with("http"));
    let last = text(span.end - 1);
    let kind = last.strip_prefix("pää").unwrap_or(last);
    let generic = last.starts_with(char::is_lowercase)
        && kind.chars().count() <= 12
        && GENERIC.iter().any(|word| kind.starts_with(word));
    let is_other = span.len() == 1 && NO_BODIES.contains(&last);
    letters >= 2 && has_capital && plain && !generic && !is_other && !tells(document, span, words)
}

/// "Keski-Suomen järjestöt", "Ajatus yhteisistä Järjestöjen": words that tell of several bodies, or of anything.
fn tells(document: &Document<'_>, span: &Range<usize>, words: &mut Words<'_>) -> bool {
    let text = |at: usize| document.text(at);
    let is_small = |at: usize| text(at).starts_with(char::is_lowercase);
    let last = span.end - 1;
    let several = words.plural_base_form(text(last)).unwrap_or_default();
    let are_several =
        span.len() > 1 && is_small(last) && SEVERAL.iter().any(|body| several.ends_with(body));
    // "Turun yliopiston lääketieteellisessä tiedekunnassa": what agrees with the last word is a part of it.
    let mut inner = span.start + 1..last.max(span.start + 1);
    let has_place = !legal_forms::is_local(text(last))
        && inner.any(|at| is_small(at) && legal_forms::is_local(text(at)));
    are_several || has_place && tokens::begins_sentence(document.tokens(), span.start)
}

/// Last parts of words for several bodies, which share no name.
const SEVERAL: [&str; 9] = [
    "järjestöt",
    "yhdistykset",
    "kunnat",
    "ryhmät",
    "toimijat",
    "koulut",
    "palvelut",
    "seurat",
    "kumppanit",
];

/// Letters of words that tell the language of a sentence: shorter ones are words of many.
const SHORTEST_TELLING: usize = 4;

/// "Admission is free", "Företrädaren har följt med": the tagger knows Finnish, and takes a word for a name that has its
/// capital from the sentence it begins.
fn begins_foreign_sentence(
    document: &Document<'_>,
    span: &Range<usize>,
    words: &mut Words<'_>,
) -> bool {
    let text = |at: usize| document.text(at);
    // A point behind a number may end a sentence, too.
    let begins =
        |at: usize| document.sentence_start(at) == at || document.near(at, -1).ends_with('.');
    let word = text(span.start);
    let is_plain = !word.chars().skip(1).any(char::is_uppercase);
    let stands_inside = || (0..document.len()).any(|at| text(at) == word && !begins(at));
    if span.len() != 1 || !begins(span.start) || !is_plain || stands_inside() {
        return false;
    }
    let others = (span.end..document.sentence_end(span.start)).map(text);
    let telling: Vec<&str> = others
        .filter(|word| word.starts_with(char::is_lowercase))
        .filter(|word| word.chars().count() >= SHORTEST_TELLING)
        .collect();
    let known = telling.iter().filter(|word| words.knows(word)).count();
    3 * known < 2 * telling.len()
}

/// What a text says of itself, and countries under their names in other languages.
const NO_BODIES: [&str; 13] = [
    "PS", "NB", "HUOM", "OBS", "FAQ", "UKK", "Finland", "Sverige", "Norge", "Danmark", "Norden",
    "Europa", "Enter",
];
