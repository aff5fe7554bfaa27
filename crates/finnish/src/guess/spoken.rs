//! How words of spoken Finnish are written in the standard language: "haluut" is "haluat", "talos" is "talossa",
//! "korvii" is "korvia".
//!
//! Speech drops last sounds, draws vowels together and doubles consonants, in few and regular ways that are
//! written as they are heard. Each function here undoes one of them. Which of the spellings is a word only a
//! dictionary can tell.

use super::endings::is_vowel;

/// A shorter word could be anything.
const SHORTEST_WORD: usize = 3;

/// A longer word is hardly spoken language but a new compound.
const LONGEST_WORD: usize = 14;

/// Most spellings of one word.
const MOST_SPELLINGS: usize = 8;

/// The spellings that a word in small letters may have in the standard language, the likeliest first.
///
/// A word that stood with a capital, `is_capitalised`, is most often a name: only vowels are parted in it.
pub(crate) fn standard_spellings(word: &str, is_capitalised: bool) -> Vec<String> {
    let mut spellings = Vec::new();
    let length = word.chars().count();
    let is_fit = (SHORTEST_WORD..=LONGEST_WORD).contains(&length)
        && word.chars().all(char::is_alphabetic)
        && (!is_capitalised || has_drawn_vowel(word));
    if is_fit {
        let letters: Vec<char> = word.chars().collect();
        let a = if is_front(&letters) { 'ä' } else { 'a' };
        part_vowels(&letters, a, &mut spellings);
        if !is_capitalised {
            complete_end(word, &letters, a, &mut spellings);
            drop_clitic(word, &mut spellings);
            mend_inside(&letters, &mut spellings);
        }
        spellings.truncate(MOST_SPELLINGS);
    }
    spellings
}

/// True for a long vowel other than a and ä, which two vowels can have been drawn together to.
fn has_drawn_vowel(word: &str) -> bool {
    let neighbours = word.chars().zip(word.chars().skip(1));
    neighbours
        .filter(|(one, other)| one == other)
        .any(|(vowel, _)| is_drawn(vowel))
}

fn is_drawn(vowel: char) -> bool {
    matches!(vowel, 'e' | 'i' | 'o' | 'ö' | 'u' | 'y')
}

/// Last sounds that are not heard: "talos" is "talossa", "tulis" is "tulisi", "sanonu" is "sanonut".
fn complete_end(word: &str, letters: &[char], a: char, spellings: &mut Vec<String>) {
    let mut add = |ending: &str| spellings.push([word, ending].concat());
    let [.., before, last] = letters else {
        return;
    };
    match (before, last) {
        ('k' | 'i', 's') => add("i"),
        (_, 's') if is_vowel(*before) => {
            add(&format!("s{a}"));
            add("i");
        }
        (_, 'l') if is_vowel(*before) => {
            add(&format!("l{a}"));
            add(&a.to_string());
        }
        ('s' | 'l' | 't' | 'i' | 'u' | 'y', 't') | ('k', 'k') => add(&a.to_string()),
        ('n', 'u' | 'y') => add("t"),
        ('k', 'i') => add("n"),
        _ if before == last && is_vowel(*last) => add("n"),
        _ => {}
    }
}

/// Vowels drawn together, at the end or before the ending of a person: "maitoo" is "maitoa", "haluut" is "haluat".
fn part_vowels(letters: &[char], a: char, spellings: &mut Vec<String>) {
    for ending in ["", "t", "n", "mme", "tte", "kin", "ks"] {
        let length = letters.len().saturating_sub(ending.len());
        let (stem, tail) = letters.split_at(length);
        let [.., before, last] = stem else { continue };
        if before == last && is_drawn(*last) && tail.iter().copied().eq(ending.chars()) {
            let mut spelling: String = stem[..length - 1].iter().collect();
            spelling.push(a);
            spelling.push_str(ending);
            spellings.push(spelling);
        }
    }
}

/// Small words that hang on another: "missäs" is "missä", "nouseppas" is "nouse".
fn drop_clitic(word: &str, spellings: &mut Vec<String>) {
    for clitic in ["ppas", "ppäs", "pas", "päs", "ks", "s"] {
        if let Some(stem) = word.strip_suffix(clitic)
            && stem.ends_with(is_vowel)
            && stem.chars().count() >= SHORTEST_WORD
        {
            spellings.push(stem.to_owned());
            return;
        }
    }
}

/// Sounds inside the word: "pitkkää" is "pitkää", "kengilä" is "kengillä", "kattella" is "katsella", "ilima" is
/// "ilma", "alkasit" is "alkaisit".
fn mend_inside(letters: &[char], spellings: &mut Vec<String>) {
    let spelling = |range: std::ops::Range<usize>, new: &str| {
        let (before, after) = (&letters[..range.start], &letters[range.end..]);
        let letters = before.iter().copied().chain(new.chars());
        letters.chain(after.iter().copied()).collect::<String>()
    };
    for at in 1..letters.len() {
        match letters[at..] {
            ['t', 't', next, ..] if is_vowel(next) => spellings.push(spelling(at + 1..at + 2, "s")),
            _ => {}
        }
        match letters[at..] {
            ['s' | 'l', 's' | 'l', 'a' | 'ä' | 'e'] => {}
            [one, other, ..] if one == other && !is_vowel(one) => {
                spellings.push(spelling(at..at + 1, ""));
            }
            [one @ ('l' | 's'), 'a' | 'ä' | 'e'] if is_vowel(letters[at - 1]) => {
                spellings.push(spelling(at..at, &one.to_string()));
            }
            ['l' | 'h' | 'n' | 'r', vowel, next, ..]
                if vowel == letters[at - 1] && is_vowel(vowel) && !is_vowel(next) =>
            {
                spellings.push(spelling(at + 1..at + 2, ""));
            }
            ['s', 'i' | 'e', ..] if at > 2 && matches!(letters[at - 1], 'a' | 'ä' | 'o' | 'ö') => {
                spellings.push(spelling(at..at, "i"));
            }
            _ => {}
        }
    }
}

/// True if endings take ä, ö, y.
fn is_front(letters: &[char]) -> bool {
    let mut deciding = letters.iter().rev();
    deciding
        .find(|letter| matches!(letter, 'a' | 'o' | 'u' | 'å' | 'ä' | 'ö' | 'y'))
        .is_none_or(|letter| matches!(letter, 'ä' | 'ö' | 'y'))
}
