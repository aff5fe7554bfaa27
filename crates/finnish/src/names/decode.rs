//! The likeliest labels of a sentence: Viterbi's algorithm over whole numbers.

use super::label::{LABELS, Label, Weights};

/// What is said for each label of a token.
pub(super) type Scores = [i32; LABELS];

/// Said for what cannot be. Far below anything that features say, and so far from the least number that
/// several such can be added.
const IMPOSSIBLE: i32 = i32::MIN / 4;

/// What is said for each label after each other label, by the label before.
#[derive(Debug)]
pub(super) struct Transitions([Scores; LABELS]);

impl Transitions {
    /// From a model's weights, by label before, then label.
    pub(super) fn new(weights: &[Weights; LABELS]) -> Self {
        Self(std::array::from_fn(|before| {
            std::array::from_fn(|label| {
                match Label::from_number(label).may_follow(Label::from_number(before)) {
                    true => i32::from(weights[before][label]),
                    false => IMPOSSIBLE,
                }
            })
        }))
    }

    /// The best scores that end at the next token with each label, and the label before on the way there.
    fn step(&self, last: &Scores, own: &Scores) -> (Scores, [u8; LABELS]) {
        let mut best = [i32::MIN; LABELS];
        let mut from = [0; LABELS];
        for (before, (score, transitions)) in last.iter().zip(&self.0).enumerate() {
            for label in 0..LABELS {
                let score = score + transitions[label];
                if score > best[label] {
                    (best[label], from[label]) = (score, before as i32);
                }
            }
        }
        for (best, own) in best.iter_mut().zip(own) {
            *best += own;
        }
        (best, from.map(|before| before as u8))
    }
}

/// The likeliest labels of a sentence whose tokens have these scores.
pub(super) fn labels(tokens: &[Scores], transitions: &Transitions) -> Vec<Label> {
    let mut before: Vec<[u8; LABELS]> = Vec::with_capacity(tokens.len());
    let mut last: Option<Scores> = None;
    for own in tokens {
        let (mut best, from) = match &last {
            None => (first(own), [0; LABELS]),
            Some(last) => transitions.step(last, own),
        };
        // Only differences count; so the numbers stay small however long a sentence is.
        let most = best.iter().copied().max().unwrap_or(0);
        for score in &mut best {
            *score = (*score - most).max(IMPOSSIBLE);
        }
        last = Some(best);
        before.push(from);
    }
    let Some(last) = last else {
        return Vec::new();
    };
    let mut label = (0..LABELS)
        .rev()
        .max_by_key(|label| last[*label])
        .unwrap_or(0);
    let mut labels = vec![Label::Outside; tokens.len()];
    for at in (0..tokens.len()).rev() {
        labels[at] = Label::from_number(label);
        label = usize::from(before[at][label]);
    }
    labels
}

/// The first token of a sentence: nothing goes on from before.
fn first(own: &Scores) -> Scores {
    std::array::from_fn(
        |label| match Label::from_number(label).may_follow(Label::Outside) {
            true => own[label],
            false => IMPOSSIBLE,
        },
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The best of all sequences that may be, tried one by one; the first of several.
    fn by_trying(tokens: &[Scores], weights: &[Weights; LABELS]) -> i32 {
        let mut best = i32::MIN;
        let count = LABELS.pow(tokens.len() as u32);
        for number in 0..count {
            let labels: Vec<usize> = (0..tokens.len())
                .map(|at| number / LABELS.pow(at as u32) % LABELS)
                .collect();
            if let Some(score) = score(&labels, tokens, weights) {
                best = best.max(score);
            }
        }
        best
    }

    fn score(labels: &[usize], tokens: &[Scores], weights: &[Weights; LABELS]) -> Option<i32> {
        let mut sum = 0;
        let mut before = None;
        for (label, scores) in labels.iter().zip(tokens) {
            let follows = before.map_or(Label::Outside, Label::from_number);
            if !Label::from_number(*label).may_follow(follows) {
                return None;
            }
            sum += scores[*label];
            sum += before.map_or(0, |before: usize| i32::from(weights[before][*label]));
            before = Some(*label);
        }
        Some(sum)
    }

    proptest! {
        #[test]
        fn no_other_labels_are_likelier(
            tokens in prop::collection::vec(prop::array::uniform9(-300..300i32), 1..4),
            weights in prop::array::uniform9(prop::array::uniform9(any::<i8>())),
        ) {
            let found = labels(&tokens, &Transitions::new(&weights));
            let numbers: Vec<usize> = found.iter().map(|label| label.number()).collect();
            let found = score(&numbers, &tokens, &weights);
            prop_assert_eq!(found, Some(by_trying(&tokens, &weights)));
        }
    }
}
