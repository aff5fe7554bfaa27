//! Puts names into their base forms: "Möttöstä" is Möttönen, "Löyttyjärven" Löyttyjärvi.
//!
//! Candidates come from the dictionary and from rules about endings; the national lists of names and
//! the nominatives of the same document decide between them. Of a name of several words only the last is
//! inflected, except where words agree ("Vihreän Tien").

use hashbrown::{HashMap, HashSet};

use crate::analysis::{Analyzer, Case, Class, Scratch};
use crate::guess::{Guess, Guesser};
use crate::name_lists::NameLists;
use crate::tokenizer::clean_word;

/// What a word is the name of, which decides the lists that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NamePart {
    /// The first name of a person.
    FirstName,
    /// The surname of a person, or the last word of a person's name.
    Surname,
    /// Any other name.
    Other,
}

/// A base form that a word can have.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseForm {
    /// The base form with its capitals.
    pub text: String,
    /// How likely it is: greater is likelier.
    pub weight: f32,
}

/// How much likelier a candidate is that the document also writes by itself.
const SEEN: f32 = 6.0;

/// The least likelihood of a word as its own base form where its form or the document tells that it is one.
const OWN_BASE_FORM: f32 = 100.0;

/// Letters up to which a word is too short to tell its case by its last letter.
const LONGEST_SHORT: usize = 4;

/// Letters of the shortest surname that a case is told from.
const SHORTEST_BASE_FORM: usize = 3;

/// From which step on of the list a surname of two letters is told from a case of it all the same.
const COMMON_SURNAME: u8 = 3;

/// Finds the base forms of the names of one document.
#[derive(Debug)]
pub struct BaseForms<'a> {
    analyzer: Option<&'a Analyzer>,
    scratch: Scratch,
    /// Words of the document with a capital, as they stand.
    seen: HashSet<String, foldhash::fast::FixedState>,
    /// What was found: a name comes again and again.
    known: HashMap<(String, NamePart), Vec<BaseForm>, foldhash::fast::FixedState>,
}

impl<'a> BaseForms<'a> {
    /// For a document with these words.
    pub fn new<'w>(
        analyzer: Option<&'a Analyzer>,
        words: impl IntoIterator<Item = &'w str>,
    ) -> Self {
        let capitalised = words
            .into_iter()
            .filter(|word| word.starts_with(char::is_uppercase));
        Self {
            analyzer,
            scratch: Scratch::new(),
            seen: capitalised.map(str::to_owned).collect(),
            known: HashMap::default(),
        }
    }

    /// The likeliest base form of a word that is a name or the last word of one.
    pub fn best(&mut self, word: &str, part: NamePart) -> String {
        let all = self.all(word, part);
        all.into_iter()
            .next()
            .map_or_else(|| word.to_owned(), |best| best.text)
    }

    /// The base forms that the word can have, the likeliest first.
    pub fn all(&mut self, word: &str, part: NamePart) -> Vec<BaseForm> {
        let key = (word.to_owned(), part);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.find(word, part);
        self.known.insert(key, found.clone());
        found
    }

    fn find(&mut self, word: &str, part: NamePart) -> Vec<BaseForm> {
        let word = clean_word(word);
        let word = normal_capitals(&word);
        // Only the last part is inflected: "Salo-Lehtisen", and "Laituri-säätiön" is no Laiturisäätiö.
        if let Some((head, tail)) = word.rsplit_once('-')
            && tail.chars().count() > 2
        {
            let forms = self.of_part(tail, part);
            let joined = forms.into_iter().map(|form| BaseForm {
                text: format!("{head}-{}", form.text),
                weight: form.weight,
            });
            return joined.collect();
        }
        self.of_part(&word, part)
    }

    /// Whether a word that looks inflected hardly is: of "Melville" no Melvi is known, and "Lan" is a name while hardly
    /// any surname has two letters.
    fn ends_by_itself(&self, word: &str) -> bool {
        let lists = NameLists::bundled();
        let lower = word.to_lowercase();
        if let Some(stem) = lower.strip_suffix("lle") {
            return stem.ends_with("vi") && lists.surname(stem) == 0;
        }
        let letters = lower.chars().count();
        let is_short = letters <= LONGEST_SHORT && lower.chars().all(char::is_alphabetic);
        let Some(stem) = lower.strip_suffix('n').filter(|_| is_short) else {
            return false;
        };
        if letters > SHORTEST_BASE_FORM {
            let is_known = lists.first_name(&lower) >= 2 || lists.surname(&lower) > 0;
            return is_known && lists.surname(stem) == 0;
        }
        let is_seen = letters == SHORTEST_BASE_FORM
            && self.seen.contains(word.strip_suffix('n').unwrap_or(word));
        !is_seen && lists.surname(stem) < COMMON_SURNAME
    }

    /// Whether the document has forms of which a word would be the base form: "Melvillen" beside "Melville".
    fn is_inflected_elsewhere(&self, word: &str) -> bool {
        const AFTER_VOWEL: [&str; 7] = ["n", "ssa", "ssä", "sta", "stä", "lla", "llä"];
        const AFTER_CONSONANT: [&str; 5] = ["in", "ia", "iä", "ille", "ilta"];
        let endings: &[&str] = match word.ends_with(VOWELS) {
            true => &AFTER_VOWEL,
            false => &AFTER_CONSONANT,
        };
        let mut form = String::with_capacity(word.len() + 4);
        endings.iter().any(|ending| {
            form.clear();
            form.push_str(word);
            form.push_str(ending);
            self.seen.contains(&form)
        })
    }

    fn of_part(&mut self, word: &str, part: NamePart) -> Vec<BaseForm> {
        let mut found: Vec<BaseForm> = Vec::new();
        // "KYTin" is of KYT, whatever words of small letters sound like it.
        let capitals = word
            .chars()
            .take_while(|letter| letter.is_uppercase())
            .count();
        let is_abbreviation = capitals >= 2 && word.chars().any(char::is_lowercase);
        if let Some(analyzer) = self.analyzer.filter(|_| !is_abbreviation) {
            for analysis in analyzer.analyze(word, &mut self.scratch).iter() {
                let features = analysis.features();
                let is_inflected_noun =
                    features.mood.is_none() && features.case != Some(Case::AdverbSti);
                if let Some(class) = analysis.class()
                    && is_inflected_noun
                {
                    let text = with_capitals_of(word, &analysis.base_form());
                    add_to(&mut found, text, weight_of(class, part));
                }
            }
        }
        let is_known = !found.is_empty();
        let mut add = |text: String, weight: f32| add_to(&mut found, text, weight);
        for guess in guesses_of(word, self.analyzer, &mut self.scratch) {
            add(with_capitals_of(word, &guess.lemma), guess.weight);
        }
        if let Some(genitive) = genitive_of_rare_form(word) {
            for guess in guesses_of(&genitive, self.analyzer, &mut self.scratch) {
                add(with_capitals_of(word, &guess.lemma), guess.weight * RARE);
            }
        }
        if let Some((bare, likelihood)) = without_clitic(word).filter(|_| !is_known) {
            for guess in guesses_of(bare, self.analyzer, &mut self.scratch) {
                add(
                    with_capitals_of(word, &guess.lemma),
                    guess.weight * likelihood,
                );
            }
        }
        add(word.to_owned(), 0.05);
        let lists = NameLists::bundled();
        for form in &mut found {
            let lower = form.text.to_lowercase();
            let (first, last) = (lists.first_name(&lower), lists.surname(&lower));
            let commonness = match part {
                NamePart::FirstName => first,
                NamePart::Surname => last.max(first / 2),
                NamePart::Other => 0,
            };
            form.weight *= LISTED[usize::from(commonness)];
            if form.text != word {
                if self.seen.contains(&form.text) {
                    form.weight *= SEEN;
                }
            } else if part == NamePart::Surname
                && (self.ends_by_itself(word) || self.is_inflected_elsewhere(word))
            {
                form.weight = form.weight.max(OWN_BASE_FORM);
            }
        }
        found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        found
    }
}

/// Adds a candidate; one that is there already becomes likelier.
fn add_to(found: &mut Vec<BaseForm>, text: String, weight: f32) {
    match found.iter_mut().find(|form| form.text == text) {
        Some(known) => known.weight += weight,
        None => found.push(BaseForm { text, weight }),
    }
}

/// Guesses at the base form of a word.
pub(super) fn guesses_of(
    word: &str,
    analyzer: Option<&Analyzer>,
    scratch: &mut Scratch,
) -> Vec<Guess> {
    Guesser::bundled().guess(word, &mut |piece, list| {
        let Some(analyzer) = analyzer else { return };
        let analyses = analyzer.analyze(piece, scratch);
        list.extend(
            analyses
                .iter()
                .map(|found| found.base_form().to_lowercase()),
        );
    })
}

const VOWELS: [char; 8] = ['a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö'];

/// How likely a form is that is rare in texts, beside the others that a word can be.
const RARE: f32 = 0.7;

/// The genitive of a name in a form that the guesser has hardly seen: "Wackeritta" (without Wacker), "Löyttyjärvemme"
/// (our Löyttyjärvi). `None` for other words and for names that end so by themselves.
fn genitive_of_rare_form(word: &str) -> Option<String> {
    const ENDINGS: [&str; 5] = ["tta", "ttä", "mme", "nsa", "nsä"];
    let stem = ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    (stem.ends_with(VOWELS) && !is_listed(word)).then(|| format!("{stem}n"))
}

/// Whether a word is a name by itself.
fn is_listed(word: &str) -> bool {
    let lists = NameLists::bundled();
    let lower = word.to_lowercase();
    lists.surname(&lower) > 0 || lists.first_name(&lower) > 0
}

/// How likely a clitic is: behind an ending that only cases have, behind a vowel or as one that no names end in, and as
/// "-kin" behind a consonant, which ends Russian names ("Pushkin").
const SURE_CLITIC: f32 = 3.0;
const CLITIC: f32 = 0.8;
const DOUBTFUL_CLITIC: f32 = 0.2;

/// A name before a clitic, and how likely it is that this is one: "Nowakillekin" (Nowak, too), "Schmidthan". `None`
/// for other words and for names that end so by themselves.
fn without_clitic(word: &str) -> Option<(&str, f32)> {
    const CLITICS: [&str; 5] = ["kin", "kaan", "kään", "han", "hän"];
    const CASES: [&str; 11] = [
        "lle", "lla", "llä", "lta", "ltä", "ssa", "ssä", "sta", "stä", "in", "en",
    ];
    let bare = CLITICS
        .iter()
        .find_map(|clitic| word.strip_suffix(clitic))?;
    let likelihood = match () {
        () if CASES.iter().any(|case| bare.ends_with(case)) => SURE_CLITIC,
        () if word.ends_with("kin") && !bare.ends_with(VOWELS) => DOUBTFUL_CLITIC,
        () => CLITIC,
    };
    (bare.chars().count() >= 3 && !is_listed(word)).then_some((bare, likelihood))
}

/// How much likelier a candidate is by the step of its commonness in the lists.
const LISTED: [f32; 6] = [1.0, 2.0, 3.0, 5.0, 8.0, 10.0];

fn weight_of(class: Class, part: NamePart) -> f32 {
    match (class, part) {
        (Class::FirstName, NamePart::FirstName)
        | (Class::Surname, NamePart::Surname)
        | (Class::Place | Class::OtherName | Class::Abbreviation, NamePart::Other) => 1.5,
        (Class::FirstName | Class::Surname, _) => 0.6,
        (Class::Place | Class::OtherName, _) => 0.4,
        (Class::Noun | Class::NounOrAdjective | Class::Adjective, NamePart::Other) => 1.0,
        (Class::Noun | Class::NounOrAdjective | Class::Adjective, _) => 0.3,
        _ => 0.0,
    }
}

/// A word of capitals only, as headlines have them, with those of a name; abbreviations stay.
fn normal_capitals(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 6 || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut normal = String::with_capacity(word.len());
    let mut begins = true;
    for letter in word.chars() {
        if begins {
            normal.push(letter);
        } else {
            normal.extend(letter.to_lowercase());
        }
        begins = !letter.is_alphabetic();
    }
    normal
}

/// A base form with the capitals of the word it is of.
fn with_capitals_of(word: &str, base_form: &str) -> String {
    let mut letters = word.chars();
    let mut same = true;
    let mut written = String::with_capacity(base_form.len());
    for (number, small) in base_form.chars().enumerate() {
        let letter = letters.next();
        same &= letter.is_some_and(|letter| letter.to_lowercase().eq(small.to_lowercase()));
        match letter {
            Some(letter) if same => written.push(letter),
            Some(letter) if number == 0 && letter.is_uppercase() => {
                written.extend(small.to_uppercase());
            }
            _ => written.push(small),
        }
    }
    written
}
