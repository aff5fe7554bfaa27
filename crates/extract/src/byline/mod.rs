//! Who wrote an article: names in bylines and labelled lines; [`signature`] has those that stand at
//! an article's end.

mod signature;
mod words;

use super::blocks::{Block, BlockKind};
use super::dates;
use super::person_names::is_person_like;
use super::text::folded;
pub(super) use signature::{Signature, signed_authors, take_author_box, take_signature};
use words::{BARE_LABELS, LABELS, NO_NAMES, PHOTOGRAPHER_LABELS, ROLE_WORDS};

/// How many blocks at the end of an article are looked at for a signature or a labelled line.
const TAIL: usize = 4;

/// Longest line that can be a byline or signature, in bytes.
const MAX_LINE: usize = 160;

/// The names that a byline names. Labels (`Teksti:`), roles and organisations behind a comma, and
/// a name said twice are left out.
pub(super) fn names(byline: &str) -> Vec<String> {
    let line = byline.split('\n').next().unwrap_or_default().trim();
    if begins_with_any(line, PHOTOGRAPHER_LABELS) {
        return Vec::new();
    }
    let behind_label = without_label(line);
    let named = without_photographer(without_date(behind_label));
    // `By Maija Mallikas in Uutiset`.
    let named = if behind_label.len() < line.len() {
        named.split(" in ").next().unwrap_or(named).trim()
    } else {
        named
    };
    let has_conjunction = [" ja ", " och ", " and ", " & "]
        .iter()
        .any(|word| named.contains(word));
    let mut names: Vec<String> = Vec::new();
    let separators = [" ja ", " och ", " and ", " & ", ";"];
    let mut parts = vec![named];
    for separator in separators {
        parts = parts
            .iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    for part in parts {
        // Behind a comma stands an organisation or a role, unless names are enumerated.
        let taken = if has_conjunction { usize::MAX } else { 1 };
        for name in part.split(',').take(taken) {
            let name = single(name.trim());
            if is_usable(name) && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// A name whose surname stands first, as libraries write it: `Mallikas, Maija`.
fn given_name_first(named: &str) -> Option<String> {
    let (surname, given) = named.split_once(", ")?;
    let name = format!("{given} {surname}");
    let is_one_word = !surname.contains(char::is_whitespace);
    let is_given = given.split(' ').count() <= 2 && !given.chars().all(char::is_uppercase);
    (is_one_word && is_given && is_person_like(&name) && !has_role_word(&name)).then_some(name)
}

/// The names in what a page tells machines: enumerated with commas, too, where each is a name.
pub(super) fn stated_names(stated: &str) -> Vec<String> {
    if let Some(name) = given_name_first(stated.trim()) {
        return vec![name];
    }
    let parts: Vec<&str> = stated.split(',').map(str::trim).collect();
    let is_person = |part: &&str| is_person_like(part) && !has_role_word(part);
    if parts.len() > 1 && parts.iter().all(is_person) {
        return parts.into_iter().map(str::to_owned).collect();
    }
    names(stated)
}

/// Whether a text is so short and so written that it may be a name: of one word, or of a group.
pub(super) fn may_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= 4
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '!' | '?' | ','))
        && !names_no_one(text)
}

/// Whether a text holds a word that stands beside names, not in them.
fn names_no_one(text: &str) -> bool {
    let line = folded(text);
    line.split(' ').any(|word| NO_NAMES.contains(&word))
}

/// Whether a word or two say that a writer's name follows.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.contains(&folded(text).as_str())
}

fn has_role_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    ROLE_WORDS.iter().any(|word| lower.contains(word))
}

/// Takes a labelled line (`Kirjoittaja: Nimi, Yhdistys`) out of the first or last blocks and
/// gives the names in it.
pub(super) fn take_labelled(blocks: &mut Vec<Block>) -> Option<(Vec<String>, String)> {
    let is_near_end = |number: usize| number < 2 || number + TAIL >= blocks.len();
    let found = blocks.iter().enumerate().find_map(|(number, block)| {
        let is_line = block.text.len() <= MAX_LINE && block.kind != BlockKind::Row;
        if !is_near_end(number) || !is_line {
            return None;
        }
        labelled(&block.text)?;
        let names: Vec<String> = names(&block.text)
            .into_iter()
            .filter(|name| is_person_like(name))
            .collect();
        (!names.is_empty()).then_some((number, names))
    });
    let (number, names) = found?;
    let line = blocks.remove(number).text;
    Some((names, line))
}

/// Whether a line begins with a word that says who wrote.
pub(super) fn has_label(line: &str) -> bool {
    without_label(line).len() < line.len()
}

/// Whether a line begins with a word that says who wrote, and goes on with a person's name.
pub(super) fn is_labelled(line: &str) -> bool {
    labelled(line).is_some_and(|(_, rest)| names(rest).iter().any(|name| is_person_like(name)))
}

/// The label of a line, and what stands behind it.
fn labelled(line: &str) -> Option<(&str, &str)> {
    if let Some((label, rest)) = line.split_once(':')
        && LABELS.contains(&folded(label).as_str())
    {
        return Some((label, rest.trim()));
    }
    let lower = line.to_lowercase();
    // Lower-casing can change lengths; then the line is no byline of these languages.
    let label = BARE_LABELS
        .iter()
        .find(|label| lower.starts_with(**label))?;
    let rest = line.get(label.len()..)?;
    is_person_like(rest.split(',').next()?.trim()).then_some((&line[..label.len()], rest.trim()))
}

/// What stands behind the label of a line: a name, or a group that begins with a capital.
fn without_label(line: &str) -> &str {
    if let Some((_, rest)) = labelled(line) {
        return rest;
    }
    // `Recipe by Maija Mallikas`.
    if let Some((what, rest)) = line.split_once(" by ")
        && !what.contains(' ')
        && rest.starts_with(char::is_uppercase)
    {
        return rest.trim();
    }
    let lower = line.to_lowercase();
    let rest = BARE_LABELS
        .iter()
        .filter(|label| lower.starts_with(**label))
        .filter_map(|label| line.get(label.len()..))
        .map(str::trim)
        .find(|rest| rest.starts_with(char::is_uppercase));
    rest.unwrap_or(line)
}

/// A line up to its first date.
fn without_date(line: &str) -> &str {
    let first = dates::find(line).first().map(|found| found.start);
    let cut = first.filter(|start| *start > 0).unwrap_or(line.len());
    let before = line[..cut].trim_end_matches([' ', ',', '-', '–', '|', '·', '•', '(']);
    [
        "published on",
        "updated on",
        "julkaistu",
        "päivitetty",
        "publicerad",
        "on",
    ]
    .iter()
    .find_map(|word| strip_end(before, word))
    .unwrap_or(before)
}

/// A text without a word at its end, whatever its capitals.
fn strip_end<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let cut = text.len().checked_sub(word.len())?;
    let end = text.get(cut..)?;
    let is_word = end.eq_ignore_ascii_case(word) && text[..cut].ends_with(' ');
    is_word.then(|| text[..cut].trim_end())
}

/// Whether a line begins with one of some words, whole.
fn begins_with_any(line: &str, words: &[&str]) -> bool {
    let line = folded(line);
    words.iter().any(|word| {
        line.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether a line begins with one of some beginnings of words.
fn begins_with(line: &str, beginnings: &[&str]) -> bool {
    let line = folded(line);
    beginnings
        .iter()
        .any(|beginning| line.starts_with(beginning))
}

/// A line without the photographer that stands behind the writer.
fn without_photographer(line: &str) -> &str {
    let lower = line.to_lowercase();
    let cut = [
        ", kuva", " kuvat:", " kuva:", ", foto", ", bild", ", photo", " foto:", " bild:", " | kuva",
    ]
    .iter()
    .filter_map(|word| lower.find(word))
    .min();
    cut.and_then(|cut| line.get(..cut)).unwrap_or(line).trim()
}

/// A name that is said twice in a row, once.
fn single(name: &str) -> &str {
    let words: Vec<&str> = name.split_whitespace().collect();
    let half = words.len() / 2;
    let is_doubled = half > 0 && words.len().is_multiple_of(2) && words[..half] == words[half..];
    if is_doubled {
        name[..name.len() / 2].trim()
    } else {
        name
    }
}

fn is_usable(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 100
        && !name.contains(['@', '/'])
        && !LABELS.contains(&folded(name).as_str())
        && !names_no_one(name)
        && !name.chars().all(|character| !character.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(lines: &[&str]) -> Vec<Block> {
        let block = |line: &&str| Block {
            kind: BlockKind::Paragraph,
            text: (*line).to_owned(),
            link_bytes: 0,
        };
        lines.iter().map(block).collect()
    }

    #[track_caller]
    fn check_names(byline: &str, expected: &[&str]) {
        assert_eq!(names(byline), expected, "{byline}");
    }

    #[test]
    fn names_are_read_out_of_bylines() {
        check_names(
            "Kirjoittaja: Hanna Mallikas, Esimerkkiliitto",
            &["Hanna Mallikas"],
        );
        check_names("Teksti: Aino Aalto, kuvat: Bo Berg", &["Aino Aalto"]);
        check_names(
            "Teksti ja kuvat: Aino Aalto ja Bo Berg",
            &["Aino Aalto", "Bo Berg"],
        );
        check_names(
            "Text: Aino Aalto, Bo Berg och Cia Cederlöf",
            &["Aino Aalto", "Bo Berg", "Cia Cederlöf"],
        );
        check_names("By Aino Aalto", &["Aino Aalto"]);
        check_names("Aino Aalto Aino Aalto", &["Aino Aalto"]);
        check_names("Toimitus", &["Toimitus"]);
        check_names("toimitus@esimerkki.example", &[]);
    }

    #[test]
    fn persons_have_the_shape_of_names() {
        for name in [
            "Anne Mallikas",
            "Aino-Maija Toivakka",
            "Henrika af Sandnäs",
            "J. Virtanen",
        ] {
            assert!(is_person_like(name), "{name}");
        }
        for other in [
            "Toimitus",
            "Hämeen Kohtaamispaikat ry",
            "Keski-Suomen hyvinvointialue",
            "kirjoittaja tuntematon",
            "Vuosi 2020",
        ] {
            assert!(!is_person_like(other), "{other}");
        }
    }

    #[test]
    fn labelled_lines_leave_the_text() {
        let mut lines = blocks(&["Teksti.", "Kirjoittaja: Eero Mallikas, Talo"]);
        assert_eq!(take_labelled(&mut lines).unwrap().0, ["Eero Mallikas"]);
        assert_eq!(lines.len(), 1);
        let mut lines = blocks(&["Teksti: tämä on lause.", "Loppu."]);
        assert_eq!(take_labelled(&mut lines), None);
    }
}
