//! Learns a linear-chain conditional random field: OWL-QN, a quasi-Newton method that draws weights to zero.
//!
//! The likelihood and its gradient are summed over fixed shares of the corpus on two threads, so that the result
//! does not depend on the machine.

use std::collections::HashMap;

use aluehaku_finnish::names::{LABELS, Label, Model, Weights};

/// One sentence: the features of each token, and the numbers of their labels.
pub(crate) struct Example {
    pub(crate) features: Vec<Vec<u32>>,
    pub(crate) labels: Vec<u8>,
}

pub(crate) struct Settings {
    pub(crate) rounds: usize,
    pub(crate) l1: f64,
    pub(crate) l2: f64,
    /// Features of fewer tokens are left out.
    pub(crate) rarest: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rounds: 120,
            l1: 0.15,
            l2: 0.02,
            rarest: 2,
        }
    }
}

/// Steps that the method remembers.
const MEMORY: usize = 6;

/// Shares of the corpus that are summed apart.
const SHARES: usize = 2;

/// The transitions, then the weights of one feature after another.
type Vector = Vec<f32>;

struct Sequence {
    /// Numbers of known features, token by token.
    features: Vec<Vec<u32>>,
    labels: Vec<u8>,
}

const TRANSITIONS: usize = LABELS * LABELS;

/// The model's file.
pub(crate) fn learn(examples: &[Example], settings: &Settings) -> Vec<u8> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for feature in examples
        .iter()
        .flat_map(|example| example.features.iter().flatten())
    {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut kept: Vec<u32> = counts
        .iter()
        .filter(|(_, count)| **count >= settings.rarest)
        .map(|(f, _)| *f)
        .collect();
    kept.sort_unstable();
    let numbers: HashMap<u32, u32> = kept
        .iter()
        .enumerate()
        .map(|(number, feature)| (*feature, number as u32))
        .collect();
    let sequences: Vec<Sequence> = examples
        .iter()
        .map(|example| Sequence {
            features: example
                .features
                .iter()
                .map(|token| {
                    token
                        .iter()
                        .filter_map(|feature| numbers.get(feature).copied())
                        .collect()
                })
                .collect(),
            labels: example.labels.clone(),
        })
        .collect();
    eprintln!("{} features, {} kept", counts.len(), kept.len());
    let weights = minimise(&sequences, TRANSITIONS + kept.len() * LABELS, settings);
    pack(&kept, &weights)
}

fn pack(features: &[u32], weights: &[f32]) -> Vec<u8> {
    let largest = weights
        .iter()
        .fold(0.0f32, |largest, weight| largest.max(weight.abs()));
    let scale = 127.0 / largest.max(1e-6);
    eprintln!("largest weight {largest}");
    let whole = |weight: f32| (weight * scale).round() as i8;
    let row = |weights: &[f32]| -> Weights { std::array::from_fn(|label| whole(weights[label])) };
    let transitions = std::array::from_fn(|label| row(&weights[label * LABELS..]));
    let mut features: Vec<(u32, Weights)> = features
        .iter()
        .enumerate()
        .map(|(number, feature)| (*feature, row(&weights[TRANSITIONS + number * LABELS..])))
        .collect();
    Model::to_bytes(&transitions, &mut features)
}

fn minimise(sequences: &[Sequence], size: usize, settings: &Settings) -> Vector {
    let mut at = vec![0.0f32; size];
    let (mut value, mut gradient) = evaluate(sequences, &at, settings);
    let mut steps: Vec<(Vector, Vector, f64)> = Vec::new();
    for round in 0..settings.rounds {
        let steepest = pseudo_gradient(&at, &gradient, settings.l1);
        let mut direction = two_loops(&steps, &steepest);
        for (way, steep) in direction.iter_mut().zip(&steepest) {
            if *way * *steep >= 0.0 {
                *way = 0.0;
            }
        }
        let slope = dot(&direction, &steepest);
        if slope > -1e-9 {
            break;
        }
        let mut length = if steps.is_empty() {
            1.0 / dot(&direction, &direction).sqrt()
        } else {
            1.0
        };
        let mut accepted = None;
        for _ in 0..20 {
            let next = step(&at, &direction, &steepest, length);
            let (next_value, next_gradient) = evaluate(sequences, &next, settings);
            let gain: f64 = next
                .iter()
                .zip(&at)
                .zip(&steepest)
                .map(|((new, old), steep)| f64::from(new - old) * f64::from(*steep))
                .sum();
            if next_value <= value + 1e-4 * gain {
                accepted = Some((next, next_value, next_gradient));
                break;
            }
            length *= 0.5;
        }
        let Some((next, next_value, next_gradient)) = accepted else {
            break;
        };
        let moved: Vector = next.iter().zip(&at).map(|(new, old)| new - old).collect();
        let bent: Vector = next_gradient
            .iter()
            .zip(&gradient)
            .map(|(new, old)| new - old)
            .collect();
        let curvature = dot(&moved, &bent);
        if curvature > 1e-9 {
            if steps.len() == MEMORY {
                steps.remove(0);
            }
            steps.push((moved, bent, curvature));
        }
        let change = (value - next_value) / next_value.abs().max(1.0);
        (at, value, gradient) = (next, next_value, next_gradient);
        if round % 10 == 9 {
            let set = at.iter().filter(|weight| **weight != 0.0).count();
            eprintln!("round {}: {value:.1}, {set} weights", round + 1);
        }
        if change < 1e-5 {
            break;
        }
    }
    at
}

/// A step that crosses no zero.
fn step(at: &[f32], direction: &[f32], steepest: &[f32], length: f64) -> Vector {
    at.iter()
        .zip(direction)
        .zip(steepest)
        .map(|((old, way), steep)| {
            let side = if *old == 0.0 {
                -steep.signum()
            } else {
                old.signum()
            };
            let new = old + (length * f64::from(*way)) as f32;
            if new * side > 0.0 { new } else { 0.0 }
        })
        .collect()
}

fn pseudo_gradient(at: &[f32], gradient: &[f32], l1: f64) -> Vector {
    let l1 = l1 as f32;
    at.iter()
        .zip(gradient)
        .map(|(weight, slope)| {
            if *weight > 0.0 || *weight == 0.0 && slope + l1 < 0.0 {
                slope + l1
            } else if *weight < 0.0 || slope - l1 > 0.0 {
                slope - l1
            } else {
                0.0
            }
        })
        .collect()
}

fn two_loops(steps: &[(Vector, Vector, f64)], steepest: &[f32]) -> Vector {
    let mut direction: Vector = steepest.iter().map(|steep| -steep).collect();
    let mut shares = Vec::new();
    for (moved, bent, curvature) in steps.iter().rev() {
        let share = dot(moved, &direction) / curvature;
        add(&mut direction, bent, -share);
        shares.push(share);
    }
    if let Some((_, bent, curvature)) = steps.last() {
        let scale = (curvature / dot(bent, bent)) as f32;
        direction.iter_mut().for_each(|way| *way *= scale);
    }
    for ((moved, bent, curvature), share) in steps.iter().zip(shares.iter().rev()) {
        let back = dot(bent, &direction) / curvature;
        add(&mut direction, moved, share - back);
    }
    direction
}

fn dot(left: &[f32], right: &[f32]) -> f64 {
    left.iter()
        .zip(right)
        .map(|(left, right)| f64::from(*left) * f64::from(*right))
        .sum()
}

fn add(to: &mut [f32], other: &[f32], share: f64) {
    let share = share as f32;
    to.iter_mut()
        .zip(other)
        .for_each(|(to, other)| *to += other * share);
}

/// The loss with both penalties, and its gradient without the one that has none at zero.
fn evaluate(sequences: &[Sequence], at: &[f32], settings: &Settings) -> (f64, Vector) {
    let share = sequences.len().div_ceil(SHARES);
    let parts: Vec<(f64, Vector)> = std::thread::scope(|scope| {
        let workers: Vec<_> = sequences
            .chunks(share)
            .map(|part| scope.spawn(move || likelihood(part, at)))
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("a worker does not panic"))
            .collect()
    });
    let mut value = 0.0;
    let mut gradient = vec![0.0f32; at.len()];
    for (loss, part) in &parts {
        value += loss;
        add(&mut gradient, part, 1.0);
    }
    let mut ones = 0.0;
    for (slope, weight) in gradient.iter_mut().zip(at) {
        *slope += 2.0 * settings.l2 as f32 * weight;
        ones += f64::from(weight.abs());
    }
    (
        value + settings.l1 * ones + settings.l2 * dot(at, at),
        gradient,
    )
}

fn likelihood(sequences: &[Sequence], at: &[f32]) -> (f64, Vector) {
    let mut gradient = vec![0.0f32; at.len()];
    let mut ways = [[0.0f64; LABELS]; LABELS];
    for (before, row) in ways.iter_mut().enumerate() {
        for (label, way) in row.iter_mut().enumerate() {
            if Label::from_number(label).may_follow(Label::from_number(before)) {
                *way = f64::from(at[before * LABELS + label]).exp();
            }
        }
    }
    let loss = sequences
        .iter()
        .map(|sequence| of_sequence(sequence, at, &ways, &mut gradient))
        .sum();
    (loss, gradient)
}

fn of_sequence(
    sequence: &Sequence,
    at: &[f32],
    ways: &[[f64; LABELS]; LABELS],
    gradient: &mut [f32],
) -> f64 {
    let length = sequence.labels.len();
    let mut own = vec![[0.0f64; LABELS]; length];
    let mut gold = 0.0;
    let mut shift_sum = 0.0;
    for (token, own) in sequence.features.iter().zip(own.iter_mut()) {
        let mut scores = [0.0f32; LABELS];
        for feature in token {
            let start = TRANSITIONS + *feature as usize * LABELS;
            scores
                .iter_mut()
                .zip(&at[start..start + LABELS])
                .for_each(|(score, weight)| *score += weight);
        }
        let shift = scores.iter().copied().fold(f32::MIN, f32::max);
        shift_sum += f64::from(shift);
        own.iter_mut()
            .zip(scores)
            .for_each(|(own, score)| *own = f64::from(score - shift).exp());
    }
    for (place, label) in sequence.labels.iter().enumerate() {
        let label = usize::from(*label);
        gold += own[place][label].max(1e-300).ln();
        if place > 0 {
            gold += f64::from(at[usize::from(sequence.labels[place - 1]) * LABELS + label]);
        }
    }
    let mut forward = vec![[0.0f64; LABELS]; length];
    let mut scales = vec![1.0f64; length];
    for place in 0..length {
        let mut row = [0.0; LABELS];
        for (label, value) in row.iter_mut().enumerate() {
            *value = if place == 0 {
                if Label::from_number(label).may_follow(Label::Outside) {
                    own[0][label]
                } else {
                    0.0
                }
            } else {
                let sum: f64 = (0..LABELS)
                    .map(|before| forward[place - 1][before] * ways[before][label])
                    .sum();
                sum * own[place][label]
            };
        }
        scales[place] = row.iter().sum::<f64>().max(1e-300);
        forward[place] = row.map(|value| value / scales[place]);
    }
    let total: f64 = scales.iter().map(|scale| scale.ln()).sum();
    let mut backward = [1.0f64; LABELS];
    for place in (0..length).rev() {
        let label = usize::from(sequence.labels[place]);
        let mut chance: [f64; LABELS] =
            std::array::from_fn(|label| forward[place][label] * backward[label]);
        let sum: f64 = chance.iter().sum::<f64>().max(1e-300);
        chance.iter_mut().for_each(|chance| *chance /= sum);
        let mut change = chance.map(|chance| chance as f32);
        change[label] -= 1.0;
        for feature in &sequence.features[place] {
            let start = TRANSITIONS + *feature as usize * LABELS;
            gradient[start..start + LABELS]
                .iter_mut()
                .zip(change)
                .for_each(|(slope, change)| *slope += change);
        }
        if place == 0 {
            break;
        }
        let mut next = [0.0f64; LABELS];
        for before in 0..LABELS {
            for after in 0..LABELS {
                let way = ways[before][after] * own[place][after] * backward[after] / scales[place];
                next[before] += way;
                gradient[before * LABELS + after] += (forward[place - 1][before] * way) as f32;
            }
        }
        gradient[usize::from(sequence.labels[place - 1]) * LABELS + label] -= 1.0;
        backward = next;
    }
    let _ = shift_sum;
    total - gold
}
