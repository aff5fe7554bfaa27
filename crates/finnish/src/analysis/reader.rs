//! Takes an output of the dictionary apart, in one pass from left to right.

use super::features::{Case, Class, Features, Mood, Participle};
use super::grammar::{Grammar, Meaning};
use super::reading::{Ending, Part, Reading, Span};
use super::validity::Check;

impl Reading {
    /// Takes an output apart in place of the one before.
    pub(super) fn read(&mut self, output: &[u8], grammar: &Grammar) {
        self.clear();
        let mut state = State::default();
        let mut at = 0;
        while let Some(&symbol) = output.get(at) {
            match grammar.meaning(symbol) {
                meaning @ (Meaning::BaseForm
                | Meaning::Suffix
                | Meaning::Pattern
                | Meaning::Identity) => {
                    let length = grammar.text_length(&output[at + 1..]);
                    self.read_text(meaning, &output[at + 1..][..length], &mut state, grammar);
                    at += length + 1;
                }
                Meaning::Hyphen => self.read_hyphen(symbol, &output[at + 1..], &mut state, grammar),
                Meaning::Vowel
                | Meaning::Consonant
                | Meaning::Digit
                | Meaning::Sign
                | Meaning::Divider => {
                    let rest = output[at..].iter();
                    let length = rest
                        .take_while(|&&symbol| grammar.is_letter(symbol))
                        .count();
                    self.read_letters(&output[at..at + length], &mut state, grammar);
                    at += length - 1;
                }
                Meaning::Colon => self.read_colon(symbol, &mut state, grammar),
                Meaning::PartBoundary => self.part_boundary(&mut state),
                Meaning::InnerBoundary => self.marks.inner_boundary(),
                Meaning::Class(class) => self.read_class(class, &mut state),
                Meaning::PlaceQualifier => {
                    self.marks.qualifier();
                    state.qualifier = true;
                }
                Meaning::CommonFromName => {
                    self.marks.common_from_name();
                    state.check.common_from_name();
                }
                Meaning::Joint => {
                    let hyphen = at > 0 && grammar.meaning(output[at - 1]) == Meaning::Hyphen;
                    state.check.joint(hyphen);
                }
                Meaning::HyphenFree => state.check.free(),
                Meaning::HyphenRequired => state.check.required(),
                Meaning::HyphenOptional => state.check.optional(),
                Meaning::Organisation => state.organisation = true,
                Meaning::TextEnd | Meaning::Other => {}
                meaning => self.read_feature(meaning, &mut state),
            }
            at += 1;
        }
        self.finish(output, &mut state, grammar);
    }

    fn clear(&mut self) {
        self.letters.clear();
        self.texts.clear();
        self.marks.clear();
        self.parts.clear();
        self.features = Features::default();
        self.class = None;
        self.ending = None;
        self.qualifier = None;
        self.is_numeral = false;
        self.verb = None;
        self.minen = None;
        self.suffix = None;
        self.is_organisation = false;
        self.is_hanging = false;
    }

    fn read_text(&mut self, meaning: Meaning, text: &[u8], state: &mut State, grammar: &Grammar) {
        match meaning {
            Meaning::Pattern => {
                let marks = text.iter().map(|&symbol| grammar.written(symbol) as u8);
                self.marks.pattern(marks);
            }
            Meaning::BaseForm | Meaning::Suffix => {
                let start = self.texts.len() as u16;
                self.texts.extend_from_slice(text);
                let end = self.texts.len() as u16;
                let ending = Ending {
                    letters: self.position(),
                    text: Span { start, end },
                };
                self.ending = Some(ending);
                state.part.ending = Some(ending);
                if state.part.class == Some(Class::Verb) {
                    state.verb = Some(ending);
                }
                if meaning == Meaning::BaseForm {
                    let is_hyphen = |&&symbol: &&u8| grammar.meaning(symbol) == Meaning::Hyphen;
                    state.hyphens = text.iter().filter(is_hyphen).count();
                    if !text.is_empty() {
                        state.part.root = Some(ending);
                    }
                }
            }
            _ => {}
        }
    }

    /// A hyphen that the base form does not have ends a finished first part, which keeps its form.
    fn read_hyphen(&mut self, symbol: u8, rest: &[u8], state: &mut State, grammar: &Grammar) {
        if state.hyphens > 0 {
            state.hyphens -= 1;
        } else {
            if state.qualifier
                && let Some(ending) = self.ending
                && !self.ends_in_is(grammar)
                && grammar.names_place(rest)
            {
                let start = ending.letters;
                let end = self.position();
                self.qualifier = Some((Span { start, end }, ending));
                state.qualifier = false;
            }
            self.ending = None;
        }
        self.marks.hyphen(|| qualifies_place(rest, grammar));
        self.letters.push(symbol);
        state.check.hyphen();
        state.ends_in_hyphen = true;
    }

    fn read_letters(&mut self, letters: &[u8], state: &mut State, grammar: &Grammar) {
        self.begin_letters(state);
        state.check.letters(letters, grammar);
        self.marks.letters(letters, |letter| {
            matches!(grammar.meaning(letter), Meaning::Vowel | Meaning::Consonant)
        });
        self.letters.extend_from_slice(letters);
    }

    fn read_colon(&mut self, symbol: u8, state: &mut State, grammar: &Grammar) {
        self.begin_letters(state);
        state.check.letters(&[symbol], grammar);
        if state.has_case {
            state.part.colon.get_or_insert(self.position());
        }
        self.marks.colon();
        self.letters.push(symbol);
    }

    fn begin_letters(&mut self, state: &mut State) {
        self.begin_features(state);
        if state.noun_waits {
            // A noun derived of a participle is none itself: "tunnettuus".
            self.features.participle = None;
            self.verb = None;
            state.noun_waits = false;
        }
        state.letters_since_class = true;
        state.ends_in_hyphen = false;
    }

    fn read_class(&mut self, class: Class, state: &mut State) {
        if class == Class::Numeral && state.part.class == Some(Class::Numeral) {
            // A hundred or thousand before other numerals is a part with no boundary after it.
            self.end_part(state);
        }
        self.marks.class(class);
        state.check.class(class);
        if class == Class::Adjective && state.part.class == Some(Class::Verb) {
            self.verb = state.verb;
        }
        state.noun_waits =
            class == Class::Noun && (self.features.participle.is_some() || self.verb.is_some());
        if state.new_part == NewPart::Boundary {
            state.new_part = NewPart::Class;
        }
        state.only_numerals &= class == Class::Numeral;
        state.first_class.get_or_insert(class);
        state.part.class = Some(class);
        state.letters_since_class = false;
        state.ends_in_hyphen = false;
        self.class = Some(class);
    }

    fn read_feature(&mut self, meaning: Meaning, state: &mut State) {
        self.begin_features(state);
        if matches!(
            meaning,
            Meaning::Possessive(_) | Meaning::Question | Meaning::Focus
        ) {
            self.suffix = self.suffix.or(Some(self.position()));
        }
        let features = &mut self.features;
        match meaning {
            Meaning::Case(case) => {
                features.case = Some(case);
                state.has_case = true;
            }
            Meaning::Number(number) => features.number = Some(number),
            Meaning::Possessive(possessive) => features.possessive = Some(possessive),
            Meaning::Degree(degree) => features.degree = Some(degree),
            Meaning::Participle(participle) => {
                features.participle = Some(participle);
                state.noun_waits = false;
                self.verb = state.verb;
            }
            Meaning::Mood(mood) => {
                features.mood = Some(mood);
                if mood == Mood::InfinitiveMinen {
                    self.minen = Some(self.letters.len() as u16);
                }
            }
            Meaning::Tense(tense) => features.tense = Some(tense),
            Meaning::Person(person) => features.person = Some(person),
            Meaning::Question => features.question = true,
            Meaning::Focus => features.focus = true,
            _ => {}
        }
    }

    /// Drops what the part before was inflected for, once this part has letters or inflection of its
    /// own. Inside numerals parts without a class follow, which change nothing: "viidellä|toista".
    fn begin_features(&mut self, state: &mut State) {
        if state.new_part == NewPart::Class {
            self.features = Features::default();
            state.new_part = NewPart::None;
        }
    }

    fn part_boundary(&mut self, state: &mut State) {
        self.marks.part_boundary();
        state.check.part_boundary();
        self.end_part(state);
        self.verb = None;
        self.minen = None;
        self.suffix = None;
        state.verb = None;
        state.organisation = false;
        state.new_part = NewPart::Boundary;
    }

    fn end_part(&mut self, state: &mut State) {
        let end = self.position();
        let mut part = std::mem::take(&mut state.part);
        part.letters.end = end;
        state.part.letters = Span { start: end, end };
        if !part.letters.is_empty() {
            self.parts.push(part);
        }
    }

    fn finish(&mut self, output: &[u8], state: &mut State, grammar: &Grammar) {
        let ends_in_boundary = state.new_part == NewPart::Boundary;
        self.is_valid = state.check.is_valid(state.part.class);
        self.end_part(state);
        self.is_numeral = state.first_class == Some(Class::Numeral)
            && state.only_numerals
            && !(state.ends_in_hyphen && ends_in_boundary);
        if let [.., tag, digit] = output
            && grammar.meaning(*tag) == Meaning::Class(Class::Numeral)
            && grammar.meaning(*digit) == Meaning::Digit
        {
            self.marks.lone_digit();
        }
        self.is_hanging = state.ends_in_hyphen;
        self.class = self.final_class(state);
        if state.ends_in_hyphen && ends_in_boundary {
            self.features = Features::default();
        } else if !matches!(self.class, Some(Class::Verb | Class::NegationVerb)) {
            self.features.mood = None;
        }
        self.is_organisation = state.organisation
            && self.parts.len() > 1
            && self.class == Some(Class::Noun)
            && self.marks.begins_word();
    }

    /// The class of the last part, where inflection can decide it.
    fn final_class(&self, state: &State) -> Option<Class> {
        if state.ends_in_hyphen {
            return Some(Class::Prefix);
        }
        let Features {
            case,
            degree,
            participle,
            ..
        } = self.features;
        let is_adjective = match self.class {
            Some(Class::NounOrAdjective) => {
                degree.is_some()
                    || case == Some(Case::AdverbSti)
                    || state.first_class == Some(Class::Numeral)
            }
            Some(Class::Verb) => participle == Some(Participle::PastPassive),
            Some(Class::Noun) => {
                !state.letters_since_class
                    && matches!(
                        participle,
                        Some(Participle::PastActive | Participle::PastPassive)
                    )
            }
            _ => false,
        };
        if is_adjective {
            Some(Class::Adjective)
        } else {
            self.class
        }
    }

    fn ends_in_is(&self, grammar: &Grammar) -> bool {
        matches!(self.letters[..], [.., i, s]
            if grammar.written(i) == 'i' && grammar.written(s) == 's')
    }
}

/// What is known while an output is being read.
#[derive(Debug)]
struct State {
    part: Part,
    check: Check,
    /// Hyphens of the last base form that have not come up in the letters yet.
    hyphens: usize,
    /// A qualifier of a place name has been seen.
    qualifier: bool,
    has_case: bool,
    /// The base form of the verb in this part, derived or not.
    verb: Option<Ending>,
    new_part: NewPart,
    /// A noun is derived of a participle, if letters follow.
    noun_waits: bool,
    letters_since_class: bool,
    ends_in_hyphen: bool,
    first_class: Option<Class>,
    only_numerals: bool,
    organisation: bool,
}

/// How much of a new part has been seen.
#[derive(Debug, PartialEq, Eq)]
enum NewPart {
    None,
    Boundary,
    Class,
}

impl Default for State {
    fn default() -> Self {
        Self {
            part: Part::default(),
            check: Check::default(),
            hyphens: 0,
            qualifier: false,
            has_case: false,
            verb: None,
            new_part: NewPart::None,
            noun_waits: false,
            letters_since_class: false,
            ends_in_hyphen: false,
            first_class: None,
            only_numerals: true,
            organisation: false,
        }
    }
}

/// True when what follows a hyphen makes a place name of the qualifier before it: a place, or a
/// prefix or nothing at all where the dictionary does not check the hyphen.
fn qualifies_place(rest: &[u8], grammar: &Grammar) -> bool {
    let mut has_joint = false;
    for &symbol in rest {
        match grammar.meaning(symbol) {
            Meaning::Joint => has_joint = true,
            Meaning::Class(Class::Place) => return true,
            Meaning::Class(class) => return class == Class::Prefix && !has_joint,
            Meaning::Vowel
            | Meaning::Consonant
            | Meaning::Digit
            | Meaning::Sign
            | Meaning::Hyphen
            | Meaning::Colon => break,
            _ => {}
        }
    }
    !has_joint
}
