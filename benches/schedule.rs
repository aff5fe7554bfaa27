//! How soon news are found, and at the price of how many requests: 500 pretend sources over 90
//! days, the same for every schedule. Nothing is requested; time is a number.
//!
//! ```text
//! cargo bench --bench schedule
//! ```
//!
//! The sources publish from once in five weeks to five times a working day, most of them in
//! office hours, each with hours and days it prefers, some at evenings and weekends, some in
//! bursts, with two weeks of holiday. The product's own schedule ([`aluehaku::crawl::schedule`])
//! starts without knowing any of it.

use std::time::Duration;

use aluehaku::archive::frontier::PageKind;
use aluehaku::config::sections::CrawlerSettings;
use aluehaku::crawl::outcome::Outcome;
use aluehaku::crawl::schedule::{self, Ended};
use aluehaku::rhythm::{self, HOURS, Watch, Week};

const SOURCES: u64 = 500;
const DAYS: i64 = 90;
const DAY: i64 = 86_400;
const SEED: u64 = 20_221_006;

/// Monday 5 September 2022, 00:00 in Finland.
const BEGINNING: i64 = 1_662_325_200;
const END: i64 = BEGINNING + DAYS * DAY;

/// Holiday: no source publishes.
const HOLIDAY: std::ops::Range<i64> = BEGINNING + 42 * DAY..BEGINNING + 49 * DAY;

/// What one schedule cost and brought.
#[derive(Debug, Default)]
struct Tally {
    looks: u64,
    vain_looks: u64,
    article_visits: u64,
    ages: Vec<i64>,
}

/// A way to decide when a list is looked at next.
trait Schedule {
    fn name(&self) -> String;
    /// The pause after a look at `now` that brought `news`, `elapsed` after the one before.
    fn pause(&mut self, now: i64, elapsed: Option<i64>, news: u32) -> i64;
    /// The pause after a visit to an article that has been as it is for some time.
    fn article_pause(&self, still: i64) -> i64;
    /// Forgets everything: another source follows.
    fn reset(&mut self);
}

/// Every so many hours, articles every thirty days.
struct Fixed(i64);

impl Schedule for Fixed {
    fn name(&self) -> String {
        format!("every {} h", self.0)
    }

    fn pause(&mut self, _now: i64, _elapsed: Option<i64>, _news: u32) -> i64 {
        self.0 * 3_600
    }

    fn article_pause(&self, _still: i64) -> i64 {
        30 * DAY
    }

    fn reset(&mut self) {}
}

/// The product's own.
#[derive(Default)]
struct Own {
    settings: CrawlerSettings,
    watch: Watch,
    hours: Vec<f64>,
}

impl Own {
    fn next(&self, kind: PageKind, outcome: Outcome, now: i64, still: i64, week: &Week) -> i64 {
        let ended = Ended {
            outcome,
            kind,
            failures: 0,
            asked: None,
            confirmed: false,
            now,
            still_since: now - still,
            watch: self.watch,
            week,
        };
        let pause = schedule::next_visit(&self.settings, &ended).expect("nothing failed");
        i64::try_from(pause.as_secs()).unwrap_or(i64::MAX)
    }
}

impl Schedule for Own {
    fn name(&self) -> String {
        "aluehaku".to_owned()
    }

    fn pause(&mut self, now: i64, elapsed: Option<i64>, news: u32) -> i64 {
        let week = Week::new(self.hours.iter().copied().enumerate());
        if let Some(elapsed) = elapsed {
            let since = Duration::from_secs(elapsed.unsigned_abs());
            self.watch = self.watch.after(since, news);
            let left = rhythm::fading(elapsed as f64 / DAY as f64);
            for hour in &mut self.hours {
                *hour *= left;
            }
            for (hour, share) in week.shares(now - elapsed, now) {
                self.hours[hour] += share * f64::from(news);
            }
        }
        let week = Week::new(self.hours.iter().copied().enumerate());
        self.next(PageKind::Feed, Outcome::Listing, now, 0, &week)
    }

    fn article_pause(&self, still: i64) -> i64 {
        let week = Week::default();
        self.next(
            PageKind::Article,
            Outcome::UnchangedArticle,
            BEGINNING,
            still,
            &week,
        )
    }

    fn reset(&mut self) {
        self.watch = Watch::default();
        self.hours = vec![0.0; HOURS];
    }
}

/// When a source publishes, in order.
fn published(random: &mut fastrand::Rng) -> Vec<i64> {
    // Evenly on a logarithmic scale, as sizes of publishers are.
    let a_week = 0.2 * 125.0_f64.powf(random.f64());
    let weights = habits(random);
    let all: f64 = weights.iter().sum();
    let in_bursts = random.f64() < 0.2;
    let mut moments = Vec::new();
    for hour in 0..DAYS * 24 {
        let at = BEGINNING + hour * 3_600;
        let share = weights[rhythm::hour_of_week(at)] / all;
        if HOLIDAY.contains(&at) || random.f64() >= (a_week * share).min(0.9) {
            continue;
        }
        let moment = at + random.i64(0..3_600);
        let many = if in_bursts { random.usize(1..4) } else { 1 };
        moments.extend(std::iter::repeat_n(moment, many));
    }
    moments.sort_unstable();
    moments
}

/// How much of a week's news each hour has.
fn habits(random: &mut fastrand::Rng) -> Vec<f64> {
    let at_leisure = random.f64() < 0.1;
    let best_hour = if at_leisure {
        random.f64() * 4.0 + 18.0
    } else {
        random.f64() * 7.0 + 8.5
    };
    let days: Vec<f64> = (0..7)
        .map(|day| match (day < 5, at_leisure) {
            (true, false) => 0.2 + random.f64(),
            (false, true) => 1.0,
            (true, true) => 0.4,
            (false, false) => 0.03,
        })
        .collect();
    (0..HOURS)
        .map(|hour| {
            let distance = ((hour % 24) as f64 + 0.5 - best_hour).abs();
            days[hour / 24] * ((-distance * distance / 8.0).exp() + 0.004)
        })
        .collect()
}

fn run(schedule: &mut dyn Schedule) -> Tally {
    let mut tally = Tally::default();
    for source in 0..SOURCES {
        let mut random = fastrand::Rng::with_seed(SEED + source);
        let moments = published(&mut random);
        schedule.reset();
        one_source(schedule, &moments, random.i64(0..3_600), &mut tally);
    }
    tally.ages.sort_unstable();
    tally
}

fn one_source(schedule: &mut dyn Schedule, moments: &[i64], first: i64, tally: &mut Tally) {
    let (mut now, mut before, mut found) = (BEGINNING + first, None, 0);
    while now < END {
        let known = found + moments[found..].iter().take_while(|at| **at <= now).count();
        for published in &moments[found..known] {
            // What is older than the crawl itself says nothing about the schedule.
            tally.ages.extend(before.map(|_| now - published));
            tally.article_visits += visits_to_article(schedule, now);
        }
        let news = u32::try_from(known - found).unwrap_or(u32::MAX);
        tally.looks += 1;
        tally.vain_looks += u64::from(news == 0);
        let elapsed = before.map(|before| now - before);
        let pause = schedule.pause(now, elapsed, news);
        (before, found) = (Some(now), known);
        now += pause;
    }
}

/// Visits to an article that is never changed: the first, and those that see that it is as it was.
fn visits_to_article(schedule: &dyn Schedule, found: i64) -> u64 {
    let (mut now, mut visits) = (found, 0);
    while now < END {
        visits += 1;
        now += schedule.article_pause(now - found).max(1);
    }
    visits
}

fn main() {
    let host_days = (SOURCES * DAYS.unsigned_abs()) as f64;
    println!("{SOURCES} sources, {DAYS} days, seed {SEED}");
    println!(
        "{:<12} {:>12} {:>12} {:>10} {:>12} {:>10} {:>10} {:>9}",
        "schedule", "looks/h/d", "articles/h/d", "all/h/d", "in vain", "median", "p95", "articles"
    );
    let own = Box::new(Own::default());
    let schedules: [Box<dyn Schedule>; 4] = [
        own,
        Box::new(Fixed(1)),
        Box::new(Fixed(2)),
        Box::new(Fixed(6)),
    ];
    for mut schedule in schedules {
        let tally = run(schedule.as_mut());
        let age = |share: f64| {
            let at = (tally.ages.len() as f64 * share) as usize;
            tally.ages.get(at).map_or(0.0, |age| *age as f64 / 60.0)
        };
        println!(
            "{:<12} {:>12.2} {:>12.2} {:>10.2} {:>11.1}% {:>6.0} min {:>6.0} min {:>9}",
            schedule.name(),
            tally.looks as f64 / host_days,
            tally.article_visits as f64 / host_days,
            (tally.looks + tally.article_visits) as f64 / host_days,
            100.0 * tally.vain_looks as f64 / tally.looks as f64,
            age(0.5),
            age(0.95),
            tally.ages.len(),
        );
    }
}
