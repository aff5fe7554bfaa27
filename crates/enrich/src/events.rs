//! Happenings with a day that a text tells of, past or coming: date, clock times, and whether the year had to be
//! inferred. The date of publication and deadlines are none.

use jiff::civil::{Date, Time};

use super::names::tokens::{self, Token};

/// A happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its day, or the first of several.
    pub date: Date,
    /// The last of several days.
    pub end_date: Option<Date>,
    /// When it begins.
    pub time: Option<Time>,
    /// When it ends.
    pub end_time: Option<Time>,
    /// Whether the text names no year, and the nearest to the publication was taken.
    pub inferred_year: bool,
    /// Number of the text.
    pub text_number: usize,
    /// First byte of what states it.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Words after a date that make it a deadline.
const DEADLINES: [&str; 5] = ["mennessä", "asti", "saakka", "senast", "loppuun"];

/// Words that announce a clock time.
const CLOCK: [&str; 4] = ["klo", "kello", "klockan", "kl."];

/// Months by the beginnings of their names.
const MONTHS: [&str; 12] = [
    "tammikuu",
    "helmikuu",
    "maaliskuu",
    "huhtikuu",
    "toukokuu",
    "kesäkuu",
    "heinäkuu",
    "elokuu",
    "syyskuu",
    "lokakuu",
    "marraskuu",
    "joulukuu",
];

/// The happenings in the texts of an article; `published` is the day it was published.
#[must_use]
pub fn find(texts: &[&str], published: Option<Date>) -> Vec<Event> {
    let sentences = tokens::sentences(texts);
    let stated: Vec<Written> = sentences
        .iter()
        .flat_map(|sentence| written(sentence))
        .collect();
    let reference = published.or_else(|| stated.iter().find_map(|date| date.with_year(date.year?)));
    let mut events: Vec<Event> = Vec::new();
    for date in stated {
        let Some(day) = date.day_near(reference) else {
            continue;
        };
        if date.is_line && date.time.is_none() && Some(day) == published {
            continue;
        }
        let end_date = date
            .last
            .and_then(|(last, month)| Date::new(day.year(), month, last).ok());
        let event = Event {
            date: day,
            end_date: end_date.filter(|end| *end > day),
            time: date.time,
            end_time: date.end_time,
            inferred_year: date.year.is_none(),
            text_number: date.text_number,
            start: date.start,
            end: date.end,
        };
        let known = events.iter_mut().find(|known| {
            known.date == event.date
                && (known.time == event.time || event.time.is_none() || known.time.is_none())
        });
        match known {
            Some(known) if known.time.is_none() && event.time.is_some() => *known = event,
            Some(_) => {}
            None => events.push(event),
        }
    }
    events
}

/// A date as it is written.
#[derive(Clone, Debug)]
struct Written {
    day: i8,
    month: i8,
    year: Option<i16>,
    /// The last of several days, with its month.
    last: Option<(i8, i8)>,
    time: Option<Time>,
    end_time: Option<Time>,
    text_number: usize,
    start: usize,
    end: usize,
    /// Whether nothing else stands in its line.
    is_line: bool,
}

impl Written {
    fn with_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The day; without a year the one nearest to another day.
    fn day_near(&self, reference: Option<Date>) -> Option<Date> {
        if let Some(year) = self.year {
            return self.with_year(year);
        }
        let reference = reference?;
        let years = [reference.year() - 1, reference.year(), reference.year() + 1];
        let days = years.into_iter().filter_map(|year| self.with_year(year));
        days.min_by_key(|day| (reference.duration_until(*day).as_secs()).abs())
    }
}

/// The dates of a sentence that are no deadlines.
fn written(sentence: &[Token<'_>]) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        let Some((mut date, length)) = date_at(&sentence[at..]) else {
            at += 1;
            continue;
        };
        let mut next = at + length;
        if let Some((time, end_time, length)) = clock_at(&sentence[next..]) {
            (date.time, date.end_time) = (Some(time), end_time);
            next += length;
        }
        date.end = sentence[next - 1].end();
        date.is_line = at <= 1 && sentence.len() <= length + 2;
        let deadline = sentence
            .get(next)
            .is_some_and(|token| DEADLINES.contains(&token.text));
        let until = at > 0 && matches!(sentence[at - 1].text, "senast" | "viimeistään");
        if !deadline && !until {
            found.push(date);
        }
        at = next;
    }
    found
}

/// The date that begins with the first token, and how many tokens it takes.
fn date_at(tokens: &[Token<'_>]) -> Option<(Written, usize)> {
    let first = tokens.first()?;
    let blank = Written {
        day: 0,
        month: 0,
        year: None,
        last: None,
        time: None,
        end_time: None,
        text_number: first.text_number,
        start: first.start,
        end: first.end(),
        is_line: false,
    };
    if let Some((day, month, year)) = numeric(first.text) {
        return Some((
            Written {
                day,
                month,
                year,
                ..blank
            },
            1,
        ));
    }
    if let Some((from, to)) = first.text.split_once(['–', '-'])
        && let Some((last, month, year)) = numeric(to)
    {
        let (day, first_month) = match numeric(from) {
            Some((day, month, _)) => (day, month),
            None => (from.strip_suffix('.')?.parse().ok()?, month),
        };
        return Some((
            Written {
                day,
                month: first_month,
                year,
                last: Some((last, month)),
                ..blank
            },
            1,
        ));
    }
    let day: i8 = first.text.strip_suffix('.')?.parse().ok()?;
    let name = tokens.get(1)?.text.to_lowercase();
    let month = MONTHS.iter().position(|month| name.starts_with(month))? as i8 + 1;
    let year = tokens
        .get(2)
        .and_then(|token| year_of(token.text).filter(|_| token.text.len() == 4));
    Date::new(2024, month, day).ok()?;
    Some((
        Written {
            day,
            month,
            year,
            ..blank
        },
        2 + usize::from(year.is_some()),
    ))
}

/// "26.3.", "24.10.2016", "18.9.19".
fn numeric(text: &str) -> Option<(i8, i8, Option<i16>)> {
    let mut parts = text.split('.');
    let day: i8 = parts.next()?.parse().ok()?;
    let month: i8 = parts.next()?.parse().ok()?;
    let year = parts.next()?;
    if parts.next().is_some_and(|rest| !rest.is_empty()) || Date::new(2024, month, day).is_err() {
        return None;
    }
    match year {
        "" => Some((day, month, None)),
        _ => Some((day, month, Some(year_of(year)?))),
    }
}

fn year_of(text: &str) -> Option<i16> {
    let digits = text.strip_suffix('.').unwrap_or(text);
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        2 => Some(2000 + year),
        4 if (1991..=2100).contains(&year) => Some(year),
        _ => None,
    }
}

/// "klo 9–10", "klo 16.30 – 19".
fn clock_at(tokens: &[Token<'_>]) -> Option<(Time, Option<Time>, usize)> {
    let skip = tokens
        .iter()
        .take(2)
        .position(|token| CLOCK.contains(&token.text.to_lowercase().as_str()))?;
    let mut length = skip + 1;
    if tokens.get(length).is_some_and(|token| token.text == ".") {
        length += 1;
    }
    let text = tokens.get(length)?.text;
    if let Some((from, to)) = text.split_once(['–', '-']) {
        return Some((time_of(from)?, time_of(to), length + 1));
    }
    let time = time_of(text)?;
    let dash = tokens
        .get(length + 1)
        .is_some_and(|token| matches!(token.text, "–" | "-"));
    let end = tokens
        .get(length + 2)
        .and_then(|token| time_of(token.text))
        .filter(|_| dash);
    Some((
        time,
        end,
        if end.is_some() {
            length + 3
        } else {
            length + 1
        },
    ))
}

fn time_of(text: &str) -> Option<Time> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let (hour, minute) = text.split_once(['.', ':']).unwrap_or((text, "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn one(text: &str) -> Event {
        let found = find(&[text], Some(date(2021, 3, 10)));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].clone()
    }

    #[test]
    fn days_and_clock_times_are_read() {
        let event = one("Pe 26.3. klo 9–10 Vieraana asiantuntija");
        assert_eq!((event.date, event.inferred_year), (date(2021, 3, 26), true));
        assert_eq!(
            (event.time, event.end_time),
            (Some(time(9, 0, 0, 0)), Some(time(10, 0, 0, 0)))
        );
        let event = one("Kokous on 24.10.2016 klo 16.30.");
        assert_eq!(
            (event.date, event.inferred_year),
            (date(2016, 10, 24), false)
        );
        assert_eq!(
            (event.time, event.end_time),
            (Some(time(16, 30, 0, 0)), None)
        );
        let event = one("Leiri on 12.–14.6. metsässä");
        assert_eq!(
            (event.date, event.end_date),
            (date(2021, 6, 12), Some(date(2021, 6, 14)))
        );
        assert_eq!(
            one("Juhla on 6. joulukuuta kello 15").date,
            date(2020, 12, 6)
        );
    }

    #[test]
    fn deadlines_and_the_date_line_are_none() {
        let published = Some(date(2021, 3, 10));
        assert!(find(&["Ilmoittaudu 1.4. mennessä."], published).is_empty());
        assert!(find(&["10.3.2021\nUutinen"], published).is_empty());
        assert!(find(&["Versio 1.2.3 ja 99.99."], published).is_empty());
    }

    #[test]
    fn a_year_comes_from_another_date_of_the_text() {
        let found = find(
            &["Webinaari oli 5.10.2022. Päivänä 5.10. kuultiin puheita, 7.10. kiitettiin."],
            None,
        );
        let days: Vec<Date> = found.iter().map(|event| event.date).collect();
        assert_eq!(days, [date(2022, 10, 5), date(2022, 10, 7)]);
        assert!(find(&["Tavataan 26.3. talolla"], None).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "[0-9. –klo:-]{0,40}|\\PC{0,40}") {
            for event in find(&[&text], Some(date(2020, 2, 29))) {
                prop_assert!(text.get(event.start..event.end).is_some());
            }
        }
    }
}
