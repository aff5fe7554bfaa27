//! Which year is meant where none is written.

use jiff::civil::Date;

use super::{StatedDate, WrittenDay};

/// In so many years each day falls on each weekday, but for the 29th of February.
const YEARS_OF_WEEKDAYS: i16 = 12;

/// In so many years there is a 29th of February.
const YEARS_OF_LEAP_DAYS: i16 = 8;

impl StatedDate {
    /// The first day; where no year is written, the one nearest to another day on which the weekday fits, too.
    /// A weekday that fits in no year near by is taken for a slip.
    #[must_use]
    pub fn day_near(&self, reference: Date) -> Option<Date> {
        let nearest = |days: Vec<Date>| {
            let distance = |day: &Date| reference.duration_until(*day).as_secs().abs();
            days.into_iter().min_by_key(distance)
        };
        let around = |years: i16| -> Vec<Date> {
            let years =
                reference.year().saturating_sub(years)..=reference.year().saturating_add(years);
            years.filter_map(|year| self.first.in_year(year)).collect()
        };
        if self.first.year.is_some() {
            return self.first.date();
        }
        let fitting = around(YEARS_OF_WEEKDAYS).into_iter();
        let fitting = fitting.filter(|day| self.first.weekday == Some(day.weekday()));
        nearest(fitting.collect()).or_else(|| nearest(around(YEARS_OF_LEAP_DAYS)))
    }

    /// The first day in one of some years where it falls on its weekday, the first of those years; nothing where no
    /// weekday is written.
    pub fn day_in(&self, years: impl IntoIterator<Item = i16>) -> Option<Date> {
        let weekday = self.first.weekday?;
        let days = years
            .into_iter()
            .filter_map(|year| self.first.in_year(year));
        days.into_iter().find(|day| day.weekday() == weekday)
    }

    /// The latest day until another that falls on its weekday; nothing where no weekday is written.
    #[must_use]
    pub fn latest_day_until(&self, last: Date) -> Option<Date> {
        let first_year = last.year().saturating_sub(YEARS_OF_WEEKDAYS);
        let weekday = self.first.weekday?;
        let years = (first_year..=last.year()).rev();
        let mut days = years.filter_map(|year| self.first.in_year(year));
        days.find(|day| *day <= last && day.weekday() == weekday)
    }

    /// The last day, where the first is known; the same day where there is one.
    #[must_use]
    pub fn last_day(&self, first: Date) -> Date {
        let Some(last) = self.last else { return first };
        let written = last.date();
        let next = || last.in_year(first.year().saturating_add(1));
        let in_same = || last.in_year(first.year()).filter(|day| *day >= first);
        let day = match self.first.year {
            Some(_) => written.or_else(in_same).or_else(next),
            None => in_same().or_else(next),
        };
        day.filter(|day| *day > first).unwrap_or(first)
    }
}

impl WrittenDay {
    /// The day in a year, where that year has it.
    #[must_use]
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// The day, where its year is written.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.in_year(self.year?)
    }
}
