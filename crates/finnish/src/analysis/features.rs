//! What a word form is: its class, case, number and the other marks of inflection.
//!
//! The names follow ISO's and the large Finnish grammar's English terms; the Finnish term stands beside
//! each where it helps.

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Common noun.
    Noun,
    /// Adjective, also a participle that is used as one.
    Adjective,
    /// Noun or adjective: the form does not tell.
    NounOrAdjective,
    /// Verb in any form that is inflected as a verb.
    Verb,
    /// First name of a person.
    FirstName,
    /// Surname of a person.
    Surname,
    /// Name of a place.
    Place,
    /// Any other name: organisations, brands, works.
    OtherName,
    /// Abbreviation or acronym.
    Abbreviation,
    /// Adverb and other words that are not inflected.
    Adverb,
    /// Numeral, in letters or digits.
    Numeral,
    /// Numeral in Roman digits.
    RomanNumeral,
    /// Pronoun.
    Pronoun,
    /// Conjunction.
    Conjunction,
    /// Preposition or postposition.
    Adposition,
    /// The verb of negation, "ei".
    NegationVerb,
    /// Interjection.
    Interjection,
    /// First part of a compound that does not stand alone, "sosiaali-".
    Prefix,
}

impl Class {
    /// Every class, in the order of their numbers.
    pub const ALL: [Self; 18] = [
        Self::Noun,
        Self::Adjective,
        Self::NounOrAdjective,
        Self::Verb,
        Self::FirstName,
        Self::Surname,
        Self::Place,
        Self::OtherName,
        Self::Abbreviation,
        Self::Adverb,
        Self::Numeral,
        Self::RomanNumeral,
        Self::Pronoun,
        Self::Conjunction,
        Self::Adposition,
        Self::NegationVerb,
        Self::Interjection,
        Self::Prefix,
    ];

    /// The class in English words joined by underscores, "first_name".
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Noun => "noun",
            Self::Adjective => "adjective",
            Self::NounOrAdjective => "noun_or_adjective",
            Self::Verb => "verb",
            Self::FirstName => "first_name",
            Self::Surname => "surname",
            Self::Place => "place",
            Self::OtherName => "other_name",
            Self::Abbreviation => "abbreviation",
            Self::Adverb => "adverb",
            Self::Numeral => "numeral",
            Self::RomanNumeral => "roman_numeral",
            Self::Pronoun => "pronoun",
            Self::Conjunction => "conjunction",
            Self::Adposition => "adposition",
            Self::NegationVerb => "negation_verb",
            Self::Interjection => "interjection",
            Self::Prefix => "prefix",
        }
    }

    /// True for the four classes of proper names.
    #[must_use]
    pub const fn is_name(self) -> bool {
        matches!(
            self,
            Self::FirstName | Self::Surname | Self::Place | Self::OtherName
        )
    }
}

/// A set of classes, such as all that the readings of a word have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Classes(u32);

impl Classes {
    /// The set with no class in it.
    pub const EMPTY: Self = Self(0);

    /// The set as bits, one a class in the order of [`Class::ALL`].
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// The set whose bits are given.
    pub(crate) const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Puts a class into the set.
    pub fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }

    /// True when the class is in the set.
    #[must_use]
    pub const fn contains(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// True when there is no class in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// True when every class of this set is among the given ones; true for the empty set.
    #[must_use]
    pub fn are_all_among(self, classes: &[Class]) -> bool {
        let mut others = self;
        for &class in classes {
            others.0 &= !(1 << class as u8);
        }
        others.is_empty()
    }

    /// The classes in the order of [`Class::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL
            .into_iter()
            .filter(move |&class| self.contains(class))
    }
}

impl FromIterator<Class> for Classes {
    fn from_iter<I: IntoIterator<Item = Class>>(classes: I) -> Self {
        let mut set = Self::EMPTY;
        classes.into_iter().for_each(|class| set.insert(class));
        set
    }
}

/// The case of a noun, and the ending -sti that makes an adverb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// Nominative, "talo".
    Nominative,
    /// Genitive, "talon".
    Genitive,
    /// Partitive, "taloa".
    Partitive,
    /// Essive, "talona".
    Essive,
    /// Translative, "taloksi".
    Translative,
    /// Inessive, "talossa".
    Inessive,
    /// Elative, "talosta".
    Elative,
    /// Illative, "taloon".
    Illative,
    /// Adessive, "talolla".
    Adessive,
    /// Ablative, "talolta".
    Ablative,
    /// Allative, "talolle".
    Allative,
    /// Abessive, "talotta".
    Abessive,
    /// Comitative, "taloineen".
    Comitative,
    /// Instructive, "taloin".
    Instructive,
    /// Accusative of personal pronouns, "minut".
    Accusative,
    /// The adverb of an adjective, "nopeasti".
    AdverbSti,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
}

/// The owner that a possessive suffix names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Possessive {
    /// -ni.
    FirstSingular,
    /// -si.
    SecondSingular,
    /// -mme.
    FirstPlural,
    /// -nne.
    SecondPlural,
    /// -nsa, -an.
    Third,
}

/// The degree of an adjective; the positive has no mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Degree {
    /// -mpi.
    Comparative,
    /// -in.
    Superlative,
}

/// The participle that a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Participle {
    /// -va, "tekevä".
    PresentActive,
    /// -tava, "tehtävä".
    PresentPassive,
    /// -nut, "tehnyt".
    PastActive,
    /// -tu, "tehty".
    PastPassive,
    /// -ma, "tekemä".
    Agent,
    /// -maton, "tekemätön".
    Negative,
}

/// The mood of a verb, or its infinitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mood {
    /// Indicative, "tekee".
    Indicative,
    /// Conditional, "tekisi".
    Conditional,
    /// Imperative, "tehköön".
    Imperative,
    /// Potential, "tehnee".
    Potential,
    /// The infinitive in -a, "tehdä".
    InfinitiveA,
    /// The infinitive in -e-, "tehdessä".
    InfinitiveE,
    /// The infinitive in -ma-, "tekemässä".
    InfinitiveMa,
    /// The infinitive in -minen, "tekeminen".
    InfinitiveMinen,
    /// The infinitive in -maisilla-, "tekemäisillään".
    InfinitiveMaisilla,
}

/// The tense of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// Present, "tekee".
    Present,
    /// Past, "teki".
    Past,
}

/// The person of a verb; the number tells singular from plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Person {
    /// "teen", "teemme".
    First,
    /// "teet", "teette".
    Second,
    /// "tekee", "tekevät".
    Third,
    /// The passive, "tehdään".
    Passive,
}

/// All marks of inflection of a form; those that it does not have are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Features {
    /// Case.
    pub case: Option<Case>,
    /// Number.
    pub number: Option<Number>,
    /// Possessive suffix.
    pub possessive: Option<Possessive>,
    /// Degree of comparison.
    pub degree: Option<Degree>,
    /// Participle.
    pub participle: Option<Participle>,
    /// Mood or infinitive.
    pub mood: Option<Mood>,
    /// Tense.
    pub tense: Option<Tense>,
    /// Person.
    pub person: Option<Person>,
    /// True with the clitic -ko, which asks.
    pub question: bool,
    /// True with one of the clitics -kin and -kaan.
    pub focus: bool,
}
