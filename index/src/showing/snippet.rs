//! The passage of a text that shows best why an article was found.

use std::ops::Range;

use super::matched::Match;
use crate::analysis::Token;
use crate::search::response::Snippet;

/// Characters of a passage, more or less.
const PASSAGE_CHARACTERS: usize = 240;

/// Characters that may stand before the first match, so that it is read in its sentence.
const LEADING_CHARACTERS: usize = 70;

/// Characters a sentence may begin before that and still be shown from its beginning.
const SENTENCE_REACH: usize = 60;

/// The best passage of a text: the one in which most different query words match, then most
/// words, then the first. Without matches it is the beginning.
pub(crate) fn passage(text: &str, tokens: &[Token<'_>], matches: &[Match]) -> Snippet {
    let Some(last_token) = tokens.last() else {
        return written(text, 0..text.len(), &[]);
    };
    let best = best_window(tokens, matches);
    let start = match best.first() {
        Some(found) => passage_start(text, tokens, found.first),
        None => tokens[0].start,
    };
    let end = passage_end(text, tokens, start, best.last());
    let start = if start <= tokens[0].start { 0 } else { start };
    let end = if end >= last_token.end {
        text.len()
    } else {
        end
    };
    let marks = matches.iter().map(|found| byte_range(tokens, found));
    let marks = marks.filter(|mark| start <= mark.start && mark.end <= end);
    written(text, start..end, &merged(marks.collect()))
}

/// Matched parts of a whole text, in characters.
pub(crate) fn ranges(text: &str, tokens: &[Token<'_>], matches: &[Match]) -> Vec<Range<usize>> {
    let marks = merged(
        matches
            .iter()
            .map(|found| byte_range(tokens, found))
            .collect(),
    );
    let (mut at, mut characters) = (0, 0);
    let mut count_to = |end: usize| {
        characters += text[at..end].chars().count();
        at = end;
        characters
    };
    marks
        .into_iter()
        .map(|mark| count_to(mark.start)..count_to(mark.end))
        .collect()
}

/// How well a passage of these matches shows the query: different leaves, then matches.
pub(crate) fn worth(matches: &[Match]) -> (usize, usize) {
    let mut leaves: Vec<usize> = matches.iter().map(|found| found.leaf).collect();
    leaves.sort_unstable();
    leaves.dedup();
    (leaves.len(), matches.len())
}

/// The matches that one passage can hold and that show most.
pub(crate) fn best_window<'m>(tokens: &[Token<'_>], matches: &'m [Match]) -> &'m [Match] {
    let reach = PASSAGE_CHARACTERS - LEADING_CHARACTERS;
    let mut best: &[Match] = &[];
    let mut end = 0;
    for (start, found) in matches.iter().enumerate() {
        let limit = tokens[found.first].start + reach;
        end = end.max(start);
        while matches
            .get(end)
            .is_some_and(|found| byte_range(tokens, found).end <= limit)
        {
            end += 1;
        }
        // A phrase longer than a passage still is one.
        let window = &matches[start..end.max(start + 1)];
        if worth(window) > worth(best) {
            best = window;
        }
    }
    best
}

fn byte_range(tokens: &[Token<'_>], found: &Match) -> Range<usize> {
    let (before, after) = found.around;
    let (first, last) = (&tokens[found.first], &tokens[found.first + found.count - 1]);
    // Soft hyphens make a word longer in the text than it is searched as.
    let is_as_searched = first.text.len() == first.end - first.start;
    if found.count == 1 && is_as_searched {
        first.start + before..first.end - after
    } else {
        first.start..last.end
    }
}

/// Where a passage begins that shows a word: with its sentence when that is near, else some words
/// before it.
fn passage_start(text: &str, tokens: &[Token<'_>], word: usize) -> usize {
    let shown = tokens[word].start;
    let near = |token: &&Token<'_>, reach: usize| shown - token.start <= reach;
    let before = tokens[..=word].iter().rev();
    let sentence = before
        .clone()
        .take_while(|token| near(token, LEADING_CHARACTERS + SENTENCE_REACH));
    let sentence = sentence
        .zip(tokens[..word].iter().rev().map(Some).chain([None]))
        .find(|(token, previous)| {
            previous.is_none_or(|previous| ends_sentence(&text[previous.end..token.start]))
        });
    let start = match sentence {
        Some((token, _)) => token.start,
        None => before
            .take_while(|token| near(token, LEADING_CHARACTERS))
            .last()
            .map_or(shown, |token| token.start),
    };
    let opening = text[..start].trim_end_matches(is_mark);
    opening.len()
}

/// Where a passage ends that begins at `start` and holds a match.
fn passage_end(text: &str, tokens: &[Token<'_>], start: usize, last: Option<&Match>) -> usize {
    let limit = start + PASSAGE_CHARACTERS;
    let inside = tokens[..tokens.partition_point(|token| token.end <= limit)].last();
    let shown = last.map_or(0, |found| byte_range(tokens, found).end);
    let end = inside.map_or(0, |token| token.end).max(shown).max(start);
    let closing = text[end..].trim_start_matches(is_mark);
    text.len() - closing.len()
}

fn ends_sentence(between: &str) -> bool {
    let stop = between
        .find(['.', '!', '?', '…'])
        .is_some_and(|at| between[at..].contains(char::is_whitespace));
    stop || between.contains('\n')
}

/// Signs that belong to the word they touch.
fn is_mark(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace() && !character.is_control()
}

/// Overlapping and touching ranges as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// A part of a text on one line, with the marked ranges in characters; `…` marks a cut.
fn written(text: &str, part: Range<usize>, marks: &[Range<usize>]) -> Snippet {
    let mut line = Line::default();
    if part.start > 0 {
        line.push_str("… ");
    }
    let mut at = part.start;
    let mut ranges = Vec::with_capacity(marks.len());
    for mark in marks {
        line.push_text(&text[at..mark.start]);
        line.write_gap();
        let start = line.characters;
        line.push_text(&text[mark.clone()]);
        ranges.push(start..line.characters);
        at = mark.end;
    }
    line.push_text(&text[at..part.end]);
    if part.end < text.len() {
        line.push_str(" …");
    }
    Snippet {
        text: line.text,
        ranges,
        language: None,
    }
}

/// A line that is written with single spaces.
#[derive(Default)]
struct Line {
    text: String,
    characters: usize,
    gap: bool,
}

impl Line {
    fn push_text(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() || character.is_control() {
                self.gap = !self.text.is_empty();
            } else {
                self.write_gap();
                self.push(character);
            }
        }
    }

    fn push_str(&mut self, text: &str) {
        text.chars().for_each(|character| self.push(character));
        self.gap = false;
    }

    fn write_gap(&mut self) {
        if std::mem::take(&mut self.gap) && !self.text.ends_with(' ') {
            self.push(' ');
        }
    }

    fn push(&mut self, character: char) {
        self.text.push(character);
        self.characters += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::words::words;
    use crate::search::response::MatchRelation;

    /// Matches of words that begin with the letters of the leaves.
    fn matches_of(tokens: &[Token<'_>], leaves: &[&str]) -> Vec<Match> {
        let mut found = Vec::new();
        for (first, token) in tokens.iter().enumerate() {
            for (leaf, start) in leaves.iter().enumerate() {
                if token.text.to_lowercase().starts_with(start) {
                    found.push(Match {
                        first,
                        count: 1,
                        leaf,
                        relation: MatchRelation::Form,
                        around: (0, 0),
                    });
                }
            }
        }
        found
    }

    fn marked(text: &str, leaves: &[&str]) -> String {
        let tokens = words(text);
        let snippet = passage(text, &tokens, &matches_of(&tokens, leaves));
        let mut marked: Vec<char> = snippet.text.chars().collect();
        for range in snippet.ranges.iter().rev() {
            marked.insert(range.end, ']');
            marked.insert(range.start, '[');
        }
        marked.into_iter().collect()
    }

    #[test]
    fn short_texts_are_shown_whole() {
        assert_eq!(
            marked("Järjestöt\n\n saavat  tukea.", &["järj", "tuke"]),
            "[Järjestöt] saavat [tukea]."
        );
        assert_eq!(marked("", &[]), "");
        assert_eq!(marked("…!", &[]), "…!");
        assert_eq!(marked("Ei osumia.", &[]), "Ei osumia.");
    }

    #[test]
    fn the_passage_with_most_different_words_wins() {
        let filler = "Tässä kerrotaan aivan muista asioista. ".repeat(20);
        let text =
            format!("Hanke alkaa. Hanke jatkuu. {filler} Hankkeen (avustus) kasvaa. {filler}");
        let shown = marked(&text, &["hank", "avustu"]);
        assert!(shown.contains("[Hankkeen] ([avustus]) kasvaa."), "{shown}");
        assert!(shown.starts_with("… ") && shown.ends_with(" …"), "{shown}");
    }

    proptest! {
        #[test]
        fn ranges_mark_whole_words(
            text in proptest::collection::vec("[a-dö]{1,9}|[.!?]|\n\n|\u{0}|😀|\"", 0..120),
            leaf in "[a-dö]",
        ) {
            let text = text.join(" ");
            let tokens = words(&text);
            let snippet = passage(&text, &tokens, &matches_of(&tokens, &[&leaf]));
            let characters: Vec<char> = snippet.text.chars().collect();
            prop_assert!(characters.len() < 2 * PASSAGE_CHARACTERS);
            for range in &snippet.ranges {
                let marked: String = characters[range.clone()].iter().collect();
                prop_assert!(marked.starts_with(&leaf), "{} in {}", marked, snippet.text);
            }
            let first_is_shown = snippet.ranges.is_empty() != tokens.iter().any(|token| token.text.starts_with(&leaf));
            prop_assert!(first_is_shown);
            for word in words(&snippet.text) {
                prop_assert!(tokens.iter().any(|token| token.text == word.text), "{} is cut", word.text);
            }
        }
    }
}
