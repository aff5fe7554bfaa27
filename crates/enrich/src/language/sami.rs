//! The Sámi languages of Finland, which the detector of other languages does not know: Northern, Inari and Skolt Sámi.
//!
//! Their letters tell them from the languages around, and so do little words, endings and diphthongs. Names bring single
//! letters of Sámi into other languages, and those of Hungary and Bohemia have some beside letters that Sámi lacks: so
//! a good part of the words must speak for a language, and few against it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Northern Sámi.
pub(super) const NORTHERN: &str = "se";

/// Inari and Skolt Sámi, which have no codes of two letters.
const INARI: &str = "smn";
const SKOLT: &str = "sms";

/// Letters of Sámi that Finnish, Swedish and English lack, and two that borrowed words have in Finnish, too.
const LETTERS: &str = "áčđŋŧ";
const BORROWED: &str = "šž";

/// Those of the former that few languages have.
const RARE_LETTERS: &str = "čđŋŧ";

/// Letters that only Skolt Sámi has, with the mark of its palatal syllables.
const OF_SKOLT: &str = "ǩǧǥǯʒʹ";

/// Letters that Northern and Inari Sámi lack.
const NOT_NORTHERN: &str = "äöåyâéíóúàèìòùěřůýćęñãçëüõðþơưạxwq";
const NOT_INARI: &str = "öéíóúàèìòùěřůýćęñãçëüõðþơưạxwq";

/// Northern Sámi words that are none of Finnish, Swedish or English.
const LITTLE_NORTHERN: &str = "ahte ain beaivi beaivvi birra buorre buot bures dahje daid dain dalle dan das dasa dat dego \
    dihte diibmu doppe dáid dál dán dáppe dás dát eai ean eanet eará ferte fertejit fárus gal galget galgá gean geat gii \
    gitta goas goassege goit golbma gos guokte haga iežas ihttin ii ikte jagi jagis juohke lea leai leamaš leat ledje lei \
    leimmet lávii maid maiddái maŋŋel maŋŋá mielde mii muhto mun njeallje nuba nugo odne okta ollu olu ovdal ođđa ruoktot \
    rájes sihke sáhttet sáhttá vahku vuosttaš";

/// Endings that Northern Sámi words have and others hardly.
const ENDINGS_NORTHERN: [&str; 8] = [
    "iid", "uid", "áid", "iidda", "laš", "laččat", "goahti", "heapmi",
];

/// Letters of a word from which on its ending tells.
const SHORTEST_WITH_ENDING: usize = 5;

/// Inari Sámi words that are none of the others.
const LITTLE_INARI: &str = "lii láá lâi lijjii lamaš lâm já mut ko tot taat toh taan tast ton tom meid tääl vala sun sij mij \
    teikâ adai ađai ij iä jiem ive ovdil maŋa puoh jo kalga puáhtá ennuv eenâb tobbeen";

/// Diphthongs that stand in most words of Northern Sámi.
const DIPHTHONGS: [&str; 4] = ["ea", "oa", "uo", "ie"];

/// Words up to which one that speaks is enough.
const FEW_WORDS: usize = 4;

/// Bytes from which on a text of plain letters is none of Sámi.
const LONGEST_PLAIN: usize = 200;

/// What the words of a text tell of Northern and Inari Sámi: numbers of words.
#[derive(Debug, Default)]
struct Telling {
    words: usize,
    of_skolt: usize,
    /// With letters that Skolt Sámi has and Northern Sámi lacks.
    near_skolt: usize,
    with_letters: usize,
    with_a_acute: usize,
    /// With others of these letters.
    with_rare_letters: usize,
    /// With borrowed letters only.
    borrowed: usize,
    with_diphthong: usize,
    /// Little words and endings, and words that have these or letters.
    little_northern: usize,
    northern: usize,
    not_northern: usize,
    little_inari: usize,
    inari: usize,
    not_inari: usize,
    /// With letters that Northern Sámi has never together: "â", "áá", "iä".
    marks_of_inari: usize,
}

/// The Sámi language that a text is in, if it is in one.
pub(super) fn language(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST_PLAIN && !text.contains(is_of_sami) {
        return None;
    }
    let words = text.split(|sign: char| !sign.is_alphabetic());
    let words: Vec<&str> = words.filter(|word| word.chars().nth(1).is_some()).collect();
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    if !words.iter().any(is_small) {
        return None;
    }
    // "Anarâš-opas" and "Sámi Siida" stand in Finnish, whose own words are none of Sámi.
    let mut own = words.iter().filter(|word| is_small(word));
    if own.clone().count() >= FEW_WORDS && !own.any(|word| has_anything_of_sami(word)) {
        return None;
    }
    // Names with a capital tell nothing, unless they look like Sámi.
    let all: Vec<Cow<'_, str>> = words.iter().map(|word| in_small_letters(word)).collect();
    let both = words.iter().zip(&all);
    let telling = both.filter(|(word, lower)| is_small(word) || is_sami_like(lower));
    let telling: Vec<&str> = telling.map(|(_, lower)| &**lower).collect();
    let telling = match telling.len() {
        0 | 1 => Telling::of(all.iter().map(|word| &**word)),
        _ => Telling::of(telling.into_iter()),
    };
    telling.language()
}

/// Whether a letter is one of Sámi.
fn is_of_sami(letter: char) -> bool {
    !letter.is_ascii()
        && (letter == 'â'
            || [LETTERS, BORROWED, OF_SKOLT]
                .iter()
                .any(|letters| letters.contains(letter)))
}

fn in_small_letters(word: &str) -> Cow<'_, str> {
    match word.contains(char::is_uppercase) {
        true => Cow::Owned(word.to_lowercase()),
        false => Cow::Borrowed(word),
    }
}

/// Whether a word with a capital tells as much as one without.
fn is_sami_like(word: &str) -> bool {
    has(word, LETTERS) || word.contains('â') || little(word) != Little::default()
}

/// Whether a word in small letters has anything of Sámi.
fn has_anything_of_sami(word: &str) -> bool {
    is_sami_like(word)
        || word.contains(is_of_sami)
        || ENDINGS_NORTHERN.iter().any(|ending| word.ends_with(ending))
}

fn has(word: &str, letters: &str) -> bool {
    word.contains(|letter: char| !letter.is_ascii() && letters.contains(letter))
}

/// The languages that a word is a little one of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Little {
    northern: bool,
    inari: bool,
}

fn little(word: &str) -> Little {
    static WORDS: LazyLock<HashMap<&str, Little>> = LazyLock::new(|| {
        let mut words: HashMap<&str, Little> = HashMap::new();
        for word in LITTLE_NORTHERN.split(' ') {
            words.entry(word).or_default().northern = true;
        }
        for word in LITTLE_INARI.split(' ') {
            words.entry(word).or_default().inari = true;
        }
        words
    });
    WORDS.get(word).copied().unwrap_or_default()
}

impl Telling {
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut telling = Self::default();
        for word in words {
            telling.add(word);
        }
        telling
    }

    fn add(&mut self, word: &str) {
        let letters = word.chars().count();
        let with_letters = has(word, LETTERS);
        let has_ending = letters >= SHORTEST_WITH_ENDING
            && ENDINGS_NORTHERN.iter().any(|ending| word.ends_with(ending));
        let little = little(word);
        let little_northern = has_ending || little.northern;
        let little_inari = little.inari;
        let has_circumflex = word.contains('â') && letters > 2;
        let has_pair = word.contains("áá") || word.contains("iä") && with_letters;
        self.words += 1;
        self.of_skolt += usize::from(has(word, OF_SKOLT));
        self.near_skolt += usize::from(has(word, OF_SKOLT) || word.contains(['õ', 'â']));
        self.with_letters += usize::from(with_letters);
        self.with_a_acute += usize::from(word.contains('á'));
        self.with_rare_letters += usize::from(with_letters && has(word, RARE_LETTERS));
        self.borrowed += usize::from(has(word, BORROWED) && !with_letters);
        self.with_diphthong += usize::from(DIPHTHONGS.iter().any(|pair| word.contains(pair)));
        self.little_northern += usize::from(little_northern);
        self.northern += usize::from(with_letters || little_northern);
        self.not_northern += usize::from(has(word, NOT_NORTHERN));
        self.little_inari += usize::from(little_inari);
        self.inari += usize::from(with_letters || little_inari || word.contains('â'));
        self.not_inari += usize::from(has(word, NOT_INARI));
        self.marks_of_inari += usize::from(has_circumflex) + usize::from(has_pair);
    }

    fn language(&self) -> Option<&'static str> {
        if self.of_skolt > 0 && 4 * self.near_skolt >= self.words {
            return Some(SKOLT);
        }
        let is_northern = self.is_northern();
        let against_inari = if is_northern { self.little_northern } else { 0 };
        if self.is_inari() && self.marks_of_inari + self.little_inari >= against_inari {
            return Some(INARI);
        }
        is_northern.then_some(NORTHERN)
    }

    fn is_northern(&self) -> bool {
        let has_diphthongs = 3 * self.with_diphthong >= self.words;
        let has_letters = self.with_a_acute >= 2 && 2 * self.with_letters >= self.words;
        // Letters other than "á" are none of Spanish or Hungarian.
        let has_both = self.with_rare_letters > 0
            && self.with_diphthong > 0
            && 5 * self.with_letters >= 2 * self.words;
        let by_letters = self.is_enough(self.northern)
            && 8 * self.not_northern <= self.words
            && self.with_letters > 0
            && (self.little_northern > 0 || has_diphthongs || has_letters || has_both);
        let has_little = self.little_northern >= 3 && 2 * self.little_northern >= self.words;
        let is_short = self.little_northern >= 1
            && self.words <= FEW_WORDS
            && 3 * self.with_diphthong >= 2 * self.words;
        by_letters || self.not_northern == 0 && (has_little || is_short)
    }

    fn is_inari(&self) -> bool {
        self.is_enough(self.inari)
            && 8 * self.not_inari <= self.words
            && (self.marks_of_inari > 0 || self.little_inari >= 2 && self.with_letters > 0)
    }

    /// Whether a quarter of the words speak for a language; a word with borrowed letters does so by half.
    fn is_enough(&self, speaking: usize) -> bool {
        let halves = 2 * speaking + self.borrowed;
        (halves >= 4 || halves >= 2 && self.words <= FEW_WORDS) && 2 * halves >= self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: Option<&str>) {
        for text in texts {
            assert_eq!(language(text), expected, "{text}");
        }
    }

    #[test]
    fn short_northern_sami_is_known() {
        check(
            &[
                "Gilli lea ođđa gávpi.",
                "Searvi doallá jahkečoahkkima juovlamánus.",
                "Buohkat leat bures boahtin!",
                "Mánáid giellabeassi rahpá uvssaidis ihttin.",
                "Oahpaheaddji čállá reivve váhnemiidda.",
                "Áhčči ráhkada čáppa gievnni ja lávlu.",
                "Nieiddat čuiget ja bártnit vázzet meahcis.",
            ],
            Some("se"),
        );
    }

    #[test]
    fn inari_and_skolt_sami_are_told_apart() {
        check(
            &[
                "Servi lii ornim kielâkuursâ já pivdá puohâid fáárun.",
                "Párnááh láá škoovlâst.",
                "Taat kirje lii uđđâ.",
            ],
            Some("smn"),
        );
        check(
            &[
                "Sääʹmǩiõl kuurss älgg teeʹmes.",
                "Päärna liâ škooulâst da mainste sääʹmǩiõl.",
            ],
            Some("sms"),
        );
    }

    #[test]
    fn other_languages_are_none() {
        check(
            &[
                "Sámi Siida -yhdistyksen puheenjohtaja Áile Guttorm kertoi šakkikerhosta.",
                "Tiedot löytyvät kirjastosta, ja tuo mies oli siellä eilen.",
                "Utsjoen koulu kokeili Davviguovllu-kirjaa, ja Sámi Searvi kiitti siitä.",
                "Kirjasto sai Anarâš-lehden, ja Sámi Siida kiitti siitä.",
                "Föreningen i Utsjoki ordnar en kurs i samiska för alla.",
                "It is the only one, and I don't like it.",
                "Más allá de la montaña está mi casa.",
                "Čekám na vlak a mám čas číst.",
                "Đaci čekaju školski autobus.",
                "Az ház mögött álló fák.",
                "",
                "Áile Guttorm, Bálint Horváth",
                "Plan: â‚¬14/month (billed annually)",
            ],
            None,
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[a-zäöáčđŋšžâǩʹ A-ZÁ.]{0,80}|\\PC{0,40}") {
            let _ = language(&text);
        }
    }
}
