//! Who said the words: the clause beside them that names a speaker with a verb of saying or a colon.

use aluehaku_article::{EntityKind, Mention, TextPart};

use super::saying::{begins_clause, is_pronoun, leads_on, says, words};
use super::stretch::Stretch;
use crate::within::part;

/// Longest clause that says who speaks, in bytes.
const LONGEST_CLAUSE: usize = 200;

/// Most words between a verb of saying and the speaker: "sanoo yhdistyksen pitkäaikainen puheenjohtaja Maija".
const MAX_BETWEEN: usize = 8;

/// Most words between a speaker and the verb that follows: "Hauhio myös sanoo", "Hauhio SOSTEsta sanoo".
const MAX_TO_VERB: usize = 4;

/// A person where the text names one as the one who does something: in the form of the canonical name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person<'a> {
    /// Where it is named.
    pub(super) place: Stretch<'a>,
    /// Canonical name.
    pub(super) name: &'a str,
    /// Whether the form is the one of a subject.
    is_subject: bool,
}

/// Who says something, as a clause names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker<'a> {
    /// By name.
    Named(&'a str),
    /// As `hän`.
    Pronoun,
}

/// The persons that a text names, in its order; places that are none of the text are left out.
pub(super) fn persons<'a>(
    part: TextPart,
    text: &'a str,
    mentions: &'a [Mention],
) -> Vec<Person<'a>> {
    let of_text = mentions.iter().filter(|mention| mention.part == part);
    let mut persons: Vec<Person<'_>> = of_text
        .filter(|mention| mention.kind == EntityKind::Person)
        .filter_map(|mention| {
            let place = Stretch::of(text, mention.start..mention.end)?;
            Some(Person {
                place,
                name: &mention.name,
                is_subject: is_subject(place.text(), &mention.name),
            })
        })
        .collect();
    persons.sort_by_key(|person| person.place.start());
    persons
}

/// Whether words name somebody in the base form: "Hauhio", not "Hauhion".
fn is_subject(text: &str, name: &str) -> bool {
    let last = words(text).next_back();
    last.is_some_and(|last| words(name).any(|word| word == last))
}

/// The speaker whom the clause behind words names: "sanoo Maija Meri", "Meri sanoo", "hän sanoo".
pub(super) fn behind<'a>(clause: Stretch<'a>, persons: &[Person<'a>]) -> Option<Speaker<'a>> {
    let clause = sentence(clause);
    let all: Vec<&str> = words(clause.text())
        .take(MAX_BETWEEN + MAX_TO_VERB)
        .collect();
    match all.as_slice() {
        [verb, pronoun, ..] | [pronoun, verb, ..] if says(verb) && is_pronoun(pronoun) => {
            return Some(Speaker::Pronoun);
        }
        [pronoun, _, verb, ..] if is_pronoun(pronoun) && says(verb) => {
            return Some(Speaker::Pronoun);
        }
        _ => {}
    }
    let mut inside = persons.iter().filter(|person| clause.holds(person.place));
    let person = inside.find(|person| person.is_subject)?;
    let before: Vec<&str> = words(clause.before(person.place).text()).collect();
    let verb = before.iter().position(|word| says(word));
    let is_told = match verb {
        // The verb opens the clause: "sanoo", "näin sanoo", "kertoi myös".
        Some(verb) => verb <= 1 && before.len() - verb <= MAX_BETWEEN + 1,
        None => {
            let is_one_clause = !clause.before(person.place).text().contains(',')
                && !before.iter().any(|word| begins_clause(word));
            let is_near = before.len() <= MAX_BETWEEN && is_one_clause;
            is_near
                && words(clause.behind(person.place).text())
                    .take(MAX_TO_VERB)
                    .any(says)
        }
    };
    is_told.then_some(Speaker::Named(person.name))
}

/// The speaker whom the sentence before words names: "Maija Meri sanoo:", "Meri muistuttaa, että", "Maija Meri:".
pub(super) fn before<'a>(lead: Stretch<'a>, persons: &[Person<'a>]) -> Option<Speaker<'a>> {
    let lead = last_sentence(lead);
    let text = lead.text().trim_end();
    if let Some(person) = according_to(lead, persons) {
        return Some(Speaker::Named(person));
    }
    let has_colon = text.ends_with(':');
    let is_open = text.ends_with(',') || words(text).next_back().is_some_and(leads_on);
    let has_verb = words(text).any(says);
    if !has_colon && (!is_open || !has_verb) {
        return None;
    }
    let mut named = persons
        .iter()
        .filter(|person| lead.holds(person.place) && person.is_subject);
    let Some(person) = named.next() else {
        let has_pronoun = words(text).any(is_pronoun);
        return (has_pronoun && has_verb).then_some(Speaker::Pronoun);
    };
    let is_alone = named.all(|other| other.name == person.name);
    // "Maija Meri:" names who speaks; "Paikalla oli Maija Meri, ja seinällä luki:" does not.
    let ends_lead = words(lead.behind(person.place).text()).next().is_none();
    (is_alone && (has_verb || ends_lead)).then_some(Speaker::Named(person.name))
}

/// "Meren mukaan", "enligt Meri": whom words follow that are said to be somebody's.
fn according_to<'a>(lead: Stretch<'a>, persons: &[Person<'a>]) -> Option<&'a str> {
    let last = persons.iter().rfind(|person| lead.holds(person.place))?;
    let behind = lead.behind(last.place);
    let before = lead.before(last.place);
    let is_finnish = !last.is_subject && behind.text().trim() == "mukaan";
    let is_swedish = behind.text().trim().is_empty()
        && words(before.text())
            .next_back()
            .is_some_and(|word| word.eq_ignore_ascii_case("enligt"));
    (is_finnish || is_swedish).then_some(last.name)
}

/// The beginning up to the end of its sentence.
fn sentence(clause: Stretch<'_>) -> Stretch<'_> {
    let text = clause.text();
    let longest = part(text, ..text.floor_char_boundary(LONGEST_CLAUSE));
    let mut ends = longest.char_indices().filter(|(at, sign)| {
        let rest = part(longest, at + sign.len_utf8()..);
        let is_stop = *sign == '.' && ends_word(part(longest, ..*at));
        (is_stop || matches!(sign, '!' | '?' | '\n' | '”' | '“' | '"' | '»' | '«' | ';'))
            && (rest.is_empty() || *sign != '.' || rest.starts_with(char::is_whitespace))
    });
    let end = ends.next().map_or(longest.len(), |(at, _)| at);
    let start = clause.start();
    clause.before(clause.place_at(start + end))
}

/// Whether a full stop behind a text ends a sentence rather than an initial.
fn ends_word(text: &str) -> bool {
    let last = text.rsplit(|sign: char| !sign.is_alphanumeric()).next();
    last.is_none_or(|last| last.chars().count() != 1)
}

/// The end from the beginning of its last sentence, or of its last words where that is very long.
fn last_sentence(lead: Stretch<'_>) -> Stretch<'_> {
    let longest = lead.place_at(lead.end().saturating_sub(LONGEST_CLAUSE));
    let lead = lead.behind(longest);
    let text = lead.text();
    let start = text.char_indices().rev().skip(1).find_map(|(at, sign)| {
        let rest = part(text, at + sign.len_utf8()..);
        let is_end = matches!(sign, '.' | '!' | '?' | '”' | '"' | '»')
            && rest.starts_with(char::is_whitespace)
            && ends_word(part(text, ..at))
            && !rest.trim().is_empty();
        is_end.then_some(at + sign.len_utf8())
    });
    lead.behind(lead.place_at(lead.start() + start.unwrap_or(0)))
}
