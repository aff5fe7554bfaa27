//! What the tagger looks at for each token, as numbers: hashes of the thing and of where it stands.

use hashbrown::HashMap;

use super::document::{Evidence, Said, Sentence};
use super::label::Label;
use super::word::{AFFIXES, Word};

/// The features of the tokens of one sentence.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// The features of each token.
    pub tokens: Vec<Vec<u32>>,
    /// What the base form of each token is known by in its document; 0 for a token with no capital.
    keys: Vec<u64>,
}

/// How far to either side of a token other words count.
const REACH: isize = 2;

/// What a feature is about. The number goes into its hash, so it must stay.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
enum Template {
    Bias = 1,
    Form,
    Lemma,
    Shape,
    Classes,
    Lists,
    Cases,
    Head,
    Prefix,
    Suffix,
    ShapePair,
    ClassesPair,
    ListsPair,
    ClassesTriple,
    ShapeLemmaBefore,
    ShapeLemmaAfter,
    Chain,
    ChainAfter,
    ChainBefore,
    ChainLast,
    ChainLastSuffix,
    ChainFirst,
    Evidence,
    EvidenceBefore,
    EvidenceAfter,
    EvidenceLists,
    Position,
    CasesShape,
    ClassesCases,
    LemmaPair,
    OtherBefore,
    OtherAfter,
    Sport,
    FirstReading,
    Majority,
    MajorityOwn,
    MajorityPair,
    BaseFormEnd,
    PlaceCase,
    ListsCase,
}

/// Adds the features of every token of a sentence.
pub(super) fn of_sentence(
    number: usize,
    sentence: &Sentence<'_>,
    evidence: &Evidence<'_>,
) -> Features {
    let sport = evidence.sport;
    let said: Vec<Said> = (0..sentence.len())
        .map(|at| evidence.at(number, sentence, at))
        .collect();
    let chains = chains(sentence);
    let mut all = Features {
        tokens: Vec::with_capacity(sentence.len()),
        keys: said.iter().map(|said| said.key).collect(),
    };
    for (at, chain) in chains.into_iter().enumerate() {
        let mut token = Token {
            sentence,
            at: at as isize,
            features: Vec::with_capacity(96),
        };
        token.words();
        token.neighbours();
        token.chain(chain);
        token.evidence(&said, sport);
        all.tokens.push(token.features);
    }
    all
}

/// Adds to the features of a document what a first reading of it found: each token's label and its neighbours',
/// and what the same name was taken for elsewhere.
pub fn add_votes(sentences: &mut [Features], labels: &[Vec<Label>]) {
    let mut votes: HashMap<u64, [u16; KINDS], foldhash::fast::FixedState> = HashMap::default();
    for (sentence, labels) in sentences.iter().zip(labels) {
        for (key, label) in sentence
            .keys
            .iter()
            .zip(labels)
            .filter(|(key, _)| **key != 0)
        {
            votes.entry(*key).or_default()[kind_of(*label)] += 1;
        }
    }
    for (sentence, labels) in sentences.iter_mut().zip(labels) {
        let majorities: Vec<u64> = sentence
            .keys
            .iter()
            .zip(labels)
            .map(|(key, label)| votes.get(key).map_or(0, |votes| majority(*votes, *label)))
            .collect();
        for (at, features) in sentence.tokens.iter_mut().enumerate() {
            let own = labels[at].number() as u64;
            let majority = |offset: isize| -> u64 {
                at.checked_add_signed(offset)
                    .and_then(|at| majorities.get(at))
                    .copied()
                    .unwrap_or(0)
            };
            for offset in -REACH..=REACH {
                let label = at.checked_add_signed(offset).and_then(|at| labels.get(at));
                let label = label.map_or(99, |label| label.number() as u64);
                features.push(hashed(Template::FirstReading, offset, label));
            }
            for offset in -1..=1 {
                features.push(hashed(Template::Majority, offset, majority(offset)));
            }
            features.push(hashed(Template::MajorityOwn, 0, both(own, majority(0))));
            features.push(hashed(
                Template::MajorityPair,
                0,
                both(majority(0), majority(1)),
            ));
            features.push(hashed(
                Template::MajorityPair,
                -1,
                both(majority(-1), majority(0)),
            ));
        }
    }
}

/// Kinds of names, and none.
const KINDS: usize = 5;

fn kind_of(label: Label) -> usize {
    match label {
        Label::Outside => 0,
        Label::Begin(kind) | Label::Inside(kind) => 1 + kind as usize,
    }
}

/// What a name was taken for most often elsewhere, and how clearly; 0 if it stands nowhere else.
fn majority(mut votes: [u16; KINDS], own: Label) -> u64 {
    votes[kind_of(own)] -= 1;
    let all: u16 = votes.iter().sum();
    let Some((kind, most)) = votes
        .iter()
        .enumerate()
        .rev()
        .max_by_key(|(_, votes)| **votes)
    else {
        return 0;
    };
    let clear = match (all, *most) {
        (0, _) => return 0,
        (1, _) => 1,
        (all, most) if all == most => 2,
        (all, most) if 2 * most > all => 3,
        _ => 4,
    };
    (kind * 8 + clear) as u64
}

struct Token<'s, 'w> {
    sentence: &'s Sentence<'w>,
    at: isize,
    features: Vec<u32>,
}

impl<'w> Token<'_, 'w> {
    fn get(&self, offset: isize) -> Option<&'w Word> {
        let at = usize::try_from(self.at + offset).ok()?;
        self.sentence.get(at).copied()
    }

    fn add(&mut self, template: Template, offset: isize, value: u64) {
        self.features.push(hashed(template, offset, value));
    }

    /// What each word around says by itself.
    fn words(&mut self) {
        self.add(Template::Bias, 0, 0);
        for offset in -REACH..=REACH {
            let Some(word) = self.get(offset) else {
                self.add(Template::Position, offset, 1);
                continue;
            };
            self.add(Template::Form, offset, word.form);
            for lemma in &word.lemmas {
                self.add(Template::Lemma, offset, *lemma);
            }
            self.add(Template::Shape, offset, word.shape);
            self.add(Template::Classes, offset, word.classes);
            self.add(Template::Lists, offset, word.lists);
            if offset.abs() > 1 {
                continue;
            }
            self.add(Template::Cases, offset, word.cases);
            self.add(Template::Head, offset, word.head);
            self.add(Template::Suffix, offset, word.suffixes[2]);
            if offset == 0 {
                for number in 0..AFFIXES {
                    self.add(Template::Prefix, 0, word.prefixes[number]);
                    self.add(Template::Suffix, 0, word.suffixes[number]);
                }
                for end in &word.base_form_ends {
                    self.add(Template::BaseFormEnd, 0, *end);
                }
                let place = 2 * u64::from(word.is_place) + u64::from(word.is_capitalised);
                self.add(Template::PlaceCase, 0, both(place, word.cases));
                self.add(Template::ListsCase, 0, both(word.lists, word.cases));
                self.add(Template::CasesShape, 0, both(word.cases, word.shape));
                self.add(Template::ClassesCases, 0, both(word.cases, word.classes));
            }
        }
    }

    /// What neighbours say together.
    fn neighbours(&mut self) {
        let Some(word) = self.get(0) else { return };
        let before = self.get(-1);
        let after = self.get(1);
        let pairs = [(-1, before, Some(word)), (0, Some(word), after)];
        for (offset, left, right) in pairs {
            let of = |what: fn(&Word) -> u64| both(left.map_or(7, what), right.map_or(7, what));
            self.add(Template::ShapePair, offset, of(|word| word.shape));
            self.add(Template::ClassesPair, offset, of(|word| word.classes));
            self.add(Template::ListsPair, offset, of(|word| word.lists));
            let lemma = |word: &Word| word.lemmas.first().copied().unwrap_or(word.form);
            self.add(Template::LemmaPair, offset, of(lemma));
        }
        let classes = |word: Option<&Word>| word.map_or(7, |word| word.classes);
        let triple = both(both(classes(before), word.classes), classes(after));
        self.add(Template::ClassesTriple, 0, triple);
        for (template, other) in [
            (Template::ShapeLemmaBefore, before),
            (Template::ShapeLemmaAfter, after),
        ] {
            for lemma in other.iter().flat_map(|other| &other.lemmas) {
                self.add(template, 0, both(word.shape, *lemma));
            }
        }
    }

    /// What the run of capitalised words says that the token stands in.
    fn chain(&mut self, chain: Option<(usize, usize)>) {
        let Some((start, end)) = chain else { return };
        let at = self.at as usize;
        let word = |at: usize| self.sentence.get(at).copied();
        let lemma = |word: &Word| word.lemmas.first().copied().unwrap_or(word.form);
        let place = ((at - start).min(3) * 4 + (end - at).min(3)) as u64;
        let after = word(end).map_or(7, lemma);
        let before = start.checked_sub(1).and_then(word).map_or(7, lemma);
        let last = self.sentence[end - 1];
        let first = self.sentence[start];
        self.add(Template::Chain, 0, place);
        self.add(Template::ChainAfter, 0, after);
        self.add(Template::ChainBefore, 0, before);
        for last_lemma in &last.lemmas {
            self.add(Template::ChainLast, 0, *last_lemma);
        }
        self.add(Template::ChainLast, 1, last.head);
        self.add(Template::ChainLastSuffix, 0, last.suffixes[3]);
        self.add(Template::ChainFirst, 0, both(first.lists, place));
    }

    fn evidence(&mut self, said: &[Said], sport: u64) {
        let at = self.at as usize;
        let own = &said[at];
        let word = self.sentence[at];
        self.add(Template::Evidence, 0, own.bits);
        for bit in 0..12 {
            if own.bits & 1 << bit != 0 {
                self.add(Template::Evidence, 1, bit);
            }
        }
        self.add(Template::EvidenceLists, 0, both(own.bits, word.lists));
        if at > 0 {
            self.add(Template::EvidenceBefore, 0, said[at - 1].bits);
        }
        if let Some(after) = said.get(at + 1) {
            self.add(Template::EvidenceAfter, 0, after.bits);
        }
        for lemma in &own.before {
            self.add(Template::OtherBefore, 0, *lemma);
        }
        for lemma in &own.after {
            self.add(Template::OtherAfter, 0, *lemma);
        }
        if word.is_capitalised {
            self.add(Template::Sport, 0, both(sport, word.classes));
            self.add(
                Template::Sport,
                1,
                both(both(sport, word.classes), word.cases),
            );
        }
    }
}

/// For each token the run of capitalised words that it stands in: first token, token after the last.
fn chains(sentence: &[&Word]) -> Vec<Option<(usize, usize)>> {
    let mut chains = vec![None; sentence.len()];
    let mut start = 0;
    while start < sentence.len() {
        let run = sentence[start..]
            .iter()
            .take_while(|word| word.is_capitalised)
            .count();
        chains[start..start + run].fill(Some((start, start + run)));
        start += run.max(1);
    }
    chains
}

fn hashed(template: Template, offset: isize, value: u64) -> u32 {
    let seed = (template as u64) << 8 | (offset + REACH) as u64;
    mixed(seed, value)
}

fn both(left: u64, right: u64) -> u64 {
    (left ^ 0x9e37_79b9_7f4a_7c15)
        .wrapping_mul(0xff51_afd7_ed55_8ccd)
        .rotate_left(31)
        ^ right
}

fn mixed(seed: u64, value: u64) -> u32 {
    let mixed =
        (value ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 32) as u32
}
