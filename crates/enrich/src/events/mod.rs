//! Events with a day that an article tells of, past or coming: when each is, what it is called, where it takes place,
//! and the sentence that states it. The day of publication and deadlines are none.
//!
//! - `naming`: what an event is called. Which days a text states, [`aluehaku_article::dates`] reads.

mod naming;

use std::ops::Range;

use aluehaku_article::dates::{self, StatedDate};
use aluehaku_article::masking::mask;
use aluehaku_article::time::{PageTime, Precision};
use aluehaku_article::{Article, Entities, EntityKind, Event, Mention, TextPart};
use jiff::civil::Date;

use super::pieces;
use super::surroundings::{line_at, sentence_at, shortened};
use crate::within::part;

/// Most events that are read in an article: a programme of a year has fewer.
const MAX_EVENTS: usize = 200;

/// Most dates that are looked at.
const MAX_DATES: usize = 1000;

/// Events before this year are history.
const FIRST_YEAR: i16 = 1991;

/// What was more years before the article is history, too.
const MOST_YEARS_BEFORE: i16 = 15;

/// More days than these are no event but a time in which something went on.
const MAX_DAYS: i32 = 100;

/// Most years of a span that names those between.
const MAX_YEARS: i16 = 10;

/// Most bytes of a line that are looked at before a date, so that what is shown of a long sentence has it.
const MOST_BEFORE: usize = 250;

/// Most bytes behind it.
const MOST_BEHIND: usize = 1000;

/// Longest sentence that is kept, in characters.
const LONGEST_SENTENCE: usize = 300;

/// Words behind a date that make it a deadline.
const UNTIL_BEHIND: [&str; 5] = ["mennessä", "asti", "saakka", "loppuun", "senast"];

/// Words before a date that make it a deadline.
const UNTIL_BEFORE: [&str; 12] = [
    "viimeistään",
    "ennen",
    "deadline",
    "dl",
    "senast",
    "före",
    "innan",
    "tom",
    "before",
    "by",
    "until",
    "than",
];

/// Words before a date that make it the end of something, or the day from which a law holds.
const ENDS_OR_HOLDS: [&str; 12] = [
    "päättyy",
    "päättyi",
    "umpeutuu",
    "umpeutui",
    "sulkeutuu",
    "sulkeutui",
    "voimaan",
    "voimassa",
    "utgår",
    "slutar",
    "kraft",
    "force",
];

/// Words before a date that make it that of the text itself.
const PUBLISHED: [&str; 8] = [
    "julkaistu",
    "päivitetty",
    "muokattu",
    "publicerad",
    "publicerat",
    "uppdaterad",
    "published",
    "updated",
];

/// The events of an article. Where nothing else tells their year, it is the latest until the day on which the article
/// was read in which the weekday fits.
#[must_use]
pub fn of(
    article: &Article,
    entities: &Entities,
    mentions: &[Mention],
    read_on: Option<Date>,
) -> Vec<Event> {
    let stated = stated(article);
    let years = Years::of(article, &stated, read_on);
    let published = article
        .published
        .filter(|time| time.precision() >= Precision::Day)
        .map(PageTime::finnish_date);
    let mut events: Vec<Event> = Vec::new();
    for date in &stated {
        let Some(day) = years.day_of(&date.date) else {
            continue;
        };
        let last_day = date.date.last_day(day);
        let days = day.until(last_day).map_or(0, |span| span.get_days());
        let first_year = published.map_or(FIRST_YEAR, |published| {
            FIRST_YEAR.max(published.year() - MOST_YEARS_BEFORE)
        });
        if day.year() < first_year || days > MAX_DAYS || date.is_date_line(day, published) {
            continue;
        }
        let hours = date.date.hours;
        let (begins, ends) = (
            hours.map(|hours| hours.begins),
            hours.and_then(|hours| hours.ends),
        );
        let known = events.iter().position(|known| {
            known.first_day == day
                && (known.begins == begins || begins.is_none() || known.begins.is_none())
        });
        // Told again with its hours, it is told better.
        if known.is_some_and(|known| events[known].begins.is_some() || begins.is_none()) {
            continue;
        }
        let event = Event {
            first_day: day,
            last_day,
            begins,
            ends,
            inferred_year: date.date.first.year.is_none(),
            title: date.title(),
            place: date.place(entities, mentions),
            // A number that is cut in two is no longer known as one.
            text: shortened(
                mask(part(date.whole, date.sentence()).trim()).as_ref(),
                LONGEST_SENTENCE,
            ),
            part: date.part,
            start: date.date.range.start,
            end: date.date.range.end,
        };
        match known {
            Some(known) => events[known] = event,
            None if events.len() < MAX_EVENTS => events.push(event),
            None => break,
        }
    }
    events
}

/// A date that one of the texts states, and no deadline.
struct Stated<'t> {
    part: TextPart,
    /// The text from which it was read.
    whole: &'t str,
    date: StatedDate,
}

/// What the texts of an article state, in order.
fn stated(article: &Article) -> Vec<Stated<'_>> {
    let texts = article.texts().into_iter();
    let stated = texts.flat_map(|(part, text)| {
        // As much as names are looked for in.
        let whole = pieces::pieces(text).next().unwrap_or_default();
        let dates = dates::find(whole).into_iter();
        dates.map(move |date| Stated { part, whole, date })
    });
    stated
        .take(MAX_DATES)
        .filter(|date| !date.is_deadline() && !date.is_stamp())
        .collect()
}

impl Stated<'_> {
    /// Its line, of a very long one what is near.
    fn line(&self) -> Range<usize> {
        let (day, whole) = (&self.date.range, self.whole);
        let line = line_at(whole, day.start);
        let last = whole.floor_char_boundary(self.end() + MOST_BEHIND);
        let near = whole.floor_char_boundary(day.start.saturating_sub(MOST_BEFORE));
        let first = match line.start < near {
            true => {
                near + part(whole, near..day.start)
                    .find(' ')
                    .map_or(0, |space| space + 1)
            }
            false => line.start,
        };
        first..line.end.min(last)
    }

    fn sentence(&self) -> Range<usize> {
        let line = self.line();
        let sentence = sentence_at(
            part(self.whole, line.clone()),
            self.date.range.start - line.start,
        );
        line.start + sentence.start..line.start + sentence.end
    }

    /// Its line up to it.
    fn before(&self) -> &str {
        part(self.whole, self.line().start..self.date.range.start)
    }

    /// The byte behind day and hours.
    fn end(&self) -> usize {
        let hours = self.date.hours_range.as_ref().map_or(0, |range| range.end);
        self.date.range.end.max(hours)
    }

    /// What stands behind day and hours in its line.
    fn behind(&self) -> &str {
        part(self.whole, self.end()..self.line().end.max(self.end()))
    }

    fn is_deadline(&self) -> bool {
        let behind_day = part(
            self.whole,
            self.date.range.end..self.line().end.max(self.date.range.end),
        );
        [behind_day, self.behind()].iter().any(|text| {
            let first = words(text).next();
            first.is_some_and(|word| UNTIL_BEHIND.contains(&word.as_str()))
        }) || self.is_behind_one_of(&UNTIL_BEFORE)
            || self.is_behind_one_of(&ENDS_OR_HOLDS)
            || self.is_behind_running_out()
    }

    /// "Anmälningstiden går ut den 3 maj".
    fn is_behind_running_out(&self) -> bool {
        let mut before = words(self.before()).rev().filter(|word| word != "den");
        before.next().is_some_and(|word| word == "ut")
            && before
                .next()
                .is_some_and(|word| matches!(word.as_str(), "går" | "gick"))
    }

    /// Whether it says when the text itself was written: "Julkaistu 6.10.2022".
    fn is_stamp(&self) -> bool {
        self.is_behind_one_of(&PUBLISHED)
    }

    fn is_behind_one_of(&self, known: &[&str]) -> bool {
        let mut before = words(self.before()).rev();
        let last = before.find(|word| !matches!(word.as_str(), "den" | "the"));
        last.is_some_and(|word| known.contains(&word.as_str()))
    }

    /// Whether it is the line that dates the text: the day of publication and nearly nothing else.
    fn is_date_line(&self, day: Date, published: Option<Date>) -> bool {
        let others = words(self.before()).chain(words(self.behind()));
        others.take(2).count() <= 1 && self.date.hours.is_none() && Some(day) == published
    }

    /// The municipality that is named beside it: in its sentence, else in its line.
    fn place(&self, entities: &Entities, mentions: &[Mention]) -> Option<String> {
        let named_in = |range: Range<usize>| {
            mentions.iter().find(|mention| {
                mention.part == self.part
                    && mention.kind == EntityKind::Place
                    && range.contains(&mention.start)
                    && entities.municipalities.contains(&mention.name)
            })
        };
        let mention = named_in(self.sentence()).or_else(|| named_in(self.line()))?;
        Some(mention.name.clone())
    }

    /// What it is called; a title of an article is called so itself.
    fn title(&self) -> Option<String> {
        if self.part == TextPart::Title {
            return None;
        }
        let (line, sentence) = (self.line(), self.sentence());
        let in_prose = !part(self.whole, line.start..sentence.start)
            .trim()
            .is_empty();
        let start = if in_prose { sentence.start } else { line.start };
        let end = if in_prose { sentence.end } else { line.end };
        let (day, hours) = (&self.date.range, self.date.hours_range.as_ref());
        let first = hours.map_or(day.start, |hours| hours.start.min(day.start));
        let between = match hours {
            Some(hours) if hours.start > day.end => part(self.whole, day.end..hours.start),
            Some(hours) => part(self.whole, hours.end..day.start),
            None => "",
        };
        let before = part(self.whole, start.min(first)..first);
        let behind = part(self.whole, self.end()..end.max(self.end()));
        naming::title(before, between, behind, in_prose)
    }
}

/// The words of a text in small letters.
fn words(text: &str) -> impl DoubleEndedIterator<Item = String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// What tells the year of dates that are written without one.
struct Years {
    /// A day near which they are.
    near: Option<Date>,
}

impl Years {
    /// In this order: when the article was published or changed; a date with its year; a year that the texts name in
    /// which a weekday fits; the last year in which one fits.
    fn of(article: &Article, stated: &[Stated<'_>], read_on: Option<Date>) -> Self {
        let dates = || stated.iter().map(|stated| &stated.date);
        let named = || {
            let years = article.texts().into_iter().flat_map(|(_, text)| {
                let read = pieces::pieces(text).next().unwrap_or_default();
                dates::years(read).filter(|year| (FIRST_YEAR..=2100).contains(year))
            });
            let years: Vec<i16> = years.take(MAX_EVENTS).collect();
            let spans = years
                .windows(2)
                .filter(|pair| (1..=MAX_YEARS).contains(&(pair[1] - pair[0])));
            // "2021–2023" names the year between as well.
            let between = spans.flat_map(|pair| pair[0]..pair[1]);
            let all: Vec<i16> = years.iter().copied().chain(between).collect();
            dates().find_map(|date| date.day_in(all.iter().copied()))
        };
        let until = || dates().find_map(|date| date.latest_day_until(read_on?));
        let near = article
            .published
            .or(article.modified)
            .map(middle_of)
            .or_else(|| dates().find_map(|date| date.first.date()))
            .or_else(named)
            .or_else(until);
        Self { near }
    }

    fn day_of(&self, date: &StatedDate) -> Option<Date> {
        date.first.date().or_else(|| {
            date.day_near(self.near?)
                .filter(|_| date.first.year.is_none())
        })
    }
}

/// The day of a time; of a month or a year the one in its middle.
fn middle_of(time: PageTime) -> Date {
    let day = time.finnish_date();
    let middle = match time.precision() {
        Precision::Year => Date::new(day.year(), 7, 1),
        Precision::Month => Date::new(day.year(), day.month(), 15),
        Precision::Day | Precision::Minute | Precision::Second => Ok(day),
    };
    middle.unwrap_or(day)
}

#[cfg(test)]
mod tests;
