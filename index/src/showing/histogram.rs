//! Hits by time of publication: counted by day, told by the step that was asked for.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::document::listed::day_number;
use crate::search::request::{Filters, HistogramStep};
use crate::search::response::{Histogram, Period, Step};

/// The first year that is counted: an article dated before the web is a mistake.
const FIRST_YEAR: i16 = 1990;

/// The fitting step is the finest that tells a time in so many periods.
const FITTING_PERIODS: usize = 60;

/// Articles by day, from 1990 to the end of next year.
#[derive(Debug)]
pub(crate) struct DayCounts {
    first: Date,
    /// The number of the first day.
    first_number: i64,
    counts: Vec<u64>,
    /// The days of the copies in each group, the counted one first.
    copies: Vec<Vec<Option<i64>>>,
    missing: u64,
    outside: u64,
}

/// The first and the last day that are counted.
pub(crate) fn counted_days(today: Date) -> (Date, Date) {
    let last = date(today.year().max(FIRST_YEAR) + 1, 12, 31);
    (date(FIRST_YEAR, 1, 1), last)
}

/// The step that tells a time, and the first days of its periods.
pub(crate) fn divided(step: HistogramStep, range: Option<(Date, Date)>) -> (Step, Vec<Date>) {
    match (step.fixed(), range) {
        (step, None) => (step.unwrap_or(Step::Month), Vec::new()),
        (Some(step), Some(range)) => (step, starts(step, range)),
        (None, Some(range)) => fitting(range),
    }
}

/// A period that begins on a day, cut by the days of the filters.
pub(crate) fn period(step: Step, start: Date, filters: &Filters, count: u64) -> Period {
    let end = step.last_day(start);
    Period {
        start,
        from: filters.from.map_or(start, |from| from.max(start)),
        to: filters.to.map_or(end, |to| to.min(end)),
        count,
    }
}

impl DayCounts {
    /// Empty counts for the days up to the end of the year after `today`.
    pub(crate) fn new(today: Date) -> Self {
        let (first, last) = counted_days(today);
        let first_number = day_number(first);
        let days = day_number(last) - first_number + 1;
        Self {
            first,
            first_number,
            counts: vec![0; days as usize],
            copies: Vec::new(),
            missing: 0,
            outside: 0,
        }
    }

    /// Counts an article by its Finnish day.
    pub(crate) fn add(&mut self, day: Option<i64>) {
        match day.map(|day| self.place(day)) {
            None => self.missing += 1,
            Some(None) => self.outside += 1,
            Some(Some(place)) => self.counts[place] += 1,
        }
    }

    /// Notes the days of a group of copies, the first of which is counted: the group counts once in
    /// each period that one of them falls in.
    pub(crate) fn add_copies(&mut self, days: Vec<Option<i64>>) {
        let Some((counted, others)) = days.split_first() else {
            return;
        };
        if others.iter().any(|day| day != counted) {
            self.copies.push(days);
        }
    }

    /// The periods from the first to the last that has an article, cut by the days of the filters.
    pub(crate) fn finish(mut self, step: HistogramStep, filters: &Filters) -> Histogram {
        let groups = std::mem::take(&mut self.copies);
        let places = |days: &[Option<i64>]| {
            let days = days.iter().flatten();
            days.filter_map(|day| self.place(*day)).collect::<Vec<_>>()
        };
        let copies: Vec<usize> = groups.iter().flat_map(|days| places(days)).collect();
        let counted = self.counts.iter().enumerate();
        let counted = counted.filter(|(_, count)| **count > 0);
        let occurring = counted.map(|(place, _)| place).chain(copies);
        let range = occurring.fold(None, |range: Option<(usize, usize)>, place| {
            let (first, last) = range.unwrap_or((place, place));
            Some((first.min(place), last.max(place)))
        });
        let range = range.map(|(first, last)| (self.day(first), self.day(last)));
        let (step, starts) = divided(step, range);
        for days in &groups {
            self.unite(days, &starts);
        }
        Histogram {
            step,
            periods: self.periods(step, &starts, filters),
            missing: self.missing,
            outside: self.outside,
        }
    }

    /// Counts a group in the periods where its counted article does not.
    fn unite(&mut self, days: &[Option<i64>], starts: &[Date]) {
        let period = |day: &Option<i64>| {
            let place = day.map(|day| self.place(day));
            place.map(|place| {
                place.map(|place| starts.partition_point(|start| *start <= self.day(place)))
            })
        };
        let mut known = Vec::new();
        let mut added = Vec::new();
        for day in days {
            let period = period(day);
            if !known.contains(&period) {
                known.push(period);
                added.push(*day);
            }
        }
        added.into_iter().skip(1).for_each(|day| self.add(day));
    }

    fn periods(&self, step: Step, starts: &[Date], filters: &Filters) -> Vec<Period> {
        let counted = starts.iter().map(|start| {
            let end = step.last_day(*start);
            let places = self.place_or_end(*start)..self.place_or_end(end.saturating_add(1.day()));
            period(step, *start, filters, self.counts[places].iter().sum())
        });
        counted.collect()
    }

    /// The place of the day with a number in the counts.
    fn place(&self, day: i64) -> Option<usize> {
        let place = usize::try_from(day - self.first_number).ok()?;
        (place < self.counts.len()).then_some(place)
    }

    /// The place of a day, that of the first or the one after the last where it is not counted.
    fn place_or_end(&self, day: Date) -> usize {
        let place = (day_number(day) - self.first_number).max(0);
        (place as usize).min(self.counts.len())
    }

    fn day(&self, place: usize) -> Date {
        self.first.saturating_add((place as i64).days())
    }
}

impl Step {
    /// The first day of the period that a day falls in; weeks begin on Monday.
    fn first_day(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                day.saturating_sub(since_monday.days())
            }
            Self::Month => day.first_of_month(),
            Self::Year => day.first_of_year(),
        }
    }

    /// The last day of the period that begins on a day.
    fn last_day(self, start: Date) -> Date {
        match self {
            Self::Day => start,
            Self::Week => start.saturating_add(6.days()),
            Self::Month => start.last_of_month(),
            Self::Year => start.last_of_year(),
        }
    }
}

/// The finest step that tells a time in few periods, with the first days of these.
fn fitting(range: (Date, Date)) -> (Step, Vec<Date>) {
    let finer = [Step::Day, Step::Week, Step::Month].into_iter();
    let mut finer = finer.map(|step| (step, starts(step, range)));
    let found = finer.find(|(_, starts)| starts.len() <= FITTING_PERIODS);
    found.unwrap_or_else(|| (Step::Year, starts(Step::Year, range)))
}

/// The first days of the periods of a time.
fn starts(step: Step, (first, last): (Date, Date)) -> Vec<Date> {
    let next = |start: &Date| Some(step.last_day(*start).saturating_add(1.day()));
    let starts = std::iter::successors(Some(step.first_day(first)), next);
    starts.take_while(|start| *start <= last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(days: &[Option<Date>], step: HistogramStep) -> Histogram {
        let mut counts = DayCounts::new(date(2025, 6, 1));
        days.iter().for_each(|day| counts.add(day.map(day_number)));
        counts.finish(step, &Filters::default())
    }

    fn counted(histogram: &Histogram) -> Vec<(Date, u64)> {
        let periods = histogram.periods.iter();
        periods.map(|period| (period.start, period.count)).collect()
    }

    #[test]
    fn months_between_are_filled() {
        let days = [
            Some(date(2022, 11, 30)),
            Some(date(2023, 1, 1)),
            Some(date(2023, 1, 31)),
            None,
        ];
        let found = histogram(&days, HistogramStep::Month);
        let expected = [
            (date(2022, 11, 1), 1),
            (date(2022, 12, 1), 0),
            (date(2023, 1, 1), 2),
        ];
        assert_eq!(counted(&found), expected);
        assert_eq!((found.missing, found.outside), (1, 0));
    }

    #[test]
    fn mistaken_dates_make_no_periods() {
        let days = [
            date(1969, 1, 1),
            date(2027, 1, 1),
            date(9999, 12, 31),
            date(2026, 12, 31),
        ];
        let found = histogram(&days.map(Some), HistogramStep::Week);
        assert_eq!(counted(&found), [(date(2026, 12, 28), 1)]);
        assert_eq!((found.missing, found.outside), (0, 3));
        assert_eq!(counted(&histogram(&[], HistogramStep::Fitting)), []);
    }

    #[test]
    fn the_fitting_step_is_the_finest_with_few_periods() {
        let step = |last: Date| {
            let days = [Some(date(2020, 1, 1)), Some(last)];
            histogram(&days, HistogramStep::Fitting).step
        };
        assert_eq!(step(date(2020, 1, 1)), Step::Day);
        assert_eq!(step(date(2020, 2, 29)), Step::Day);
        assert_eq!(step(date(2020, 3, 1)), Step::Week);
        assert_eq!(step(date(2021, 2, 21)), Step::Week);
        assert_eq!(step(date(2021, 2, 22)), Step::Month);
        assert_eq!(step(date(2024, 12, 31)), Step::Month);
        assert_eq!(step(date(2025, 1, 1)), Step::Year);
    }

    #[test]
    fn periods_are_cut_by_the_days_asked_for() {
        let mut counts = DayCounts::new(date(2025, 6, 1));
        counts.add(Some(day_number(date(2022, 3, 16))));
        let filters = Filters {
            from: Some(date(2022, 3, 15)),
            to: Some(date(2022, 3, 20)),
            ..Filters::default()
        };
        let found = counts.finish(HistogramStep::Year, &filters);
        let period = Period {
            start: date(2022, 1, 1),
            from: date(2022, 3, 15),
            to: date(2022, 3, 20),
            count: 1,
        };
        assert_eq!(found.periods, [period]);
    }

    #[test]
    fn copies_count_once_in_each_period() {
        let group = [date(2022, 3, 30), date(2022, 4, 2), date(2022, 4, 5)];
        let days: Vec<_> = group.iter().map(|day| Some(day_number(*day))).collect();
        let of = |step| {
            let mut counts = DayCounts::new(date(2025, 6, 1));
            counts.add(days[0]);
            counts.add_copies([&days[..], &[None]].concat());
            counts.finish(step, &Filters::default())
        };
        let months = of(HistogramStep::Month);
        let expected = [(date(2022, 3, 1), 1), (date(2022, 4, 1), 1)];
        assert_eq!((counted(&months), months.missing), (expected.to_vec(), 1));
        assert_eq!(counted(&of(HistogramStep::Year)), [(date(2022, 1, 1), 1)]);
    }
}
