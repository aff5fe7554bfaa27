//! Hits by month of publication.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::document::day_number;
use crate::search::response::Histogram;

/// The first year with months of its own: an article dated before the web is a mistake.
const FIRST_YEAR: i16 = 1990;

/// Counts articles by month, from 1990 to the end of next year.
#[derive(Debug)]
pub(super) struct MonthCounts {
    first_days: Vec<Date>,
    /// Number of the first day of each month, and of the day after the last month.
    bounds: Vec<i64>,
    counts: Vec<u64>,
    missing: u64,
    outside: u64,
}

impl MonthCounts {
    /// Empty counts for the months up to the end of the year after `today`.
    pub(super) fn new(today: Date) -> Self {
        let years = FIRST_YEAR..=today.year().max(FIRST_YEAR) + 1;
        let first_days: Vec<Date> = years
            .flat_map(|year| (1..=12).map(move |month| date(year, month, 1)))
            .collect();
        let after = first_days
            .last()
            .map_or(Date::MIN, |last| last.last_of_month());
        let bounds = first_days
            .iter()
            .map(|day| day_number(*day))
            .chain([day_number(after) + 1])
            .collect();
        let counts = vec![0; first_days.len()];
        Self {
            first_days,
            bounds,
            counts,
            missing: 0,
            outside: 0,
        }
    }

    /// Counts an article by its Finnish day.
    pub(super) fn add(&mut self, day: Option<i64>) {
        let Some(day) = day else {
            self.missing += 1;
            return;
        };
        let month = self.bounds.partition_point(|bound| *bound <= day);
        match month
            .checked_sub(1)
            .and_then(|month| self.counts.get_mut(month))
        {
            Some(count) => *count += 1,
            None => self.outside += 1,
        }
    }

    /// The months from the first to the last that has an article.
    pub(super) fn finish(self) -> Histogram {
        let first = self.counts.iter().position(|count| *count > 0).unwrap_or(0);
        let end = self
            .counts
            .iter()
            .rposition(|count| *count > 0)
            .map_or(0, |last| last + 1);
        let months = self
            .first_days
            .into_iter()
            .zip(self.counts)
            .take(end)
            .skip(first)
            .collect();
        Histogram {
            months,
            missing: self.missing,
            outside: self.outside,
        }
    }
}

/// Today in Finland.
pub(super) fn today() -> Date {
    crate::time::helsinki().to_datetime(Timestamp::now()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(days: &[Option<Date>]) -> Histogram {
        let mut counts = MonthCounts::new(date(2025, 6, 1));
        days.iter().for_each(|day| counts.add(day.map(day_number)));
        counts.finish()
    }

    #[test]
    fn months_between_are_filled() {
        let found = histogram(&[
            Some(date(2022, 11, 30)),
            Some(date(2023, 1, 1)),
            Some(date(2023, 1, 31)),
            None,
        ]);
        let expected = vec![
            (date(2022, 11, 1), 1),
            (date(2022, 12, 1), 0),
            (date(2023, 1, 1), 2),
        ];
        assert_eq!(
            found,
            Histogram {
                months: expected,
                missing: 1,
                outside: 0
            }
        );
    }

    #[test]
    fn mistaken_dates_make_no_months() {
        let days = [
            date(1969, 1, 1),
            date(2027, 1, 1),
            date(9999, 12, 31),
            date(2026, 12, 31),
        ];
        let found = histogram(&days.map(Some));
        assert_eq!(
            found,
            Histogram {
                months: vec![(date(2026, 12, 1), 1)],
                missing: 0,
                outside: 3
            }
        );
        assert_eq!(
            histogram(&[]),
            Histogram {
                months: vec![],
                missing: 0,
                outside: 0
            }
        );
    }
}
