//! Signatures and author boxes: what stands at an article's end about its writer.

use aluehaku_article::time::PageTime;

use super::super::blocks::{Block, BlockKind};
use super::super::date_line;
use super::super::dates;
use super::super::text::folded;
use super::words::{CONTACT_LABELS, GREETINGS, NOTES};
use super::{MAX_LINE, TAIL, begins_with, names};
use crate::person_names::{PARTICLES, is_person_like};

/// How many lines a signature without a date may have: name, title, organisation.
const MAX_SIGNATURE_LINES: usize = 3;

/// Most words of a greeting, and longest note about the writer, in bytes.
const MAX_GREETING: usize = 4;
const MAX_NOTE: usize = 300;

/// A line at an article's end with place, date and writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Signature {
    pub(in super::super) date: PageTime,
    pub(in super::super) author: Option<String>,
    /// The line as it stands.
    pub(in super::super) line: String,
}

/// Takes the signature out of the last blocks, with what stands alone with it.
pub(in super::super) fn take_signature(blocks: &mut Vec<Block>) -> Option<Signature> {
    let from = blocks.len().saturating_sub(TAIL);
    let (number, mut signature) =
        blocks[from..]
            .iter()
            .enumerate()
            .rev()
            .find_map(|(number, block)| {
                let next = blocks.get(from + number + 1);
                let precedes_name = next.is_some_and(|next| {
                    next.kind == BlockKind::Paragraph && is_person_like(&next.text)
                });
                Some((from + number, signature(&block.text, precedes_name)?))
            })?;
    // The name may stand on a line of its own behind place and date.
    if signature.author.is_none()
        && let Some(next) = blocks.get(number + 1)
    {
        let named = names(&next.text)
            .into_iter()
            .find(|name| is_person_like(name));
        if named.is_some() && next.text.len() <= MAX_LINE {
            signature.author = named;
            blocks.remove(number + 1);
        }
    }
    blocks.remove(number);
    Some(signature)
}

/// Takes an author box out of the last blocks: a name that stands there twice, and the role
/// behind it.
pub(in super::super) fn take_author_box(blocks: &mut Vec<Block>) -> Option<String> {
    let from = blocks.len().saturating_sub(TAIL);
    let number = (from..blocks.len()).find(|number| {
        let lines: Vec<&str> = blocks[*number..]
            .iter()
            .flat_map(|block| block.text.lines())
            .collect();
        matches!(lines.as_slice(), [first, second, rest @ ..]
            if first == second && is_person_like(first) && rest.iter().all(|line| is_role(line)))
    })?;
    let author = blocks[number].text.lines().next().map(str::to_owned);
    blocks.truncate(number);
    author
}

/// Those whose names, titles and organisation are the last lines of an article, perhaps behind a greeting
/// and before a note that says who they are. The lines stay in the text: nothing but their place says that
/// they are a signature.
pub(in super::super) fn signed_authors(blocks: &[Block]) -> Option<Vec<String>> {
    let end = blocks.len() - usize::from(blocks.last().is_some_and(is_note_about_writer));
    let blocks = &blocks[..end];
    let from = blocks.len().saturating_sub(MAX_SIGNATURE_LINES);
    (from.max(1)..blocks.len()).find_map(|number| {
        let before = blocks[..number]
            .iter()
            .rev()
            .find(|block| !is_greeting(&block.text))?;
        let follows_text = before.text.ends_with(['.', '!', '?', '”', '"'])
            && before.text.len() > MAX_LINE / 2
            && !begins_with(&before.text, CONTACT_LABELS);
        let is_paragraph = |block: &Block| block.kind == BlockKind::Paragraph && !block.is_link();
        let lines: Vec<&str> = blocks[number..]
            .iter()
            .flat_map(|block| block.text.lines())
            .skip_while(|line| is_greeting(line))
            .collect();
        let fits = follows_text && blocks[number..].iter().all(is_paragraph);
        fits.then(|| signed(&lines))?
    })
}

/// The persons that the first of some lines names, where the others say what they are.
fn signed(lines: &[&str]) -> Option<Vec<String>> {
    let [first, rest @ ..] = lines else {
        return None;
    };
    let has_number = |line: &str| line.contains(|c: char| c.is_ascii_digit() || c == '@');
    let says_role = |line: &str| is_role(line) && !has_number(line);
    let first = first.trim_start_matches(['-', '–', '—', ' ']);
    let (named, role) = first.split_once(',').unwrap_or((first, ""));
    let names = names(named);
    let fits = lines.len() <= MAX_SIGNATURE_LINES
        && !has_number(first)
        && says_role(role)
        && rest.iter().all(|line| says_role(line))
        && names.iter().all(|name| is_person_like(name));
    (fits && !names.is_empty()).then_some(names)
}

/// Whether a line is what letters end with: `Kesäterveisin`.
fn is_greeting(line: &str) -> bool {
    let line = folded(line);
    line.split(' ').count() <= MAX_GREETING
        && GREETINGS.iter().any(|greeting| line.ends_with(greeting))
}

/// Whether a block says who those are that wrote: `Kirjoittaja on kylän arkistonhoitaja.`
fn is_note_about_writer(block: &Block) -> bool {
    block.text.len() <= MAX_NOTE && begins_with(&block.text, NOTES)
}

/// Whether a line can be somebody's title: few words, no sentence.
fn is_role(line: &str) -> bool {
    line.len() <= 80 && line.split_whitespace().count() <= 6 && !line.ends_with(['.', '!', '?'])
}

/// Reads a line such as `Jyväskylässä 18.9.19 järjestöjen muutosagentti Anne Mallikas`.
fn signature(text: &str, precedes_name: bool) -> Option<Signature> {
    if text.len() > MAX_LINE {
        return None;
    }
    let found = dates::find(text)
        .into_iter()
        .next()
        .filter(|found| !found.is_span)?;
    let (place, rest) = (text[..found.start].trim(), text[found.end..].trim());
    let place = place.trim_end_matches([',', ':']);
    let is_place = place.is_empty()
        || place.split_whitespace().count() <= 3
            && place.chars().next().is_some_and(char::is_uppercase)
            && !place.contains(['.', ':', ';']);
    if !is_place || rest.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    let author = trailing_name(rest);
    // A name may begin like a word beside the date of an event: "Astikangas" like "asti".
    let beside_name = author.as_deref().map(|name| text.replacen(name, "", 1));
    if date_line::tells_of_event(beside_name.as_deref().unwrap_or(text)) {
        return None;
    }
    // Place and date alone may be a signature; a date alone, one behind what happens then, or one in
    // a sentence, is none.
    let is_place_over_name = precedes_name && !place.is_empty() && !date_line::has_label(place);
    let is_signed =
        author.is_some() || (rest.is_empty() && (is_where(place) || is_place_over_name));
    is_signed.then(|| Signature {
        date: found.time,
        author,
        line: text.to_owned(),
    })
}

/// Whether a place is said to be where something was written: `Seinäjoella`, `Vaasassa`, `I Vasa den`.
fn is_where(place: &str) -> bool {
    let place = place.to_lowercase();
    if ["i ", "på "].iter().any(|word| place.starts_with(word)) {
        return true;
    }
    // What stands before a place is what happens there: `Keppijumppa Vaasassa`.
    !place.contains(' ')
        && ["ssa", "ssä", "lla", "llä"]
            .iter()
            .any(|ending| place.ends_with(ending))
}

/// The person's name that a line ends in, or that one of its lines is.
fn trailing_name(text: &str) -> Option<String> {
    let text = text.trim_start_matches([',', '-', '–', ' ', '\n']);
    if text.contains('\n') {
        return text
            .lines()
            .map(str::trim)
            .find(|line| is_person_like(line))
            .map(str::to_owned);
    }
    // "Anne Mallikas, järjestöagentti" as well as "järjestöagentti Anne Mallikas".
    let first = text.split(',').next().unwrap_or_default().trim();
    if is_person_like(first) {
        return Some(first.to_owned());
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name_word = |word: &&&str| {
        word.chars().next().is_some_and(char::is_uppercase) || PARTICLES.contains(*word)
    };
    let length = words.iter().rev().take_while(is_name_word).count().min(3);
    let name = words[words.len() - length..].join(" ");
    is_person_like(&name).then_some(name)
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
    fn check_signature(line: &str, expected: Option<(&str, Option<&str>)>) {
        let found = signature(line, false).map(|found| (found.date.to_string(), found.author));
        let expected = expected.map(|(date, author)| (date.to_owned(), author.map(str::to_owned)));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn signatures_are_told_from_sentences() {
        check_signature(
            "Vaasassa 3.5.21 järjestöagentti Ulla Astikangas",
            Some(("2021-05-03", Some("Ulla Astikangas"))),
        );
        check_signature(
            "Jyväskylässä 18.9.19 järjestöjen muutosagentti Anne Mallikas",
            Some(("2019-09-18", Some("Anne Mallikas"))),
        );
        check_signature(
            "Jyväskylässä 27.9.19 yhdyshenkilö, Outi Mallikas",
            Some(("2019-09-27", Some("Outi Mallikas"))),
        );
        check_signature(
            "Borgå 6.10.2022\nHenrika af Sandnäs",
            Some(("2022-10-06", Some("Henrika af Sandnäs"))),
        );
        check_signature("Seinäjoella 3.4.2020", Some(("2020-04-03", None)));
        check_signature(
            "Riihimäellä 24.10.2016 kokoontui yli kolmekymmentä järjestöaktiivia.",
            None,
        );
        check_signature("Ilmoittaudu 1.12.2022 mennessä", None);
        check_signature("Keskiviikkona 5.10.2022 klo 9–10 Hanna Mallikas", None);
        check_signature("3.4.2020", None);
    }

    #[test]
    fn lines_about_the_writer_leave_the_text() {
        let mut lines = blocks(&[
            "A.",
            "Jyväskylässä 18.9.19",
            "Anne Mallikas",
            "PS) Seuraa meitä:",
        ]);
        assert_eq!(
            take_signature(&mut lines).unwrap().author.as_deref(),
            Some("Anne Mallikas")
        );
        assert_eq!(lines.len(), 2);
        let mut lines = blocks(&["Teksti.", "Auli Mallikas\nAuli Mallikas", "Asiantuntija"]);
        assert_eq!(
            take_author_box(&mut lines).as_deref(),
            Some("Auli Mallikas")
        );
        assert_eq!(lines.len(), 1);
    }
}
