//! The line and the sentence around a place in a text.

use std::ops::Range;

use super::names::tokens;
use crate::within::part;

/// The line around a byte of a text, without its end.
#[must_use]
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = part(text, ..at).rfind('\n').map_or(0, |end| end + 1);
    let end = part(text, at..)
        .find('\n')
        .map_or(text.len(), |end| at + end);
    start..end
}

/// The sentence around a byte of a text.
#[must_use]
pub fn sentence_at(text: &str, at: usize) -> Range<usize> {
    let line = line_at(text, at);
    let sentences = tokens::sentences(&[part(text, line.clone())]);
    let ranges = sentences.iter().filter_map(|sentence| {
        let (first, last) = (sentence.first()?, sentence.last()?);
        Some(line.start + first.start..line.start + last.end())
    });
    let mut around = ranges.filter(|range| range.contains(&at));
    around.next().unwrap_or(line)
}

/// A text cut between words where it has more than so many characters.
#[must_use]
pub fn shortened(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => {
            let cut = part(text, ..end).rfind(' ').unwrap_or(end);
            format!("{}…", part(text, ..cut))
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_line_or_their_mark() {
        let text = "Otsikko\nAlku tässä. Aino puhui, Onni ei. Loppu.\nMuuta";
        let at = text.find("Aino").unwrap();
        assert_eq!(&text[sentence_at(text, at)], "Aino puhui, Onni ei.");
        assert_eq!(&text[sentence_at(text, 2)], "Otsikko");
        assert_eq!(sentence_at("", 0), 0..0);
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("yksi kaksi kolme", 8), "yksi…");
        assert_eq!(shortened("yksi", 8), "yksi");
    }
}
