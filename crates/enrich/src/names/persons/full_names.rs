//! Names of two words or more: with a nickname or the surname first, as the tagger sees them, and as the lists of names
//! know them.

use std::ops::Range;

use aluehaku_article::region::RegionRegister;
use aluehaku_finnish::analysis::Case;
use aluehaku_finnish::names::{BaseForms, Label, NameKind, NameLists, NamePart};

use super::super::document::{Document, Words};
use super::super::taken::Taken;
use super::super::written;
use super::shape::{
    are_initials, as_first_name, as_surname, capitalised_once, has_foreign_letter,
    has_inner_capital, is_capitalised_particle, is_from, is_particle, is_rare_particle, is_shouted,
    is_word_of_name, joins_names,
};
use super::{FullName, bare, nicknames, roles, surname_first};

/// Shortest word of a name that is no title, in letters.
const SHORTEST_NAME: usize = 2;

/// From which step on a first name tells a person where the tagger sees an organisation.
const SURE_FIRST_NAME: u8 = 4;

/// Finds the full names of an article outside the tokens that are taken, and takes theirs.
pub(super) fn find(
    document: &Document<'_>,
    taken: &mut Taken,
    regions: &RegionRegister,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<FullName> {
    let mut found = nicknames::find(document, taken, base_forms, words);
    found.extend(surname_first::find(
        document, taken, regions, base_forms, words,
    ));
    let mut add = |span: Range<usize>,
                   taken: &mut Taken,
                   base_forms: &mut BaseForms<'_>,
                   words: &mut Words<'_>| {
        taken.take(&span);
        found.push(FullName {
            name: canonical(document, &span, base_forms, words),
            tokens: span,
        });
    };
    for (kind, span) in document.spans() {
        if kind != NameKind::Person {
            continue;
        }
        let span = tagged(document, span, taken, words);
        let is_name = span.len() >= 2
            && is_name_shaped(document, &span)
            && !is_common_beginning(document, &span, base_forms, words)
            && !is_numbered_thing(document, &span, base_forms, words);
        if is_name {
            add(span, taken, base_forms, words);
        }
    }
    for at in 0..document.len().saturating_sub(1) {
        // Nearly no word has a capital, and none without begins a name.
        if !document.is_capitalised(at) {
            continue;
        }
        let next = document.near(at, 1);
        let has_particle = is_particle(next)
            || is_capitalised_particle(next) && is_word_of_name(document.near(at, 2));
        let end = at + 2 + usize::from(has_particle);
        if end <= document.sentence_end(at)
            && !taken.has_any(&(at..end))
            && begins_full_name(document, at, end, base_forms, words)
        {
            let span = with_third_word(document, at..end, taken);
            add(span, taken, base_forms, words);
        }
    }
    found.sort_by_key(|full_name| full_name.tokens.start);
    found
}

/// The part of a span of the tagger that is the name of one person.
fn tagged(
    document: &Document<'_>,
    mut span: Range<usize>,
    taken: &Taken,
    words: &mut Words<'_>,
) -> Range<usize> {
    let text = |at: usize| document.text(at);
    let is_word = |at: usize| text(at).starts_with(char::is_alphabetic);
    // Of "Aino ja Eino Mäkelä" the second is named in full; marks around a name are none of it.
    if let Some(joint) = span.clone().rev().find(|at| joins_names(text(*at))) {
        span.start = joint + 1;
    }
    while !span.is_empty() && !is_word(span.start) {
        span.start += 1;
    }
    while !span.is_empty() && !is_word(span.end - 1) {
        span.end -= 1;
    }
    // A known name of something else ends the person's: "Saara Marttila SOHVIsta".
    span.end = span.clone().find(|at| taken.has(*at)).unwrap_or(span.end);
    if span.is_empty() {
        return span;
    }
    let span = without_home(document, span);
    without_title(document, span, words)
}

/// "Hanna Lahti Invalidiliitosta": whom somebody comes from is no part of the name.
fn without_home(document: &Document<'_>, span: Range<usize>) -> Range<usize> {
    let last = document.last(&span);
    let particle = document
        .of(span.clone())
        .iter()
        .any(|token| is_particle(token.text));
    if span.len() >= 3 && !particle && is_from(last) {
        let surname = document.text(span.end - 2).to_lowercase();
        let lists = NameLists::bundled();
        if lists.first_name(&surname) < 3 || span.len() > 3 || lists.surname(&surname) >= 2 {
            return span.start..span.end - 1;
        }
    }
    span
}

/// "Oma Häme": a common word that is hardly anybody's first name begins no person's name, unless a surname follows.
pub(in super::super) fn is_common_beginning(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> bool {
    let lists = NameLists::bundled();
    let first = document.text(span.start).to_lowercase();
    let step = lists.first_name(&first);
    if step > 3 || !words.is_common(&first) {
        return false;
    }
    let last = document.last(span);
    if step >= 3 && has_inner_capital(last) {
        return false;
    }
    let surname = base_forms.best(last, NamePart::Surname).to_lowercase();
    step < 3 || lists.surname(&surname) < 3
}

/// "48 K. Massa on": an initial before a common word that is hardly anybody's surname.
fn is_numbered_thing(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> bool {
    let last = document.last(span);
    are_initials(document.text(span.start))
        && words.is_common(&last.to_lowercase())
        && as_surname(last) < 3
        && as_surname(&base_forms.best(last, NamePart::Surname)) < 3
}

/// A first name of the national list before a word that can be a surname.
///
/// What the tagger took for something else is a name all the same where the lists know its surname, a title
/// stands before it or no dictionary knows its last word: "Kaarina Lahdelta yhdistys saa tunnustusta".
fn begins_full_name(
    document: &Document<'_>,
    at: usize,
    end: usize,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> bool {
    let lists = NameLists::bundled();
    let first = document.text(at);
    let last = document.text(end - 1);
    if are_initials(first) {
        let surname = base_forms.best(last, NamePart::Surname).to_lowercase();
        let mut parts = surname.split('-');
        return is_word_of_name(last) && parts.all(|part| lists.surname(part) >= 2);
    }
    // A particle tells a person by itself; of a double name one part may be rare.
    let has_particle = end - at > 2;
    let least = if has_particle { 1 } else { 3 };
    let steps = first
        .split('-')
        .map(|name| lists.first_name(&name.to_lowercase()));
    let has_surname = lists.surname(&last.to_lowercase()) >= 2;
    let is_first_name =
        steps.clone().all(|step| step > 0 || has_surname) && steps.max() >= Some(least);
    let shaped = is_first_name
        && is_word_of_name(first)
        && !first.contains(':')
        && is_word_of_name(last)
        && last.chars().count() > SHORTEST_NAME
        && !last.ends_with("ssa")
        && !last.ends_with("ssä");
    if !shaped {
        return is_foreign_name(document, at, end, words);
    }
    if is_common_beginning(document, &(at..end), base_forms, words) {
        return false;
    }
    let is_other = |label: &Label| is_of_other(*label);
    if !document.labels_of(at..end).iter().any(is_other) {
        return true;
    }
    let goes_on = is_inside_other(document.label(end))
        && document.is_capitalised(end)
        && !is_from(document.text(end));
    if goes_on {
        return false;
    }
    let forms = base_forms.all(last, NamePart::Surname);
    let is_surname = forms
        .iter()
        .any(|form| lists.surname(&form.text.to_lowercase()) >= 2);
    is_surname
        || has_particle
        || is_taken_for_body(document, at, end)
            && (as_first_name(last) >= 2 || !words.knows(&last.to_lowercase()))
        || roles::before(document, at, words).is_some()
}

/// "Guðrún Jónsdóttir": two words that the tagger takes for an organisation, of letters that foreign names have.
fn is_foreign_name(document: &Document<'_>, at: usize, end: usize, words: &mut Words<'_>) -> bool {
    let names = [at, end - 1].map(|at| document.text(at));
    end - at == 2
        && is_body_to_tagger(document, at, end)
        && names.iter().any(|name| has_foreign_letter(name))
        && names.iter().all(|name| {
            is_word_of_name(name)
                && name
                    .chars()
                    .all(|letter| letter.is_alphabetic() || letter == '-')
                && !is_shouted(name)
                && !words.knows(&name.to_lowercase())
        })
}

fn is_of_other(label: Label) -> bool {
    let begins = [NameKind::Organisation, NameKind::Other].map(Label::Begin);
    begins.contains(&label) || is_inside_other(label)
}

fn is_inside_other(label: Label) -> bool {
    let inside = [NameKind::Organisation, NameKind::Other].map(Label::Inside);
    inside.contains(&label)
}

/// Whether the tagger takes just these tokens for an organisation, though a first name begins them.
fn is_taken_for_body(document: &Document<'_>, at: usize, end: usize) -> bool {
    as_first_name(document.text(at)) >= SURE_FIRST_NAME
        && !is_shouted(document.text(at))
        && is_body_to_tagger(document, at, end)
}

fn is_body_to_tagger(document: &Document<'_>, at: usize, end: usize) -> bool {
    let mut inside = document.labels_of(at + 1..end).iter();
    document.label(at) == Label::Begin(NameKind::Organisation)
        && inside.all(|label| *label == Label::Inside(NameKind::Organisation))
        && !is_inside_other(document.label(end))
}

/// "Catherine Gloria Balotta": after two first names a surname follows.
fn with_third_word(document: &Document<'_>, span: Range<usize>, taken: &Taken) -> Range<usize> {
    let last = document.last(&span);
    let next = document.near(span.end - 1, 1);
    let goes_on = as_first_name(last) >= 3
        && as_surname(last) < 3
        && is_word_of_name(next)
        && !is_from(next)
        && !taken.has(span.end);
    span.start..span.end + usize::from(goes_on)
}

/// "Toiminnanjohtaja Minna Wacker": the title is none of the names.
fn without_title(
    document: &Document<'_>,
    mut span: Range<usize>,
    words: &mut Words<'_>,
) -> Range<usize> {
    let lists = NameLists::bundled();
    while span.len() > 1 {
        let first = document.text(span.start);
        let lower = first.to_lowercase();
        let is_name = lists.first_name(&lower) > 0 || first.chars().count() <= SHORTEST_NAME;
        let begins = span.start == document.sentence_start(span.start)
            || !document.is_capitalised(span.start);
        let next = document.text(span.start + 1).to_lowercase();
        // A title in another language: what stands before is no name, what follows begins one.
        let before_name = span.len() > 2 && lists.first_name(&next) >= 3;
        let is_title = before_name || words.noun_in(&lower, &[Case::Nominative]).is_some();
        if is_name || !begins || !is_title {
            break;
        }
        span.start += 1;
    }
    span
}

fn is_name_shaped(document: &Document<'_>, span: &Range<usize>) -> bool {
    let tokens = document.of(span.clone());
    let are_words = tokens
        .iter()
        .all(|token| is_word_of_name(token.text) || is_particle(token.text));
    // Particles stand in names of places, too: "Musée du Louvre", "Gare du Nord".
    let has_rare_particle = tokens.iter().any(|token| is_rare_particle(token.text));
    let is_persons = || {
        let before_last = tokens.iter().rev().nth(1);
        let beside = [tokens.get(1), before_last].into_iter().flatten();
        as_first_name(tokens[0].text) > 0
            && beside.into_iter().any(|token| is_rare_particle(token.text))
    };
    are_words && (!has_rare_particle || is_persons())
}

/// The name in its base form: its last word is inflected only.
fn canonical(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> String {
    written::joined(document, span, capitalised_once, |last| {
        let last = capitalised_once(last);
        let base_form = base_forms.best(&last, NamePart::Surname);
        let is_bare = last.strip_suffix('n').is_some_and(|stem| stem == base_form)
            || last
                .strip_suffix("in")
                .is_some_and(|stem| stem == base_form);
        match is_bare && bare::ends_by_itself(document, span, &last, &base_form, words) {
            true => last,
            false => base_form,
        }
    })
}
