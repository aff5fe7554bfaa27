//! Organisations: what the tagger found, completed by what the writing itself says: legal forms after a name,
//! brackets that give the long or the short name.

use std::ops::Range;

use aluehaku_article::Evidence;
use aluehaku_finnish::names::{BaseForms, NameKind, NamePart};

use super::document::{Document, Words};
use super::persons::{PersonMention, is_common_beginning};
use super::written;

/// A mention of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrganisationMention {
    pub(super) tokens: Range<usize>,
    pub(super) name: String,
    pub(super) evidence: Evidence,
}

/// Two names that a text says to be of one organisation: "SOSTE (Suomen sosiaali ja terveys ry)".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Definition {
    /// The name in capitals.
    pub short: String,
    /// The name written out.
    pub long: String,
}

/// Legal forms that end a name.
const LEGAL_FORMS: [&str; 8] = ["ry", "rf", "oy", "oyj", "ab", "abp", "ky", "sr"];

/// Most words of a name before its legal form.
const MOST_WORDS: usize = 7;

/// Finds the organisations of an article outside the tokens that are taken.
pub(super) fn find(
    document: &Document<'_>,
    is_taken: &dyn Fn(usize) -> bool,
    persons: &[PersonMention],
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<OrganisationMention> {
    let mut spans: Vec<(Range<usize>, Evidence)> = Vec::new();
    for at in 0..document.tokens.len() {
        if is_legal_form(document.tokens[at].text)
            && let Some(start) = start_before_legal_form(document, at)
        {
            let abbreviation = abbreviation_beside(document, start..at + 1);
            spans.extend(abbreviation.map(|span| (span, Evidence::Bracket)));
            spans.push((start..at + 1, Evidence::LegalForm));
        }
    }
    let mut add = |span: Range<usize>, evidence| {
        let overlaps = spans
            .iter()
            .any(|(other, _)| other.start < span.end && span.start < other.end);
        if !overlaps && !span.clone().any(is_taken) {
            spans.push((span, evidence));
        }
    };
    for (kind, span) in document.spans() {
        let span = without_place_before(document, span);
        let is_organisation = match kind {
            NameKind::Organisation => {
                is_plausible(document, &span)
                    && !is_bare_body(document, &span, base_forms)
                    && !begins_foreign_sentence(document, &span, words)
            }
            // What begins like no person's name may be a body: "Oma Häme".
            NameKind::Person => {
                span.len() >= 2 && is_common_beginning(document, &span, base_forms, words)
            }
            NameKind::Place | NameKind::Other => false,
        };
        if is_organisation {
            add(span, Evidence::Context);
        }
    }
    for at in 0..document.tokens.len() {
        let after_person = persons.iter().any(|person| person.tokens.end == at);
        if names_body(document, at, after_person, base_forms) {
            add(
                with_genitives_before(document, at)..at + 1,
                Evidence::BodyWord,
            );
        } else if has_people(document, at, base_forms) {
            add(at..at + 1, Evidence::BodyWord);
        }
    }
    spans.retain(|(span, _)| !span.clone().any(is_taken));
    spans.sort_by_key(|(span, _)| span.start);
    spans
        .into_iter()
        .map(|(tokens, evidence)| OrganisationMention {
            name: canonical(document, &tokens, base_forms),
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
            name: canonical(document, body, base_forms),
            tokens: body.clone(),
            evidence: Evidence::BodyWord,
        });
    }
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// Last parts of compounds that name a body where the word has a capital in the middle of a sentence.
const BODIES: [&str; 22] = [
    "talo",
    "liitto",
    "keskus",
    "yhdistys",
    "säätiö",
    "seura",
    "järjestö",
    "piiri",
    "kamari",
    "paja",
    "yhtymä",
    "opisto",
    "virasto",
    "laitos",
    "verkosto",
    "verkko",
    "neuvosto",
    "akatemia",
    "instituutti",
    "yhtiö",
    "osuuskunta",
    "kerho",
];

/// "sekä Järjestötalon verkkosivuilta", "Hanna Lahti Invalidiliitosta".
fn names_body(
    document: &Document<'_>,
    at: usize,
    after_person: bool,
    base_forms: &mut BaseForms<'_>,
) -> bool {
    let word = document.tokens[at].text;
    let letters = word.chars().count();
    let is_word = |text: &str| text.starts_with(char::is_alphabetic);
    let before = document.near(at, -1);
    let inner = is_word(before)
        && (after_person || before.starts_with(char::is_lowercase) || is_genitive_name(before));
    let alone = !document.near(at, 1).starts_with(char::is_uppercase);
    if !inner || !alone || letters < 6 || !document.tokens[at].is_capitalised() {
        return false;
    }
    let base_form = base_forms.best(word, NamePart::Other).to_lowercase();
    BODIES
        .iter()
        .any(|body| base_form.len() > body.len() + 2 && base_form.ends_with(body))
}

/// Last parts of words for those who act for a body.
const PEOPLE: [&str; 14] = [
    "johtaja",
    "päällikkö",
    "asiantuntija",
    "edustaja",
    "suunnittelija",
    "sihteeri",
    "tutkija",
    "koordinaattori",
    "työntekijä",
    "neuvoja",
    "jäsen",
    "hallitus",
    "valtuusto",
    "toimisto",
];

/// "THL:n aluekoordinaattori": an abbreviation for which somebody acts names a body.
fn has_people(document: &Document<'_>, at: usize, base_forms: &mut BaseForms<'_>) -> bool {
    let Some((capitals, "n")) = document.tokens[at].text.split_once(':') else {
        return false;
    };
    let after = document.near(at, 1);
    if capitals.len() < 2 || !is_short(capitals) || !after.starts_with(char::is_lowercase) {
        return false;
    }
    let base_form = base_forms.best(after, NamePart::Other).to_lowercase();
    PEOPLE.iter().any(|people| base_form.ends_with(people))
}

/// "Säätiö päätti": the word for a body alone names none.
fn is_bare_body(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> bool {
    let word = document.tokens[span.start].text;
    span.len() == 1
        && BODIES.contains(
            &base_forms
                .best(word, NamePart::Other)
                .to_lowercase()
                .as_str(),
        )
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
    let word = document.tokens[start].text;
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

/// "Porvoon Naapurikamaria": where a name begins whose last word is a body.
fn with_genitives_before(document: &Document<'_>, at: usize) -> usize {
    let begin = document.sentence_start(at);
    let genitives = (begin..at)
        .rev()
        .take_while(|before| is_genitive_name(document.tokens[*before].text));
    genitives.last().unwrap_or(at)
}

fn is_genitive_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.ends_with('n') && word.chars().count() > 3
}

/// "Etelä-Pohjanmaalla Lakeuden Vertaistuvat": the place before is none of the name.
fn without_place_before(document: &Document<'_>, mut span: Range<usize>) -> Range<usize> {
    while span.len() > 1
        && is_local(document.tokens[span.start].text)
        && document.tokens[span.start + 1].is_capitalised()
    {
        span.start += 1;
    }
    span
}

/// The definitions among the organisations of an article.
pub(super) fn definitions(
    document: &Document<'_>,
    mentions: &[OrganisationMention],
) -> Vec<Definition> {
    let mut found = Vec::new();
    for pair in mentions.windows(2) {
        let [outer, inner] = pair else { continue };
        let bracketed = outer.tokens.end + 1 == inner.tokens.start
            && document.tokens[outer.tokens.end].text == "("
            && document
                .tokens
                .get(inner.tokens.end)
                .is_some_and(|token| token.text == ")");
        let names = match (is_short(&outer.name), is_short(&inner.name)) {
            (true, false) => Some((&outer.name, &inner.name)),
            (false, true) => Some((&inner.name, &outer.name)),
            _ => None,
        };
        if let Some((short, long)) = names.filter(|_| bracketed) {
            found.push(Definition {
                short: short.clone(),
                long: long.clone(),
            });
        }
    }
    found
}

/// Whether a name is an abbreviation: capitals only.
pub(super) fn is_short(name: &str) -> bool {
    let bare = without_legal_form(name);
    bare.chars().count() <= 8
        && bare
            .chars()
            .all(|letter| letter.is_uppercase() || letter.is_numeric())
}

/// A name without the legal form at its end.
pub(super) fn without_legal_form(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((before, last)) if is_legal_form(last) => before,
        _ => name,
    }
}

fn is_legal_form(word: &str) -> bool {
    let bare = word.split_once(':').map_or(word, |(bare, _)| bare);
    LEGAL_FORMS.contains(&bare) || matches!(bare, "Oy" | "Oyj" | "Ab" | "Ry")
}

/// Where the name begins that ends in the legal form at a place.
fn start_before_legal_form(document: &Document<'_>, at: usize) -> Option<usize> {
    let begin = document.sentence_start(at);
    let mut start = None;
    for before in (begin..at).rev().take(MOST_WORDS) {
        let text = document.tokens[before].text;
        if text == "(" {
            return (before + 1 < at).then_some(before + 1);
        }
        if !text.starts_with(char::is_alphabetic) {
            break;
        }
        if document.tokens[before].is_capitalised() && !(start.is_some() && is_local(text)) {
            start = Some(before);
        } else if start.is_some() {
            break;
        }
    }
    let start = start?;
    // The tagger may know of a beginning further left: "Suomen sosiaali ja terveys ry".
    let spans = document.spans();
    let wider = spans.iter().find(|(kind, span)| {
        *kind == NameKind::Organisation
            && span.start < start
            && span.end >= start
            && span.start >= begin
    });
    let start = wider.map_or(start, |(_, span)| {
        let name_start = after_other_name(document, span.start..at);
        without_place_before(document, name_start..span.end).start
    });
    // The first word of a sentence has a capital of its own: "Myös EJY ry" begins at EJY.
    let first = document.tokens[start].text;
    let is_filler = start == begin
        && start + 1 < at
        && document.tokens[start + 1].is_capitalised()
        && matches!(
            first,
            "Myös"
                | "Mukana"
                | "Lisäksi"
                | "Esimerkiksi"
                | "Kun"
                | "Kuten"
                | "Järjestäjänä"
                | "Tervetuloa"
        );
    Some(if is_filler { start + 1 } else { start })
}

/// "Kotoisa Häme ja Hämeen Kohtaamispaikat ry": where the last of several names begins. "Suomen sosiaali ja terveys"
/// is one.
fn after_other_name(document: &Document<'_>, span: Range<usize>) -> usize {
    let joins = |at: &usize| {
        matches!(document.tokens[*at].text, "ja" | "sekä" | "och" | "and")
            && document.tokens[at + 1].is_capitalised()
    };
    let inner = span.start..span.end.saturating_sub(1);
    inner.rev().find(joins).map_or(span.start, |at| at + 1)
}

/// "Etelä-Pohjanmaalla Lakeuden Vertaistuvat ry": a place in a local case stands before a name, not in it.
fn is_local(word: &str) -> bool {
    const ENDINGS: [&str; 9] = [
        "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Words that are no name with a place or a person before them: "Äänekosken kirjasto".
const GENERIC: [&str; 8] = [
    "yhdisty", "kunta", "kunna", "kirjasto", "kaupun", "koulu", "talo", "asema",
];

fn is_plausible(document: &Document<'_>, span: &Range<usize>) -> bool {
    let text = |at: usize| document.tokens[at].text;
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
    letters >= 2 && has_capital && plain && !generic && !is_other
}

/// Letters of words that tell the language of a sentence: shorter ones are words of many.
const SHORTEST_TELLING: usize = 4;

/// "Admission is free", "Företrädaren har följt med": the tagger knows Finnish, and takes a word for a name that has its
/// capital from the sentence it begins.
fn begins_foreign_sentence(
    document: &Document<'_>,
    span: &Range<usize>,
    words: &mut Words<'_>,
) -> bool {
    let text = |at: usize| document.tokens[at].text;
    // A point behind a number may end a sentence, too.
    let begins =
        |at: usize| document.sentence_start(at) == at || document.near(at, -1).ends_with('.');
    let word = text(span.start);
    let is_plain = !word.chars().skip(1).any(char::is_uppercase);
    let stands_inside = || (0..document.tokens.len()).any(|at| text(at) == word && !begins(at));
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
const NO_BODIES: [&str; 12] = [
    "PS", "NB", "HUOM", "OBS", "FAQ", "UKK", "Finland", "Sverige", "Norge", "Danmark", "Norden",
    "Europa",
];

/// The name with its last word in the base form.
fn canonical(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
) -> String {
    let base_form = |last: &str| match last.split_once(':') {
        Some((bare, _)) if is_legal_form(last) => bare.to_owned(),
        None if is_legal_form(last) => last.to_owned(),
        _ => base_forms.best(last, NamePart::Other),
    };
    let name = written::joined(document, span, str::to_owned, base_form);
    name.replace(" - ", "-")
        .replace("( ", "(")
        .replace(" )", ")")
}
