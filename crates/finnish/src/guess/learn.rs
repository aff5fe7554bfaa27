//! Learns suffix rules from known pairs of a form and its base form.
//!
//! Each pair says "cut so much, add so much". For every ending that the forms share, from the empty one to
//! whole words, the changes are counted; a longer ending trusts its own counts the more of them it has, and
//! its shorter neighbour for the rest. Endings that say the same as their neighbour are left out.

use std::collections::HashMap;
use std::fmt::Write;

use super::Kind;
use super::rules::{HEADING, WORD_START};

/// Longest ending, in letters, that gets a rule of its own.
const LONGEST_ENDING: usize = 7;

/// Most outcomes kept for an ending.
const MOST_OUTCOMES: usize = 4;

/// Least share of an outcome that is kept.
const LEAST_SHARE: f64 = 0.02;

/// How many pairs a shorter ending's opinion counts as.
const TRUST_IN_SHORTER: f64 = 1.5;

/// An ending gets a rule of its own when an outcome's share differs by this much from what the shorter
/// ending says.
const LEAST_DIFFERENCE: f64 = 0.2;

/// Collects pairs of form and base form, and makes rules of them.
///
/// ```
/// use aluehaku_finnish::guess::{Kind, Learner};
///
/// let mut learner = Learner::new();
/// learner.add(Kind::Name, "Virtasen", "Virtanen", 1.0);
/// let rules = learner.finish();
/// assert!(rules.contains("names"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Learner {
    names: Pairs,
    common: Pairs,
}

#[derive(Debug, Clone, Default)]
struct Pairs {
    changes: Vec<(String, String)>,
    numbers: HashMap<(String, String), u32>,
    /// The form backwards with the mark of its beginning, the number of its change, its weight.
    pairs: Vec<(Vec<char>, u32, f64)>,
}

/// Shares of changes, by number.
type Shares = Vec<(u32, f64)>;

impl Learner {
    /// A learner that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one pair. `weight` says how many pairs it counts for; capitals do not matter.
    ///
    /// A pair of which rules cannot speak is left out: one with other signs than letters, with no letter in
    /// common at the beginning, or a change of more letters than a rule holds.
    pub fn add(&mut self, kind: Kind, form: &str, base_form: &str, weight: f64) {
        let pairs = match kind {
            Kind::Name => &mut self.names,
            Kind::Common => &mut self.common,
        };
        pairs.add(&form.to_lowercase(), &base_form.to_lowercase(), weight);
    }

    /// The rules as text, for [`Guesser::from_text`](super::Guesser::from_text).
    #[must_use]
    pub fn finish(self) -> String {
        let mut text = format!("{HEADING}\n");
        for (kind, mut pairs) in [("names", self.names), ("common", self.common)] {
            text.push_str(kind);
            text.push('\n');
            pairs.pairs.sort_by(|a, b| a.0.cmp(&b.0));
            pairs.write(
                &pairs.pairs,
                &mut Vec::new(),
                &Vec::new(),
                &Vec::new(),
                &mut text,
            );
        }
        text
    }
}

impl Pairs {
    fn add(&mut self, form: &str, base_form: &str, weight: f64) {
        let shared = form
            .chars()
            .zip(base_form.chars())
            .take_while(|(a, b)| a == b);
        let shared: usize = shared.map(|(letter, _)| letter.len_utf8()).sum();
        let (cut, added) = (&form[shared..], &base_form[shared..]);
        let too_long = cut.chars().count().max(added.chars().count()) > LONGEST_ENDING;
        let unfit = |text: &str| !text.chars().all(char::is_alphabetic);
        if shared == 0 || too_long || unfit(form) || unfit(base_form) {
            return;
        }
        let change = (cut.to_owned(), added.to_owned());
        let next =
            u32::try_from(self.changes.len()).expect("fewer changes than pairs fit in memory");
        let number = *self.numbers.entry(change.clone()).or_insert_with(|| {
            self.changes.push(change);
            next
        });
        let backwards = form.chars().rev().chain([WORD_START]).collect();
        self.pairs.push((backwards, number, weight));
    }

    /// Writes the rules for the forms in `pairs`, which all end in `ending` (read backwards). `shorter`
    /// holds the shares for the ending without its first letter, `written` the rule in force for it.
    fn write(
        &self,
        pairs: &[(Vec<char>, u32, f64)],
        ending: &mut Vec<char>,
        shorter: &Shares,
        written: &Shares,
        text: &mut String,
    ) {
        let shares = self.shares(pairs, ending, shorter);
        let best = self.best(&shares, ending);
        let mut written = written;
        if !best.is_empty() && differ(&best, written) {
            self.write_line(&best, ending, text);
            written = &best;
        }
        if ending.len() == LONGEST_ENDING || ending.last() == Some(&WORD_START) {
            return;
        }
        let length = ending.len();
        for longer in pairs.chunk_by(|a, b| a.0.get(length) == b.0.get(length)) {
            let Some(letter) = longer[0].0.get(length) else {
                continue;
            };
            if longer.len() < 3 && longer[0].2 < 1.0 {
                continue;
            }
            ending.push(*letter);
            self.write(longer, ending, &shares, written, text);
            ending.pop();
        }
    }

    /// What share of the forms in `pairs` each change holds, leaning on the shares of the shorter ending.
    fn shares(&self, pairs: &[(Vec<char>, u32, f64)], ending: &[char], shorter: &Shares) -> Shares {
        let mut counts: HashMap<u32, f64> = HashMap::new();
        for (_, change, weight) in pairs {
            *counts.entry(*change).or_default() += weight;
        }
        let total: f64 = counts.values().sum();
        let possible = self.possible(shorter, ending);
        let sum: f64 = possible.iter().map(|(_, share)| share).sum();
        let trust = if sum > 0.0 { TRUST_IN_SHORTER } else { 0.0 };
        for (change, share) in possible {
            *counts.entry(change).or_default() += trust * share / sum;
        }
        let mut shares: Shares = counts
            .into_iter()
            .map(|(change, count)| (change, count / (total + trust)))
            .collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        shares.retain(|(_, share)| *share > 1e-4);
        shares
    }

    /// The shares of the changes that a form with this ending can undergo.
    fn possible(&self, shares: &Shares, ending: &[char]) -> Shares {
        let fits = |change: u32| {
            let cut = self.changes[change as usize].0.chars().rev();
            cut.zip(ending).all(|(a, b)| a == *b)
        };
        shares
            .iter()
            .copied()
            .filter(|(change, _)| fits(*change))
            .collect()
    }

    /// The outcomes worth keeping for an ending: those whose cut it holds, best first.
    fn best(&self, shares: &Shares, ending: &[char]) -> Shares {
        let fits = |change: u32| {
            let mut cut = self.changes[change as usize].0.chars().rev();
            let mut ending = ending.iter();
            cut.all(|letter| ending.next() == Some(&letter))
        };
        let fitting = shares.iter().copied().filter(|(change, _)| fits(*change));
        fitting
            .filter(|(_, share)| *share >= LEAST_SHARE)
            .take(MOST_OUTCOMES)
            .collect()
    }

    fn write_line(&self, outcomes: &Shares, ending: &[char], text: &mut String) {
        text.extend(ending.iter().rev());
        let mut separator = '\t';
        for (change, share) in outcomes {
            let (cut, added) = &self.changes[*change as usize];
            let (cut, share) = (cut.chars().count(), (share * 1000.0).round());
            write!(text, "{separator}{cut}{added}={share}").expect("a string takes any text");
            separator = ' ';
        }
        text.push('\n');
    }
}

/// True if two lists of outcomes would lead to other guesses.
fn differ(a: &Shares, b: &Shares) -> bool {
    let share = |of: &Shares, change| {
        of.iter()
            .find(|other| other.0 == change)
            .map_or(0.0, |o| o.1)
    };
    let one_way = |a: &Shares, b: &Shares| {
        a.iter()
            .any(|(change, here)| (here - share(b, *change)).abs() >= LEAST_DIFFERENCE)
    };
    one_way(a, b) || one_way(b, a) || a.first().map(|o| o.0) != b.first().map(|o| o.0)
}
