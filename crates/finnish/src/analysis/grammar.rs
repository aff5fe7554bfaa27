//! What each symbol of a dictionary's outputs means, looked up once when the dictionary is loaded.
//!
//! An output is a string of letters and tags; `[Ln][Xp]koira[X]koir[Sp][Nm]ia` has 17 symbols. The
//! tags come in groups named by their first letter: L class, S case, N number, O possessive, C degree,
//! T mood, R participle, P person, A tense, F clitic, B boundary, D derivation, I hints about
//! hyphens and meaning, X texts that reach to `[X]`.

use super::features::{Case, Class, Degree, Mood, Number, Participle, Person, Possessive, Tense};
use crate::vfst::Symbols;

/// What one symbol means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Vowel,
    Consonant,
    Digit,
    /// Any other character: comma, full stop, apostrophe, degree sign.
    Sign,
    Hyphen,
    Colon,
    /// `=`, inside base forms where two pieces of a known compound meet.
    Divider,
    /// `[Xp]`: the base form of the word that starts here follows, up to the end of the text.
    BaseForm,
    /// `[Xj]`: the base form of a derivational ending follows.
    Suffix,
    /// `[Xr]`: the pattern of capitals and hyphens follows.
    Pattern,
    /// `[Xs]`: a database number follows.
    Identity,
    /// `[X]`: the end of such a text.
    TextEnd,
    /// `[Bc]`: boundary between parts of a compound.
    PartBoundary,
    /// `[Bm]`: boundary inside a word that the dictionary lists whole.
    InnerBoundary,
    /// `[Bh]`: here the hyphen is checked.
    Joint,
    Class(Class),
    Case(Case),
    Number(Number),
    Possessive(Possessive),
    Degree(Degree),
    Participle(Participle),
    Mood(Mood),
    Tense(Tense),
    Person(Person),
    /// `[Fko]`.
    Question,
    /// `[Fkin]`, `[Fkaan]`.
    Focus,
    /// `[De]`: first part of a place name, "Etelä-".
    PlaceQualifier,
    /// `[Dg]`: a common noun or adjective made of a name, "helsinkiläinen".
    CommonFromName,
    /// `[Isf]`: a hyphen may stand at any joint.
    HyphenFree,
    /// `[Icu]`: a hyphen must follow the part.
    HyphenRequired,
    /// `[Ica]`: a name may be joined before this part with no hyphen.
    HyphenOptional,
    /// `[Ion]`: the word can be the name of an organisation.
    Organisation,
    /// A tag that nothing here asks for.
    Other,
}

/// The meanings of all symbols of one dictionary, and how its characters are written.
#[derive(Debug)]
pub(super) struct Grammar {
    meanings: [Meaning; 256],
    written: [char; 256],
    small: [char; 256],
    capital: [char; 256],
    /// Which symbols are letters of a word, hyphens and colons apart.
    letters: [bool; 256],
    text_end: u8,
    /// The symbol of `[Lep]`, if the dictionary has it.
    place: Option<u8>,
}

impl Grammar {
    pub(super) fn new(symbols: &Symbols) -> Self {
        let mut grammar = Self {
            meanings: [Meaning::Other; 256],
            written: ['\0'; 256],
            small: ['\0'; 256],
            capital: ['\0'; 256],
            letters: [false; 256],
            // Without `[X]` no text ends: each then reaches to the end of its output.
            text_end: symbols.find("[X]").unwrap_or(u8::MAX),
            place: symbols.find("[Lep]"),
        };
        for symbol in 0..=u8::MAX {
            let text = symbols.text(symbol);
            let at = usize::from(symbol);
            if symbols.is_tag(symbol) {
                grammar.meanings[at] = meaning_of_tag(&text[1..text.len() - 1]);
            } else if let Some(character) = text.chars().next() {
                grammar.meanings[at] = meaning_of_character(character);
                grammar.written[at] = character;
                grammar.small[at] = first(character.to_lowercase(), character);
                grammar.capital[at] = first(character.to_uppercase(), character);
            }
        }
        for (at, meaning) in grammar.meanings.iter().enumerate() {
            grammar.letters[at] = matches!(
                meaning,
                Meaning::Vowel
                    | Meaning::Consonant
                    | Meaning::Digit
                    | Meaning::Sign
                    | Meaning::Divider
            );
        }
        grammar
    }

    /// True for a letter, digit or sign of a word; false for hyphens, colons and tags.
    #[inline]
    pub(super) fn is_letter(&self, symbol: u8) -> bool {
        self.letters[usize::from(symbol)]
    }

    #[inline]
    pub(super) fn meaning(&self, symbol: u8) -> Meaning {
        self.meanings[usize::from(symbol)]
    }

    /// The character as the dictionary writes it.
    #[inline]
    pub(super) fn written(&self, symbol: u8) -> char {
        self.written[usize::from(symbol)]
    }

    #[inline]
    pub(super) fn small(&self, symbol: u8) -> char {
        self.small[usize::from(symbol)]
    }

    #[inline]
    pub(super) fn capital(&self, symbol: u8) -> char {
        self.capital[usize::from(symbol)]
    }

    /// How many symbols of `rest` belong to a text that begins there; the end mark follows them.
    #[inline]
    pub(super) fn text_length(&self, rest: &[u8]) -> usize {
        rest.iter()
            .position(|&symbol| symbol == self.text_end)
            .unwrap_or(rest.len())
    }

    /// True when a place name starts somewhere in the symbols.
    pub(super) fn names_place(&self, symbols: &[u8]) -> bool {
        self.place.is_some_and(|place| symbols.contains(&place))
    }
}

fn first(mut characters: impl Iterator<Item = char>, otherwise: char) -> char {
    match (characters.next(), characters.next()) {
        (Some(only), None) => only,
        _ => otherwise,
    }
}

fn meaning_of_character(character: char) -> Meaning {
    match character {
        '-' => Meaning::Hyphen,
        ':' => Meaning::Colon,
        '=' => Meaning::Divider,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ä' | 'ö' => Meaning::Vowel,
        _ if character.is_alphabetic() => Meaning::Consonant,
        _ if character.is_ascii_digit() => Meaning::Digit,
        _ => Meaning::Sign,
    }
}

fn meaning_of_tag(name: &str) -> Meaning {
    match name {
        "Xp" => Meaning::BaseForm,
        "Xj" => Meaning::Suffix,
        "Xr" => Meaning::Pattern,
        "Xs" => Meaning::Identity,
        "X" => Meaning::TextEnd,
        "Bc" => Meaning::PartBoundary,
        "Bm" => Meaning::InnerBoundary,
        "Bh" => Meaning::Joint,
        "De" => Meaning::PlaceQualifier,
        "Dg" => Meaning::CommonFromName,
        "Isf" => Meaning::HyphenFree,
        "Icu" => Meaning::HyphenRequired,
        "Ica" => Meaning::HyphenOptional,
        "Ion" => Meaning::Organisation,
        "Fko" => Meaning::Question,
        "Fkin" | "Fkaan" => Meaning::Focus,
        _ => class(name)
            .map(Meaning::Class)
            .or_else(|| nominal(name))
            .or_else(|| verbal(name))
            .unwrap_or(Meaning::Other),
    }
}

fn class(name: &str) -> Option<Class> {
    Some(match name {
        "Ln" => Class::Noun,
        "Ll" => Class::Adjective,
        "Lnl" => Class::NounOrAdjective,
        "Lt" => Class::Verb,
        "Lee" => Class::FirstName,
        "Les" => Class::Surname,
        "Lep" => Class::Place,
        "Lem" => Class::OtherName,
        "La" => Class::Abbreviation,
        "Ls" => Class::Adverb,
        "Lu" => Class::Numeral,
        "Lur" => Class::RomanNumeral,
        "Lr" => Class::Pronoun,
        "Lc" => Class::Conjunction,
        "Ld" => Class::Adposition,
        "Lk" => Class::NegationVerb,
        "Lh" => Class::Interjection,
        "Lp" => Class::Prefix,
        _ => return None,
    })
}

fn nominal(name: &str) -> Option<Meaning> {
    Some(match name {
        "Sn" => Meaning::Case(Case::Nominative),
        "Sg" => Meaning::Case(Case::Genitive),
        "Sp" => Meaning::Case(Case::Partitive),
        "Ses" => Meaning::Case(Case::Essive),
        "Str" => Meaning::Case(Case::Translative),
        "Sine" => Meaning::Case(Case::Inessive),
        "Sela" => Meaning::Case(Case::Elative),
        "Sill" => Meaning::Case(Case::Illative),
        "Sade" => Meaning::Case(Case::Adessive),
        "Sabl" => Meaning::Case(Case::Ablative),
        "Sall" => Meaning::Case(Case::Allative),
        "Sab" => Meaning::Case(Case::Abessive),
        "Sko" => Meaning::Case(Case::Comitative),
        "Sin" => Meaning::Case(Case::Instructive),
        "Sak" => Meaning::Case(Case::Accusative),
        "Ssti" => Meaning::Case(Case::AdverbSti),
        "Ny" => Meaning::Number(Number::Singular),
        "Nm" => Meaning::Number(Number::Plural),
        "O1y" => Meaning::Possessive(Possessive::FirstSingular),
        "O2y" => Meaning::Possessive(Possessive::SecondSingular),
        "O1m" => Meaning::Possessive(Possessive::FirstPlural),
        "O2m" => Meaning::Possessive(Possessive::SecondPlural),
        "O3" => Meaning::Possessive(Possessive::Third),
        "Cc" => Meaning::Degree(Degree::Comparative),
        "Cs" => Meaning::Degree(Degree::Superlative),
        _ => return None,
    })
}

fn verbal(name: &str) -> Option<Meaning> {
    Some(match name {
        "Rv" => Meaning::Participle(Participle::PresentActive),
        "Ra" => Meaning::Participle(Participle::PresentPassive),
        "Ru" => Meaning::Participle(Participle::PastActive),
        "Rt" => Meaning::Participle(Participle::PastPassive),
        "Rm" => Meaning::Participle(Participle::Agent),
        "Re" => Meaning::Participle(Participle::Negative),
        "Tt" => Meaning::Mood(Mood::Indicative),
        "Te" => Meaning::Mood(Mood::Conditional),
        "Tk" => Meaning::Mood(Mood::Imperative),
        "Tm" => Meaning::Mood(Mood::Potential),
        "Tn1" => Meaning::Mood(Mood::InfinitiveA),
        "Tn2" => Meaning::Mood(Mood::InfinitiveE),
        "Tn3" => Meaning::Mood(Mood::InfinitiveMa),
        "Tn4" => Meaning::Mood(Mood::InfinitiveMinen),
        "Tn5" => Meaning::Mood(Mood::InfinitiveMaisilla),
        "Ap" => Meaning::Tense(Tense::Present),
        "Ai" => Meaning::Tense(Tense::Past),
        "P1" => Meaning::Person(Person::First),
        "P2" => Meaning::Person(Person::Second),
        "P3" => Meaning::Person(Person::Third),
        "P4" => Meaning::Person(Person::Passive),
        _ => return None,
    })
}
