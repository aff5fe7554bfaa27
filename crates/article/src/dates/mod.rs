//! Reads the days and hours that a text states in words: `pe 26.3. klo 9–10`, `den 6 oktober 2026 klockan 18`,
//! `October 6, 2026 at 6 pm`.
//!
//! - [`names`]: months and weekdays in Finnish, Swedish and English.
//! - `scan`: a line as numbers, words and marks; `day`: the shapes of days; `clock`: those of hours.
//! - `year`: which year is meant where none is written.
//!
//! Nothing is understood beyond the day: whether it is an event, a deadline or a date line, others say.
//!
//! ```
//! use aluehaku_article::dates;
//! use jiff::civil::date;
//!
//! let found = dates::find("Kerho kokoontuu pe 26.3. klo 9–10.");
//! assert_eq!(found[0].first.year, None);
//! // The 26th of March is a Friday in 2021.
//! assert_eq!(found[0].day_near(date(2020, 12, 24)), Some(date(2021, 3, 26)));
//! ```

mod clock;
mod day;
pub mod names;
mod scan;
mod year;

use std::ops::Range;

use jiff::civil::Weekday;

pub use clock::Hours;
pub use day::WrittenDay;
use scan::{Kind, Token, tokens};

/// Most tokens between a day and its hours: `6.10. kirjaston salissa klo 18`.
const MAX_TO_HOURS: usize = 6;

/// A day or several in a row, as a text states them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedDate {
    /// The day, or the first of several.
    pub first: WrittenDay,
    /// The last of several.
    pub last: Option<WrittenDay>,
    /// When it begins and ends on that day.
    pub hours: Option<Hours>,
    /// Bytes of the text that state the day; with the hours where only marks stand between.
    pub range: Range<usize>,
    /// Bytes that state the hours, where they stand apart from the day.
    pub hours_range: Option<Range<usize>>,
}

/// Every date that a text states, in order. None goes on across a line break.
#[must_use]
pub fn find(text: &str) -> Vec<StatedDate> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        if line.bytes().any(|byte| byte.is_ascii_digit()) {
            let in_line = Line(&tokens(line)).dates();
            found.extend(in_line.into_iter().map(|date| date.moved_by(line_start)));
        }
        line_start += line.len();
    }
    found
}

/// The years of four digits in a text, in order.
pub fn years(text: &str) -> impl Iterator<Item = i16> {
    let numbers = text.split(|sign: char| !sign.is_alphanumeric());
    let years = numbers.filter(|number| number.len() == 4);
    years.filter_map(|number| number.parse().ok())
}

/// The tokens of a line.
#[derive(Clone, Copy)]
struct Line<'l, 't>(&'l [Token<'t>]);

/// Hours by the numbers of their tokens.
#[derive(Clone, Copy)]
struct FoundHours {
    hours: Hours,
    first: usize,
    end: usize,
}

impl Line<'_, '_> {
    fn dates(self) -> Vec<StatedDate> {
        let mut found = Vec::new();
        let (mut at, mut before): (usize, Option<FoundHours>) = (0, None);
        while at < self.0.len() {
            if let Some((hours, length)) = clock::announced(&self.0[at..]) {
                let end = at + length;
                before = Some(FoundHours {
                    hours,
                    first: at,
                    end,
                });
                at = end;
                continue;
            }
            let Some((date, end)) = self.date_at(at, before) else {
                at += 1;
                continue;
            };
            found.push(date);
            (at, before) = (end, None);
        }
        found
    }

    /// The date that begins with a token, with its hours, and the token behind it.
    fn date_at(self, at: usize, before: Option<FoundHours>) -> Option<(StatedDate, usize)> {
        if self.goes_on_at(at) {
            return None;
        }
        let (mut first, last, end, is_sure) = self.days_at(at)?;
        let (start, weekday) = self.weekday_before(at);
        first.weekday = weekday;
        let hours = self.hours_behind(end).or_else(|| {
            let between = &self.0[before?.end..start];
            let is_near = between.len() <= 1 && !between.iter().any(|token| token.is_mark(&['.']));
            before.filter(|_| is_near)
        });
        if !is_sure && weekday.is_none() && hours.is_none() {
            return None;
        }
        let mut date = StatedDate {
            first,
            last,
            hours: hours.map(|found| found.hours),
            range: self.0[start].start..self.0[end - 1].end,
            hours_range: None,
        };
        let mut next = end;
        if let Some(found) = hours {
            let range = self.0[found.first].start..self.0[found.end - 1].end;
            let is_behind = found.first >= end;
            let gap = if is_behind {
                &self.0[end..found.first]
            } else {
                &self.0[found.end..start]
            };
            if gap.iter().all(|token| matches!(token.kind, Kind::Mark(_))) {
                date.range = date.range.start.min(range.start)..date.range.end.max(range.end);
                next = next.max(found.end);
            } else {
                date.hours_range = Some(range);
            }
        }
        Some((date, next))
    }

    /// Whether a number is the rest of another: of a version, an address, a decimal.
    fn goes_on_at(self, at: usize) -> bool {
        if self.0[at].is_spaced || at == 0 {
            return false;
        }
        let is_joint = |token: &Token<'_>| token.is_mark(&['.', ',', '/', ':', '-']);
        let is_number = |token: &Token<'_>| matches!(token.kind, Kind::Number(..));
        match self.0[at - 1].kind {
            Kind::Word(_) | Kind::Number(..) => true,
            Kind::Mark(_) => {
                is_joint(&self.0[at - 1])
                    && at > 1
                    && is_number(&self.0[at - 2])
                    && !self.0[at - 1].is_spaced
            }
        }
    }

    /// One day or several, the token behind them, and whether their shape alone says that they are days.
    fn days_at(self, at: usize) -> Option<(WrittenDay, Option<WrittenDay>, usize, bool)> {
        if let Some((day, length)) = day::day_alone(&self.0[at..])
            && let Some((last, end)) = self.last_behind(at + length)
            && (length == 2 || !self.0[at + length].is_spaced)
            && day < last.day.day
        {
            let first = WrittenDay { day, ..last.day };
            return Some((first, Some(last.day), end, last.is_sure));
        }
        let first = day::day_at(&self.0[at..])?;
        let end = at + first.length;
        let Some((last, last_end)) = self.last_behind(end) else {
            return Some((first.day, None, end, first.is_sure));
        };
        let is_later = (first.day.month, first.day.day) < (last.day.month, last.day.day);
        let year = first.day.year.or(match is_later {
            true => last.day.year,
            false => last.day.year.map(|year| year - 1),
        });
        let day = WrittenDay { year, ..first.day };
        Some((day, Some(last.day), last_end, first.is_sure || last.is_sure))
    }

    /// The last of several days behind a dash, and the token behind it.
    fn last_behind(self, dash: usize) -> Option<(day::Found, usize)> {
        self.0.get(dash).filter(|token| token.is_dash())?;
        let is_weekday = |at: usize| self.0.get(at).is_some_and(|token| weekday(token).is_some());
        let at = dash + 1 + usize::from(is_weekday(dash + 1));
        let found = day::day_at(self.0.get(at..)?)?;
        Some((found, at + found.length))
    }

    /// The weekday right before a token, and the first token of both.
    fn weekday_before(self, at: usize) -> (usize, Option<Weekday>) {
        let mut before = at;
        while before > 0
            && (self.0[before - 1].is_mark(&[',', '.'])
                || self.0[before - 1].is_word(&["den", "the"]))
        {
            before -= 1;
        }
        let Some(found) = before.checked_sub(1).and_then(|at| weekday(&self.0[at])) else {
            return (at, None);
        };
        // "pe–su 3.–5.6.": the first of them is that of the first day.
        match before.checked_sub(3).map(|first| &self.0[first..before]) {
            Some([first, dash, _]) if dash.is_dash() && weekday(first).is_some() => {
                (before - 3, weekday(first))
            }
            _ => (before - 1, Some(found)),
        }
    }

    /// The hours of the day that ends before a token, as long as no sentence ends and no other day begins.
    fn hours_behind(self, end: usize) -> Option<FoundHours> {
        for at in end..self.0.len().min(end + MAX_TO_HOURS + 1) {
            let rest = &self.0[at..];
            let only_marks = self.0[end..at]
                .iter()
                .all(|token| matches!(token.kind, Kind::Mark(_)));
            // "18.9." behind a day is the next day, "18.30–20" are its hours.
            let bare = || {
                clock::bare(rest)
                    .filter(|_| only_marks && day::day_at(rest).is_none_or(|day| !day.is_sure))
            };
            if let Some((hours, length)) = clock::announced(rest).or_else(bare) {
                return Some(FoundHours {
                    hours,
                    first: at,
                    end: at + length,
                });
            }
            let is_end = rest[0].is_mark(&['!', '?', ';'])
                || rest[0].is_mark(&['.']) && rest.get(1).is_some_and(|next| next.is_spaced);
            let is_next_day =
                matches!(rest[0].kind, Kind::Number(..)) && self.days_at(at).is_some();
            if is_end || is_next_day {
                return None;
            }
        }
        None
    }
}

impl StatedDate {
    fn moved_by(self, bytes: usize) -> Self {
        let moved = |range: Range<usize>| range.start + bytes..range.end + bytes;
        Self {
            range: moved(self.range),
            hours_range: self.hours_range.map(moved),
            ..self
        }
    }
}

fn weekday(token: &Token<'_>) -> Option<Weekday> {
    match token.kind {
        Kind::Word(word) => names::weekday(word),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
