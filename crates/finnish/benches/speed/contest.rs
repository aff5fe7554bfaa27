//! Times several ways of doing the same work, in turn, and prints them as a table.

use std::time::Duration;

use crate::clock;

/// Ways of doing the same work on a list of items.
pub(crate) struct Contest<'items, Item> {
    items: &'items [Item],
    contestants: Vec<Contestant<'items, Item>>,
}

struct Contestant<'items, Item> {
    name: &'static str,
    work: Box<dyn FnMut(&Item) + 'items>,
    /// The times of each part, one for each round.
    times: Vec<Vec<Duration>>,
}

/// The items are done in this many parts, so that a moment in which the machine is busy elsewhere spoils
/// one round of one part and not a whole round.
const PARTS: usize = 4;

impl<'items, Item> Contest<'items, Item> {
    /// A contest over these items, without contestants yet.
    pub(crate) fn new(items: &'items [Item]) -> Self {
        Self {
            items,
            contestants: Vec::new(),
        }
    }

    /// Adds a contestant. All are compared with the first.
    pub(crate) fn add(&mut self, name: &'static str, work: impl FnMut(&Item) + 'items) {
        self.contestants.push(Contestant {
            name,
            work: Box::new(work),
            times: vec![Vec::new(); PARTS],
        });
    }

    /// Runs everything and prints one line for each contestant.
    pub(crate) fn run(mut self, rounds: usize) {
        let parts = self.items.chunks(self.items.len().div_ceil(PARTS).max(1));
        for _ in 0..rounds {
            for (part, items) in parts.clone().enumerate() {
                for contestant in &mut self.contestants {
                    let work = || items.iter().for_each(&mut contestant.work);
                    contestant.times[part].push(clock::time(work));
                }
            }
        }
        let first = self.contestants.first().map_or(0.0, Contestant::seconds);
        println!(
            "{:<34} {:>10} {:>9} {:>8}",
            "", "words/s", "ns/word", "times"
        );
        for contestant in &self.contestants {
            let seconds = contestant.seconds();
            let items = self.items.len() as f64;
            println!(
                "{:<34} {:>10.0} {:>9.0} {:>8.2}",
                contestant.name,
                items / seconds,
                seconds / items * 1e9,
                first / seconds
            );
        }
    }
}

impl<Item> Contestant<'_, Item> {
    /// The time for all items: for each part the median of its rounds.
    fn seconds(&self) -> f64 {
        let medians = self.times.iter().filter_map(|times| median(times.clone()));
        medians.map(|median| median.as_secs_f64()).sum()
    }
}

/// The middle one of some times, if there is any.
pub(crate) fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}
