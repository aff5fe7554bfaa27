//! The terms of a word that the dictionary knows.
//!
//! Every analysis gives its base form as a lemma, since nothing tells which one is meant. What is left out:
//!
//! - analyses that ask for capitals which the word lacks, if others are left ("määriä" is no case of
//!   the village Määri);
//! - participles in -ma where the noun in -minen has the same form: "tekemistä" is of "tekeminen", while
//!   "tekemistään" with its owner is as often of "tekemä";
//! - parts by any but the simplest way to divide a compound, and adverbs before its other parts.
//!
//! A participle gives its verb too, unless the dictionary lists it as a word of its own: "tekemä" is of
//! "tehdä", but "sanoma" (message) is not of "sanoa". The build made for indexing has analyses as the
//! verb for all participles but those in -ma; from other builds it is taken here.
//!
//! Adverbs made of adjectives are words of their own, with the adjective as a part (see `adverb`).
//!
//! Words of grammar have the base forms that readers expect instead of those of the dictionary. Beside them stand
//! readings that are surely meant at times: names, where the word has a capital ("Pian" is of "Pia"), and, where
//! the word is one of grammar by its particle only, those that know of no particle ("vaakaan" is of "vaaka"). A
//! name among the latter stands alone: "Heikin" is of "Heikki", hardly ever "hei" (hello) with a particle.

use super::adverb;
use super::draft::Draft;
use super::hidden_name::{hidden_names, names_beside};
use crate::analysis::{
    Analyses, Analyzer, Build, Capitals, Case, Class, Number, Participle, Reading, Scratch, Writer,
};
use crate::guess::{Guesser, plural_only, qualified_place};

/// Adds the lemmas, parts and classes of a word whose analyses were found with `scratch`.
pub(super) fn add(
    word: &str,
    analyzer: &Analyzer,
    scratch: &Scratch,
    guesser: &Guesser,
    draft: &mut Draft,
) {
    let analyses = analyzer.found(scratch);
    draft.known();
    if analyses.is_cut() {
        draft.cut();
    }
    let readings = Readings::choose(word, analyses);
    for reading in readings.iter() {
        if let Some(class) = reading.class() {
            draft.class(class);
        }
    }
    match guesser.function_word(draft.raw()) {
        Some(lemmas) => {
            let is_plain = guesser.is_plain_function_word(draft.raw());
            let others = readings.beside_grammar(is_plain, draft);
            if is_plain || !others.iter().any(is_name) {
                for lemma in lemmas {
                    draft.lemma(|text| text.push_str(lemma));
                }
            }
            add_lemmas(&others, analyzer.build(), draft);
        }
        None => {
            add_lemmas(&readings, analyzer.build(), draft);
            add_hidden_names(word, &readings, draft);
        }
    }
    add_parts(&readings, draft);
}

/// Adds names that the dictionary does not know, where it takes a word with a capital for a common one or for
/// a form of another name.
fn add_hidden_names(word: &str, readings: &Readings<'_>, draft: &mut Draft) {
    if !is_capitalised(word) {
        return;
    }
    let small = draft.raw().to_owned();
    let lemma = draft.last_lemma().unwrap_or_default().to_owned();
    if readings.iter().any(is_name) {
        for name in names_beside(&small, &lemma) {
            draft.lemma(|text| text.push_str(name));
        }
        return;
    }
    if let Some(place) = qualified_place(&small) {
        if let Some(last_part) = lemma.strip_prefix(place.head).map(str::to_owned) {
            draft.lemma(|text| text.extend([place.qualifier, &last_part]));
        }
        return;
    }
    for name in hidden_names(&small, &lemma) {
        draft.lemma(|text| text.push_str(&name));
    }
}

/// True for a word with a capital at its beginning and none after it.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

fn is_name(reading: &Reading) -> bool {
    reading.class().is_some_and(Class::is_name)
}

/// The readings of a word that count.
#[derive(Debug, Clone, Copy)]
struct Readings<'a> {
    analyses: Analyses<'a>,
    /// One bit for each reading that counts: there are at most 100.
    kept: u128,
}

impl<'a> Readings<'a> {
    fn choose(word: &str, analyses: Analyses<'a>) -> Self {
        let all = Self {
            analyses,
            kept: u128::MAX,
        };
        if let [_] = all.analyses.readings() {
            return all;
        }
        let fitting = all.only(|reading| reading.fits_capitals(word));
        let is_agent_alone = |reading: &Reading| is_agent(reading) && !is_owned(reading);
        if fitting.iter().any(is_agent_alone)
            && fitting.iter().any(|reading| fitting.is_minen(reading))
        {
            return fitting.only(|reading| !is_agent_alone(reading));
        }
        fitting
    }

    fn iter(&self) -> impl Iterator<Item = &'a Reading> + use<'a> {
        let kept = self.kept;
        let readings = self.analyses.readings().iter().enumerate();
        let readings = readings.filter(move |&(number, _)| kept >> number & 1 != 0);
        readings.map(|(_, reading)| reading)
    }

    /// Those that are wanted, or all if none is.
    fn only(&self, is_wanted: impl Fn(&Reading) -> bool) -> Self {
        let wanted = self.filtered(is_wanted);
        if wanted.kept == 0 { *self } else { wanted }
    }

    /// Those that are wanted, and none if none is.
    fn filtered(&self, is_wanted: impl Fn(&Reading) -> bool) -> Self {
        let readings = self.analyses.readings().iter().enumerate();
        let kept = readings.filter(|&(_, reading)| is_wanted(reading));
        let kept = kept.fold(0, |kept, (number, _)| kept | 1 << number) & self.kept;
        Self { kept, ..*self }
    }

    /// Those that a word of grammar has beside the base forms that readers expect of it; `is_plain` tells that
    /// no particle follows it.
    fn beside_grammar(&self, is_plain: bool, draft: &Draft) -> Self {
        if is_plain {
            return self.filtered(|reading| draft.has_capital() && is_name(reading));
        }
        let word = draft.raw();
        // The dictionary says nothing of the particle -han; only an illative ends so without it.
        let may_say_han = word.ends_with("han") || word.ends_with("hän");
        self.filtered(|reading| {
            let features = reading.features();
            let is_free = !may_say_han || features.case == Some(Case::Illative);
            is_free && !features.focus && !features.question
        })
    }

    fn writer(&self, reading: &'a Reading) -> Writer<'a> {
        self.analyses.writer(reading, Capitals::Dropped)
    }

    fn lemma(&self, reading: &'a Reading) -> String {
        let mut text = String::new();
        self.writer(reading).lemma(&mut text);
        text
    }

    /// True for a noun in -minen.
    fn is_minen(&self, reading: &'a Reading) -> bool {
        !is_agent(reading) && (reading.minen().is_some() || self.lemma(reading).ends_with("minen"))
    }

    /// True when the dictionary lists the participle that a reading is as a word of its own.
    fn lists(&self, participle: &'a Reading) -> bool {
        let is_listed = |other: &Reading| {
            other.verb().is_none()
                && other.features().participle.is_none()
                && other.class() != Some(Class::Verb)
        };
        self.iter()
            .any(|other| is_listed(other) && self.lemma(other) == self.lemma(participle))
    }
}

fn is_agent(reading: &Reading) -> bool {
    reading.features().participle == Some(Participle::Agent)
}

fn is_owned(reading: &Reading) -> bool {
    reading.features().possessive.is_some()
}

fn add_lemmas(readings: &Readings<'_>, build: Build, draft: &mut Draft) {
    for reading in readings.iter() {
        let writer = readings.writer(reading);
        if let Some(letters) = reading.minen() {
            draft.lemma(|text| writer.minen(letters, text));
            continue;
        }
        if adverb::add_lemmas(reading, writer, draft) {
            continue;
        }
        if draft.lemma(|text| writer.lemma(text)) {
            add_variants(reading, writer, draft);
        }
        if let Some(verb) = reading.verb()
            && has_verb(readings, reading, build, draft)
        {
            draft.lemma(|text| writer.verb(verb, text));
        }
    }
}

/// True for a participle whose verb is a lemma too. Those in -maton and what is made of others with
/// -inen ("riippuvainen") have left their verb behind.
fn has_verb(readings: &Readings<'_>, reading: &Reading, build: Build, draft: &mut Draft) -> bool {
    match build {
        Build::Sukija => is_agent(reading) && !readings.lists(reading),
        Build::Standard => {
            reading.features().participle != Some(Participle::Negative)
                && !draft
                    .spell(|text| readings.writer(reading).lemma(text))
                    .ends_with("nen")
                && !(is_agent(reading) && readings.lists(reading))
        }
    }
}

/// Other ways to write the lemma just added: with no hyphen between common words ("raaka-aine",
/// "raakaaine"), and in the plural if people look the word up there ("vaalit").
fn add_variants(reading: &Reading, writer: Writer<'_>, draft: &mut Draft) {
    let Some(lemma) = draft.last_lemma() else {
        return;
    };
    let is_name = reading.class().is_some_and(Class::is_name);
    let joined = (!is_name && lemma.contains('-')).then(|| lemma.replace('-', ""));
    let plural = (reading.features().number == Some(Number::Plural)).then(|| {
        let last_part = reading.pieces().skip(1).last().map_or(0, |piece| {
            let mut tail = String::new();
            writer.tail(piece.start(), &mut tail);
            lemma.len().saturating_sub(tail.len())
        });
        plural_only(lemma, last_part)
    });
    for variant in [joined, plural.flatten()].into_iter().flatten() {
        draft.lemma(|text| text.push_str(&variant));
    }
}

/// The base form of each part, of parts that are compounds themselves, the tails, and the adjective of an
/// adverb.
fn add_parts(readings: &Readings<'_>, draft: &mut Draft) {
    for reading in readings
        .iter()
        .filter(|reading| adverb::is_of_adjective(reading))
    {
        draft.part(|text| readings.writer(reading).lemma(text));
    }
    let fewest = readings.iter().map(Reading::piece_count).min();
    if fewest.is_none_or(|fewest| fewest < 2) {
        return;
    }
    for reading in readings.iter() {
        if Some(reading.piece_count()) != fewest {
            continue;
        }
        let writer = readings.writer(reading);
        for (number, piece) in reading.pieces().enumerate() {
            if number > 0 {
                draft.part(|text| writer.tail(piece.start(), text));
            }
            let write = |text: &mut String| writer.piece(piece, text);
            if !piece.is_last() && !adverb::is_first_in_compounds(draft.spell(write)) {
                draft.part(write);
            }
        }
        for part in reading.inner_compounds() {
            draft.part(|text| writer.part(part, text));
        }
    }
}
