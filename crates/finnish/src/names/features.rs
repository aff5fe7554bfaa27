//! What the tagger looks at for each token, as numbers: hashes of the thing and of where it stands.
//!
//! What a word says by itself is kept apart from what it says where it stands: a word that comes again is not looked
//! at again.

use super::document::{Evidence, Said, Sentence};
use super::kinds::{CONTEST, KINDS};
use super::word::{AFFIXES, Described, Word};

/// Takes the features of a token, one after another.
pub(super) trait Sink {
    /// Takes one.
    fn take(&mut self, feature: u32);
}

impl Sink for Vec<u32> {
    fn take(&mut self, feature: u32) {
        self.push(feature);
    }
}

/// How far to either side of a token other words count.
pub(super) const REACH: isize = 2;

/// What a feature is about. The number goes into its hash, so it must stay.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub(super) enum Template {
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
    Kind,
    KindBeside,
    KindCase,
    KindElsewhere,
    Contest,
}

/// The features that a word by itself gives to the token so many places before it.
pub(super) fn of_word(described: &Described, offset: isize, sink: &mut impl Sink) {
    let word = &described.word;
    let mut add = |template, value| sink.take(hashed(template, offset, value));
    add(Template::Form, word.form);
    for lemma in &word.lemmas {
        add(Template::Lemma, *lemma);
    }
    add(Template::Shape, word.shape);
    add(Template::Classes, word.classes);
    add(Template::Lists, word.lists);
    if word.kind != 0 {
        add(Template::Kind, word.kind);
    }
    if offset.abs() > 1 {
        return;
    }
    add(Template::Cases, word.cases);
    add(Template::Head, word.head);
    add(Template::Suffix, described.suffixes[2]);
    if offset != 0 {
        return;
    }
    for number in 0..AFFIXES {
        add(Template::Prefix, described.prefixes[number]);
        add(Template::Suffix, described.suffixes[number]);
    }
    for end in &described.base_form_ends {
        add(Template::BaseFormEnd, *end);
    }
    let place = 2 * u64::from(word.is_place) + u64::from(word.is_capitalised);
    add(Template::PlaceCase, both(place, word.cases));
    add(Template::ListsCase, both(word.lists, word.cases));
    add(Template::CasesShape, both(word.cases, word.shape));
    add(Template::ClassesCases, both(word.cases, word.classes));
}

/// A sentence with what the document and the runs of capitalised words say of its tokens.
#[derive(Debug)]
pub(super) struct Surroundings<'s, 'w> {
    sentence: &'s Sentence<'w>,
    said: Vec<Said>,
    chains: Vec<Option<(usize, usize)>>,
    sport: u64,
}

impl<'s, 'w> Surroundings<'s, 'w> {
    /// Of the sentence with this number in its document.
    pub(super) fn of(number: usize, sentence: &'s Sentence<'w>, evidence: &Evidence) -> Self {
        Self {
            sentence,
            said: (0..sentence.len())
                .map(|at| evidence.at(number, sentence, at))
                .collect(),
            chains: chains(sentence),
            sport: evidence.sport,
        }
    }

    /// What the base form of each token is known by in its document; 0 for a token with no capital.
    pub(super) fn keys(&self) -> Vec<u64> {
        self.said.iter().map(|said| said.key).collect()
    }

    /// The features that a token has from where it stands.
    pub(super) fn features(&self, at: usize, sink: &mut impl Sink) {
        let mut token = Token {
            sentence: self.sentence,
            at,
            sink,
        };
        token.borders();
        token.neighbours();
        token.chain(self.chains[at]);
        token.evidence(&self.said, self.sport);
    }
}

struct Token<'s, 'w, S> {
    sentence: &'s Sentence<'w>,
    at: usize,
    sink: &'s mut S,
}

impl<'w, S: Sink> Token<'_, 'w, S> {
    fn get(&self, offset: isize) -> Option<&'w Word> {
        let at = self.at.checked_add_signed(offset)?;
        self.sentence.get(at).copied()
    }

    fn add(&mut self, template: Template, offset: isize, value: u64) {
        self.sink.take(hashed(template, offset, value));
    }

    /// Where the sentence ends near by.
    fn borders(&mut self) {
        self.add(Template::Bias, 0, 0);
        for offset in -REACH..=REACH {
            if self.get(offset).is_none() {
                self.add(Template::Position, offset, 1);
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
        let at = self.at;
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
        self.add(Template::ChainLastSuffix, 0, last.end);
        self.add(Template::ChainFirst, 0, both(first.lists, place));
        self.kinds_beside(start, end);
    }

    /// What the words beside a run say that it names: "Vaasan kaupunki", "kirjailija Leena Parkkinen".
    fn kinds_beside(&mut self, start: usize, end: usize) {
        let kind = |at: usize| self.sentence.get(at).map_or(0, |word| word.kind);
        let before = start.checked_sub(1).map_or(0, kind);
        let after = kind(end);
        let cases = self.sentence[end - 1].cases;
        self.add(Template::KindBeside, 0, both(before, after));
        self.add(Template::KindBeside, 1, both(after, cases));
        self.add(Template::KindCase, 0, both(before, cases));
    }

    fn evidence(&mut self, said: &[Said], sport: u64) {
        let at = self.at;
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
        for bit in 0..2 * KINDS as u64 {
            if own.kinds & 1 << bit != 0 {
                self.add(Template::KindElsewhere, 0, bit);
            }
        }
        if word.is_capitalised {
            self.sport(word, sport);
        }
    }

    /// Where matches are told of, a country is its team: "Norja kaatoi Brasilian".
    fn sport(&mut self, word: &Word, sport: u64) {
        if self.sentence.iter().any(|word| word.kind & CONTEST != 0) {
            let place = both(sport, u64::from(word.is_place));
            self.add(Template::Contest, 0, place);
            self.add(Template::Contest, 1, both(place, word.cases));
        }
        let classes = both(sport, word.classes);
        self.add(Template::Sport, 0, classes);
        self.add(Template::Sport, 1, both(classes, word.cases));
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

pub(super) fn hashed(template: Template, offset: isize, value: u64) -> u32 {
    let seed = (template as u64) << 8 | (offset + REACH) as u64;
    mixed(seed, value)
}

pub(super) fn both(left: u64, right: u64) -> u64 {
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
