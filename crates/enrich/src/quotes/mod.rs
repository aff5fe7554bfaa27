//! Who said what: words in quotation marks or behind a dash, whose speaker a clause beside them names. Words that
//! nobody surely said are left.
//!
//! - `stretch`: parts of a text that cannot be wrong; `saying`: verbs of saying; `speaker`: who a clause names.

mod saying;
mod speaker;
mod stretch;

use aluehaku_article::{Article, Mention, Quote, TextPart};

use super::pieces;
use saying::{says, words};
use speaker::{Person, Speaker, persons};
use stretch::Stretch;

/// Shortest quote, in bytes: shorter ones are names and ironies.
const SHORTEST: usize = 20;

/// Most quotes that are read in an article.
const MAX_QUOTES: usize = 200;

/// Most paragraphs that one quote goes through.
const MAX_PARAGRAPHS: usize = 10;

/// The quotes of an article whose speaker is among its mentions.
#[must_use]
pub fn of(article: &Article, mentions: &[Mention]) -> Vec<Quote> {
    let texts = article.texts().into_iter();
    let quotes = texts.flat_map(|(part, text)| {
        // As much as names are looked for in.
        let read = pieces::pieces(text).next().unwrap_or_default();
        in_text(part, read, mentions)
    });
    quotes.take(MAX_QUOTES).collect()
}

fn in_text(part: TextPart, text: &str, mentions: &[Mention]) -> Vec<Quote> {
    let persons = persons(part, text, mentions);
    if persons.is_empty() {
        return Vec::new();
    }
    let mut reader = Reader {
        part,
        paragraphs: Stretch::all(text).paragraphs(),
        persons,
        quotes: Vec::new(),
        last: None,
    };
    let mut at = 0;
    while at < reader.paragraphs.len() {
        at = reader.read(at);
    }
    reader.quotes
}

/// Reads a text paragraph by paragraph.
struct Reader<'a> {
    part: TextPart,
    paragraphs: Vec<Stretch<'a>>,
    persons: Vec<Person<'a>>,
    quotes: Vec<Quote>,
    /// Who spoke last, and where the words ended.
    last: Option<(&'a str, Stretch<'a>)>,
}

impl<'a> Reader<'a> {
    /// Reads the paragraph with a number; returns the number of the next.
    fn read(&mut self, at: usize) -> usize {
        let paragraph = self.paragraphs[at];
        if let Some(words) = behind_dash(paragraph) {
            self.read_dash(at, words);
            return at + 1;
        }
        let (quoted, opened) = quoted(paragraph);
        for (number, words) in quoted.iter().enumerate() {
            let next = quoted.get(number + 1).or(opened.as_ref());
            let end = next.map_or(paragraph.place_at(paragraph.end()), |next| *next);
            self.read_marked(at, *words, words.up_to(end));
        }
        match opened {
            Some(words) => self.read_long(at, words).unwrap_or(at + 1),
            None => at + 1,
        }
    }

    /// Words in quotation marks, and what stands behind them.
    fn read_marked(&mut self, at: usize, said: Stretch<'a>, behind: Stretch<'a>) {
        if behind.trimmed(is_mark_or_space).text().starts_with('-') {
            // "”Yhdessä kylille” -hanke" is called so.
            return;
        }
        let paragraph = self.paragraphs[at];
        let lead = paragraph.before(said).trimmed(is_mark_or_space);
        let named = attributed(said, behind)
            .and_then(|clause| speaker::behind(clause, &self.persons))
            .or_else(|| speaker::before(lead, &self.persons))
            .or_else(|| self.named_by_paragraph_before(at, lead));
        if let Some(name) = named.and_then(|speaker| self.name_of(speaker, at, said)) {
            self.keep(&[said], name);
        }
    }

    /// Whom the paragraph before names, where it ends with a colon and the words begin this one.
    fn named_by_paragraph_before(&self, at: usize, lead: Stretch<'a>) -> Option<Speaker<'a>> {
        let before = *self.paragraphs.get(at.checked_sub(1)?)?;
        let opens = lead.text().is_empty() && before.text().ends_with(':');
        opens
            .then(|| speaker::before(before, &self.persons))
            .flatten()
    }

    /// Words whose mark is opened again by each of the next paragraphs until one closes it.
    fn read_long(&mut self, at: usize, first: Stretch<'a>) -> Option<usize> {
        let mut parts = vec![first];
        let others = self.paragraphs.iter().enumerate().skip(at + 1);
        for (number, paragraph) in others.take(MAX_PARAGRAPHS) {
            if !paragraph.text().starts_with(is_mark) {
                return None;
            }
            let (closed, opened) = quoted(*paragraph);
            match (closed.first(), opened) {
                (Some(last), _) => {
                    parts.push(*last);
                    let behind = paragraph.behind(*last);
                    self.read_paragraphs(at, number, &parts, behind);
                    return Some(number + 1);
                }
                (None, Some(more)) => parts.push(more),
                (None, None) => return None,
            }
        }
        None
    }

    fn read_paragraphs(
        &mut self,
        at: usize,
        last: usize,
        parts: &[Stretch<'a>],
        behind: Stretch<'a>,
    ) {
        let (Some(first_part), Some(last_part)) = (parts.first(), parts.last()) else {
            return;
        };
        let lead = self.paragraphs[at]
            .before(*first_part)
            .trimmed(is_mark_or_space);
        let named = attributed(*last_part, behind)
            .and_then(|clause| speaker::behind(clause, &self.persons))
            .or_else(|| speaker::before(lead, &self.persons))
            .or_else(|| self.named_by_paragraph_before(at, lead));
        if let Some(name) =
            named.and_then(|speaker| self.name_of(speaker, last.min(at), *first_part))
        {
            self.keep(parts, name);
        }
    }

    /// Words behind a dash: up to the clause that names who speaks, or all of them where they go on with what
    /// somebody said in the paragraph before.
    fn read_dash(&mut self, at: usize, said: Stretch<'a>) {
        let mut rest = said;
        while let Some((_, behind)) = rest.split_at(|sign| matches!(sign, ',' | '?' | '!')) {
            let words = said.before(behind);
            rest = behind;
            let named = speaker::behind(behind, &self.persons);
            let Some(name) = named.and_then(|speaker| self.name_of(speaker, at, said)) else {
                continue;
            };
            self.keep(
                &[words.trimmed(|sign| sign == ',' || sign.is_whitespace())],
                name,
            );
            self.read_more(behind, name);
            return;
        }
        let goes_on = self.last.filter(|(_, place)| {
            let before = at.checked_sub(1).map(|before| self.paragraphs[before]);
            before.is_some_and(|before| behind_dash(before).is_some() && before.holds(*place))
        });
        if let Some((name, _)) = goes_on
            && !words(said.text()).any(says)
        {
            self.keep(&[said], name);
        }
    }

    /// "– Tulkaa, sanoo Meri. – Täällä on tilaa.": words behind another dash, which go on with what somebody said.
    fn read_more(&mut self, behind: Stretch<'a>, name: &'a str) {
        const DASHES: [&str; 2] = [". – ", ". — "];
        let text = behind.text();
        let found = DASHES
            .iter()
            .find_map(|dash| Some(text.find(dash)? + dash.len()));
        let Some(start) = found else { return };
        let more = behind.behind(behind.place_at(behind.start() + start));
        if !words(more.text()).any(says) {
            self.keep(&[more], name);
        }
    }

    /// The name behind a pronoun: who spoke last, unless somebody else was named since; else the one person whom this
    /// paragraph and the one before name.
    fn name_of(&self, speaker: Speaker<'a>, at: usize, said: Stretch<'a>) -> Option<&'a str> {
        if let Speaker::Named(name) = speaker {
            return Some(name);
        }
        let only = |from: Stretch<'a>| {
            let between = from.up_to(said);
            let mut named = self
                .persons
                .iter()
                .filter(|person| between.holds(person.place));
            let first = named.next()?.name;
            named.all(|person| person.name == first).then_some(first)
        };
        if let Some((name, place)) = self.last {
            let between = place.up_to(said);
            let mut since = self
                .persons
                .iter()
                .filter(|person| between.holds(person.place));
            if since.all(|person| person.name == name) {
                return Some(name);
            }
        }
        let first = self.paragraphs[at.saturating_sub(1)];
        only(first.place_at(first.start()))
    }

    fn keep(&mut self, parts: &[Stretch<'a>], name: &'a str) {
        let parts: Vec<Stretch<'_>> = parts
            .iter()
            .map(|part| part.trimmed(|sign| sign == ',' || sign.is_whitespace()))
            .collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            return;
        };
        let text: Vec<&str> = parts.iter().map(|part| part.text()).collect();
        let text = text.join(Article::BETWEEN_PARAGRAPHS);
        if text.len() < SHORTEST {
            return;
        }
        self.last = Some((name, first.through(*last)));
        self.quotes.push(Quote {
            text,
            speaker: name.to_owned(),
            part: self.part,
            start: first.start(),
            end: last.end(),
        });
    }
}

/// What stands behind the dash that a paragraph begins with.
fn behind_dash(paragraph: Stretch<'_>) -> Option<Stretch<'_>> {
    let rest = paragraph.text().strip_prefix(['–', '—', '-'])?;
    rest.starts_with([' ', '\u{a0}'])
        .then(|| paragraph.trimmed(|sign| matches!(sign, '–' | '—' | '-') || sign.is_whitespace()))
}

/// The clause behind words in marks, where it can say who speaks: behind a comma, or behind words that end a sentence.
fn attributed<'t>(said: Stretch<'t>, behind: Stretch<'t>) -> Option<Stretch<'t>> {
    let behind = behind.trimmed(is_mark_or_space);
    let clause = behind.trimmed(|sign| sign == ',' || sign.is_whitespace());
    let is_parted =
        behind.text().starts_with(',') || said.text().ends_with([',', '!', '?', '.', '…']);
    let opens_with_verb = words(clause.text()).next().is_some_and(says);
    (is_parted || opens_with_verb).then_some(clause)
}

/// The words between pairs of quotation marks in a paragraph, and those behind a mark that stays open.
fn quoted(paragraph: Stretch<'_>) -> (Vec<Stretch<'_>>, Option<Stretch<'_>>) {
    let mut found = Vec::new();
    let mut rest = paragraph;
    while let Some((_, inside)) = rest.split_at(is_mark) {
        let Some((words, behind)) = inside.split_at(is_mark) else {
            return (found, Some(inside));
        };
        found.push(words);
        rest = behind;
    }
    (found, None)
}

fn is_mark(sign: char) -> bool {
    matches!(sign, '”' | '“' | '„' | '"' | '»' | '«')
}

fn is_mark_or_space(sign: char) -> bool {
    is_mark(sign) || sign.is_whitespace()
}

#[cfg(test)]
mod tests;
