//! Invented articles that are as long, as inflected, as compounded and as unevenly worded as Finnish
//! news: words of grammar first, then nouns, their compounds, and names and other words that no
//! dictionary knows. Of these there are about as many as in texts of associations (one word in fifty)
//! and in translated encyclopedia articles (one in ten): something between.

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle, Entities};
use jiff::civil::date;

use crate::lexicon::{GRAMMAR, NOUNS};

/// Base words of the invented language.
const BASE_WORDS: usize = 40_000;

/// One base word in so many is invented letter by letter: no dictionary knows it.
const INVENTED_SHARE: usize = 10;

/// Names of persons.
const PERSONS: usize = 8_000;

const REGIONS: [&str; 19] = [
    "Uusimaa",
    "Varsinais-Suomi",
    "Satakunta",
    "Kanta-Häme",
    "Pirkanmaa",
    "Päijät-Häme",
    "Kymenlaakso",
    "Etelä-Karjala",
    "Etelä-Savo",
    "Pohjois-Savo",
    "Pohjois-Karjala",
    "Keski-Suomi",
    "Etelä-Pohjanmaa",
    "Pohjanmaa",
    "Keski-Pohjanmaa",
    "Pohjois-Pohjanmaa",
    "Kainuu",
    "Lappi",
    "Ahvenanmaa",
];

const ENDINGS: [&str; 16] = [
    "", "", "", "n", "a", "ssa", "sta", "lla", "lle", "lta", "t", "jen", "ja", "issa", "ille",
    "nsa",
];

/// Numbers that follow from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `end`, small ones as much more often as words of a language are.
    fn zipf(&mut self, end: usize) -> usize {
        let rank = (end as f64).powf(self.share());
        (rank as usize).saturating_sub(1).min(end - 1)
    }
}

/// The invented language.
pub(crate) struct Corpus {
    words: Vec<String>,
    persons: Vec<String>,
    /// Most words of a body.
    most_words: usize,
}

impl Corpus {
    pub(crate) fn new() -> Self {
        let mut dice = Dice::new(1);
        let words = base_words(&mut dice);
        let persons = (0..PERSONS).map(|_| {
            let name = |dice: &mut Dice| capitalized(&base_word(dice, 5_000));
            format!("{} {}", name(&mut dice), name(&mut dice))
        });
        let persons = persons.collect();
        Self {
            words,
            persons,
            most_words: most_words(),
        }
    }

    /// The article with a number; always the same.
    pub(crate) fn article(&self, number: usize) -> EnrichedArticle {
        let mut dice = Dice::new(1000 + number as u64);
        let topic = GRAMMAR.len() + dice.below(self.words.len() / 20);
        let length = 40 + dice.below(120) + dice.below(120);
        let day = date(2008, 1, 1).checked_add(jiff::Span::new().days(dice.below(6400) as i64));
        let regions = (0..dice.below(3))
            .map(|_| REGIONS[dice.zipf(REGIONS.len())].to_owned())
            .collect();
        let persons: Vec<_> = (0..dice.below(4))
            .map(|_| self.persons[dice.zipf(PERSONS)].clone())
            .collect();
        let length = length.min(self.most_words);
        let mut body = self.text(&mut dice, length, topic);
        persons
            .iter()
            .for_each(|person| body.push_str(&format!(" {person} kertoo lisää.")));
        let url = format!("https://uutiset.example/{number}");
        let id = ArticleId::from_canonical_url(&url);
        let source = ["kyt", "ejy", "soste", "pirke", "lapke"][dice.below(5)];
        let source = SourceId::new(source).expect("is a word");
        let article = Article {
            title: self.text(&mut dice, 6, topic).replace(['.', '\n'], ""),
            lead: Some(self.text(&mut dice, 18, topic)),
            body,
            published: day.ok().map(aluehaku_article::time::PageTime::day),
            topics: vec![self.words[topic].clone()],
            language: Some("fi".to_owned()),
            url: Some(url),
            ..Article::new(id, source)
        };
        EnrichedArticle {
            entities: Entities {
                persons,
                regions,
                ..Entities::default()
            },
            ..EnrichedArticle::from(article)
        }
    }

    /// Two or more words that some article has.
    pub(crate) fn query(&self, dice: &mut Dice, articles: usize, words: usize) -> String {
        let article = self.article(dice.below(articles)).article;
        let body: Vec<&str> = article
            .body
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3)
            .collect();
        let picked: Vec<&str> = (0..words).map(|_| body[dice.below(body.len())]).collect();
        picked.join(" ")
    }

    /// Two words that stand in a row in some article.
    pub(crate) fn phrase(&self, dice: &mut Dice, articles: usize) -> String {
        let article = self.article(dice.below(articles)).article;
        let body: Vec<&str> = article.body.split([' ', '\n']).collect();
        let at = dice.below(body.len() - 1);
        let clean = |word: &str| word.trim_matches(['.', ',']).to_owned();
        format!("\"{} {}\"", clean(body[at]), clean(body[at + 1]))
    }

    fn text(&self, dice: &mut Dice, length: usize, topic: usize) -> String {
        let mut text = String::with_capacity(length * 9);
        for number in 0..length {
            let rank = if dice.below(6) == 0 {
                topic + dice.below(20)
            } else {
                dice.zipf(self.words.len())
            };
            let word = &self.words[rank];
            let sentence_begins = number == 0 || text.ends_with(['.', '\n']);
            match (sentence_begins, text.is_empty() || text.ends_with('\n')) {
                (true, true) => text.push_str(&capitalized(word)),
                (true, false) => text.push_str(&format!(" {}", capitalized(word))),
                (false, _) => text.push_str(&format!(" {word}")),
            }
            // The commonest words are particles, which have no endings.
            if rank > 60 {
                if dice.below(8) == 0 {
                    text.push_str(&self.words[500 + dice.zipf(4000)]);
                }
                text.push_str(ENDINGS[dice.below(ENDINGS.len())]);
            }
            match dice.below(40) {
                0..3 => text.push('.'),
                3 => text.push_str(".\n\n"),
                4 => text.push(','),
                _ => {}
            }
        }
        text
    }
}

/// The base words, the most frequent first.
fn base_words(dice: &mut Dice) -> Vec<String> {
    let mut words: Vec<String> = GRAMMAR
        .iter()
        .chain(&NOUNS)
        .map(|word| (*word).to_owned())
        .collect();
    while words.len() < BASE_WORDS {
        let word = match dice.below(INVENTED_SHARE) {
            0 => base_word(dice, words.len()),
            _ => NOUNS[dice.below(NOUNS.len())].to_owned() + NOUNS[dice.below(NOUNS.len())],
        };
        words.push(word);
    }
    words
}

/// Most words of a body, where somebody who has little room or time says so.
fn most_words() -> usize {
    let given = std::env::var("ALUEHAKU_BENCH_WORDS").ok();
    given
        .and_then(|given| given.parse().ok())
        .unwrap_or(usize::MAX)
}

/// A word of invented syllables with vowel harmony; the commonest words are short.
fn base_word(dice: &mut Dice, rank: usize) -> String {
    const ONSETS: [&str; 16] = [
        "k", "t", "p", "s", "h", "l", "m", "n", "r", "v", "j", "kk", "tt", "ll", "st", "",
    ];
    const BACK: [&str; 10] = ["a", "o", "u", "aa", "oi", "uo", "i", "e", "ie", "ai"];
    const FRONT: [&str; 10] = ["ä", "ö", "y", "ää", "öi", "yö", "i", "e", "ie", "äi"];
    let vowels = if dice.below(3) == 0 { FRONT } else { BACK };
    let syllables = if rank < 60 {
        1 + dice.below(2)
    } else {
        2 + dice.below(3)
    };
    let mut word = String::new();
    for number in 0..syllables {
        let onsets = if number == 0 {
            &ONSETS[..11]
        } else {
            &ONSETS[..]
        };
        word.push_str(onsets[dice.below(onsets.len())]);
        word.push_str(vowels[dice.below(vowels.len())]);
    }
    word
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
