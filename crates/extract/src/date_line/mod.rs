//! Lines that state when an article was published or changed, told from lines that mention a date
//! for another reason: events, deadlines, opening hours.
//!
//! A label decides (`Julkaistu`, `Päivitetty`). A line without one states the publication only where
//! nothing stands beside the date that could be an event: a weekday, a section, a person's name, a
//! reading time. What an element that calls itself a date holds is read less strictly.

mod words;

use std::borrow::Cow;

use aluehaku_article::time::PageTime;

use super::dates::{self, FoundDate};
use super::person_names::{is_person_beside_date, names_organisation};
use words::{
    COUNT_WORDS, EVENT_NOUNS, EVENT_PHRASES, EVENT_WORDS, MODIFIED_WORDS, PUBLISHED_WORDS,
    SECTION_WORDS, WEEKDAYS,
};

/// Most words of a line that is about its date, the date left aside.
const MAX_WORDS: usize = 6;

/// Longest such line, in bytes.
const MAX_LINE: usize = 160;

/// Most words of a label that stands in a cell or line of its own.
const MAX_LABEL_WORDS: usize = 3;

/// What a line says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateLine {
    pub(super) published: Option<PageTime>,
    pub(super) modified: Option<PageTime>,
}

impl DateLine {
    /// Whether it states nothing.
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// What this one says, and what another says of the rest.
    fn or(self, other: Self) -> Self {
        Self {
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
        }
    }
}

/// How much a line is believed that has no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// It stands in the text.
    Text,
    /// An element that calls itself a date holds it.
    Marked,
}

/// What a line of the text says of publication and change; nothing when it is about something else.
pub(super) fn read(line: &str) -> DateLine {
    read_parts(line, Trust::Text)
}

/// The same for a line in an element that calls itself a date.
pub(super) fn read_marked(line: &str) -> DateLine {
    read_parts(line, Trust::Marked)
}

/// Whether a line is a label, whose date stands in the next line or cell.
pub(super) fn is_label(line: &str) -> bool {
    line.len() <= MAX_LINE
        && line.split_whitespace().count() <= MAX_LABEL_WORDS
        && dates::find(line).is_empty()
        && has_label(line)
}

/// Whether a line tells of an event or a deadline.
pub(super) fn tells_of_event(line: &str) -> bool {
    has_event_word(line)
}

/// Whether a line says what its date is.
pub(super) fn has_label(line: &str) -> bool {
    is_published(line) || has_word(line, MODIFIED_WORDS)
}

/// Whether a line speaks of publication.
pub(super) fn is_published(line: &str) -> bool {
    has_word(line, PUBLISHED_WORDS) && !line.split(' ').any(is_event_of_publication)
}

/// Whether a word is that of an event at which something is published: `julkaisujuhla`.
fn is_event_of_publication(word: &str) -> bool {
    has_word(word, PUBLISHED_WORDS) && has_event_word(word)
}

/// Bars part what has nothing to do with each other, but for a label and its date in the next cell.
fn read_parts(line: &str, trust: Trust) -> DateLine {
    let mut said = DateLine::default();
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return said;
    }
    let line = &unglued(line);
    let mut label = "";
    for part in line.split(['|', '·', '•', '●', '\n']) {
        if is_label(part) {
            label = part;
            continue;
        }
        let read = if label.is_empty() {
            read_part(part, trust)
        } else {
            read_part(&format!("{label} {part}"), trust)
        };
        said = said.or(read);
        label = "";
    }
    said
}

/// A line with a space between a label and the date that stands right behind it, as in elements side by
/// side: `Julkaistu3.5.2022`.
fn unglued(line: &str) -> Cow<'_, str> {
    let is_label_at = |at: usize| {
        let before = line[..at].rsplit(|character: char| !character.is_alphabetic());
        before.into_iter().next().is_some_and(has_label)
    };
    let places = line.char_indices().zip(line.chars().skip(1));
    let places =
        places.filter(|((_, before), behind)| before.is_alphabetic() && behind.is_ascii_digit());
    let places: Vec<usize> = places
        .map(|((at, before), _)| at + before.len_utf8())
        .filter(|at| is_label_at(*at))
        .collect();
    if places.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut spaced = line.to_owned();
    for at in places.into_iter().rev() {
        spaced.insert(at, ' ');
    }
    Cow::Owned(spaced)
}

fn read_part(line: &str, trust: Trust) -> DateLine {
    let mut said = DateLine::default();
    if line.len() > MAX_LINE {
        return said;
    }
    let found = dates::find(line);
    let in_dates: usize = found
        .iter()
        .map(|found| line[found.start..found.end].split_whitespace().count())
        .sum();
    let words = line.split_whitespace().count().saturating_sub(in_dates);
    // A sentence ends in a letter and a full stop, a line of data does not.
    let is_sentence = line.trim_end_matches('.').ends_with(char::is_alphabetic)
        && line.trim_end().ends_with(['.', '!', '?']);
    if found.is_empty() || words > MAX_WORDS || is_sentence {
        return said;
    }
    let is_labelled = has_label(line);
    let is_event =
        found.iter().any(|found| found.is_span) || (has_event_word(line) && !is_published(line));
    let is_date_alone = trust == Trust::Marked || has_nothing_beside(line, &found);
    if is_event || !(is_labelled || is_date_alone) {
        return said;
    }
    let last = found.len() - 1;
    let mut from = 0;
    for (number, one) in found.iter().enumerate() {
        let before = &line[from..one.start];
        // `4.5.2022 (päivitetty)`: the label may stand behind the last date.
        let label = if has_label(before) || number < last {
            before
        } else {
            &line[one.end..]
        };
        let target = if has_word(label, MODIFIED_WORDS) {
            &mut said.modified
        } else {
            &mut said.published
        };
        *target = target.or(Some(one.time));
        from = one.end;
    }
    said
}

/// Whether nothing stands beside the dates of a line that could be what happens then.
fn has_nothing_beside(line: &str, found: &[FoundDate]) -> bool {
    let mut from = 0;
    let mut pieces = Vec::with_capacity(found.len() + 1);
    for one in found {
        pieces.push(&line[from..one.start]);
        from = one.end;
    }
    pieces.push(&line[from..]);
    pieces.iter().all(|piece| {
        let piece = piece.trim_matches(|character: char| !character.is_alphanumeric());
        piece.is_empty() || says_no_event(piece)
    })
}

/// Whether a piece of a line is made of weekdays, sections, counts and names of persons.
fn says_no_event(piece: &str) -> bool {
    let is_known = |word: &str| {
        let plain = word.trim_matches(|character: char| !character.is_alphanumeric());
        let lower = plain.to_lowercase();
        let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
        let counts = is_number && has_word(piece, COUNT_WORDS);
        plain.is_empty()
            || counts
            || [SECTION_WORDS, WEEKDAYS, COUNT_WORDS]
                .iter()
                .any(|known| known.contains(&lower.as_str()))
    };
    let mut unknown: Vec<&str> = Vec::new();
    for word in piece.split_whitespace().filter(|word| !is_known(word)) {
        unknown.push(word.trim_end_matches([',', ':', '-', '–']));
    }
    let named = unknown.join(" ");
    unknown.is_empty()
        || is_person_beside_date(&named)
        || (names_organisation(&named) && !has_event_word(&named))
}

/// The date of publication in a text that a profile or a class says holds it.
pub(super) fn published_in(text: &str) -> Option<PageTime> {
    pick(text, false).or_else(|| {
        if has_word(text, MODIFIED_WORDS) {
            None
        } else {
            dates::read(text)
        }
    })
}

/// The date of change in a text that a profile or a class says holds it.
pub(super) fn modified_in(text: &str) -> Option<PageTime> {
    pick(text, true).or_else(|| {
        if has_word(text, PUBLISHED_WORDS) {
            None
        } else {
            dates::read(text)
        }
    })
}

/// The first date behind a word of change, or behind none.
fn pick(text: &str, modified: bool) -> Option<PageTime> {
    let found: Vec<FoundDate> = dates::find(text);
    let mut from = 0;
    found.iter().find_map(|one| {
        let is_modified = has_word(&text[from..one.start], MODIFIED_WORDS);
        from = one.end;
        (is_modified == modified).then_some(one.time)
    })
}

/// Whether a text holds a word that begins with one of some, or one of some phrases or abbreviations.
fn has_word(text: &str, beginnings: &[&str]) -> bool {
    let lower = text.to_lowercase();
    let words = || lower.split(|character: char| !character.is_alphabetic());
    beginnings.iter().any(|beginning| {
        if beginning.contains([' ', '.', '-']) {
            lower.contains(beginning)
        } else {
            words().any(|word| word.starts_with(beginning))
        }
    })
}

/// Whether a text holds a word of events, or a compound that goes on with one: `kylätalkoot`.
fn has_event_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split_whitespace();
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    // "Tapahtumat" is a section of a site.
    let mut words = words.filter(|word| !SECTION_WORDS.contains(word));
    let is_of_event = |word: &str| {
        has_word(word, EVENT_WORDS) || EVENT_NOUNS.iter().any(|noun| word.contains(noun))
    };
    words.any(is_of_event) || EVENT_PHRASES.iter().any(|phrase| lower.contains(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, published: &str, modified: &str) {
        let said = read(line);
        let shown =
            |time: Option<PageTime>| time.map_or("none".to_owned(), |time| time.to_string());
        assert_eq!(
            (shown(said.published), shown(said.modified)),
            (published.to_owned(), modified.to_owned()),
            "{line}"
        );
    }

    #[test]
    fn lines_about_the_article_state_its_dates() {
        check("6.10.2022", "2022-10-06", "none");
        check("Uutiset 9.11.2016", "2016-11-09", "none");
        check("Sunnuntai 13.8.2017 - Maija Mallikas", "2017-08-13", "none");
        check(
            "Julkaistu 6.10.2022, päivitetty 7.10.2022",
            "2022-10-06",
            "2022-10-07",
        );
        check(
            "Päivitetty 9.2.2021 14.05",
            "none",
            "2021-02-09T14:05:00+02:00",
        );
        check("Publicerad 4 maj 2023", "2023-05-04", "none");
        check(
            "Julkaisuajankohta 2.11.2022 12.58",
            "2022-11-02T12:58:00+02:00",
            "none",
        );
    }

    #[test]
    fn lines_about_something_else_state_nothing() {
        for line in [
            "Aika: 6.10.2022 klo 12",
            "Ilmoittaudu 6.10.2022 mennessä",
            "6.10.2022 klo 9–10",
            "Tilaisuus pidetään 6.10.2022 Seinäjoella",
            "Anmäl dig senast 6.10.2022",
            "Riihimäellä 24.10.2016 kokoontui yli kolmekymmentä järjestöaktiivia ensimmäiseen foorumiin",
            "Riihimäellä 24.10.2016 kokoontui foorumi.",
            "Toimintakertomus vuodelta 2021",
        ] {
            check(line, "none", "none");
        }
    }

    #[test]
    fn fields_take_the_date_that_their_words_ask_for() {
        let text = "Päivitetty 7.10.2022 | Julkaistu 6.10.2022";
        assert_eq!(published_in(text).unwrap().to_string(), "2022-10-06");
        assert_eq!(modified_in(text).unwrap().to_string(), "2022-10-07");
        assert_eq!(modified_in("17.6.2024").unwrap().to_string(), "2024-06-17");
        assert_eq!(published_in("Päivitetty 7.10.2022"), None);
    }
}
