//! What an event is called, where an entry of a list says it: "Pe 26.3. klo 9–10 Vapaaehtoisten aamukahvit".

/// Longest line that can be an entry of a list of events, in characters.
const LONGEST_ENTRY: usize = 140;

/// Most words behind day and hours that only say where: "Syyskokous ke 16.11. klo 18 kylätalolla".
const MOST_WORDS_OF_PLACE: usize = 3;

/// Most words of a name in what ends as a sentence does: longer ones have a verb.
const MOST_WORDS_OF_SENTENCE: usize = 3;

/// What stands around the words of an entry.
const MARKS: [char; 14] = [
    '.', ',', ':', ';', '-', '–', '—', '|', '•', '*', '·', '/', '(', ')',
];

/// Words that lead on to the day.
const OPEN: [&str; 20] = [
    "on",
    "oli",
    "ovat",
    "olivat",
    "alkaa",
    "alkoi",
    "ja",
    "päivänä",
    "den",
    "är",
    "var",
    "äger",
    "hålls",
    "hölls",
    "ordnas",
    "arrangeras",
    "is",
    "was",
    "held",
    "the",
];

/// What Finnish verbs that lead on to the day end with: "pidetään", "vietetään", "kokoonnutaan".
const OPEN_ENDINGS: [&str; 4] = ["taan", "tään", "daan", "dään"];

/// The words of an entry that stand before day and hours, between them, or behind them.
///
/// A longer text is no entry, and neither is a sentence with the day in its midst. In prose, where other sentences
/// stand before it, only a sentence that begins with the day is one.
pub(super) fn title(before: &str, between: &str, behind: &str, in_prose: bool) -> Option<String> {
    let is_sentence = behind.trim_end().ends_with(['.', '!', '?']);
    let length: usize = [before, between, behind]
        .iter()
        .map(|text| text.chars().count())
        .sum();
    let parts = [bare(before), bare(between), bare(behind)];
    let [has_before, has_between, has_behind] = parts.map(has_word);
    let called = match (has_before, has_between, has_behind) {
        (false, false, true) => parts[2],
        (false, true, false) => parts[1],
        // "Kokous on" and its like go on with the day.
        (true, false, has_place) if !in_prose && !ends_open(parts[0]) => {
            let is_place = !is_sentence && parts[2].split(' ').count() <= MOST_WORDS_OF_PLACE;
            if has_place && !is_place {
                return None;
            }
            parts[0]
        }
        _ => return None,
    };
    let is_name = !is_sentence || called.split(' ').count() <= MOST_WORDS_OF_SENTENCE;
    (is_name && length <= LONGEST_ENTRY).then(|| capitalised(called))
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    let first = signs.next().into_iter().flat_map(char::to_uppercase);
    first.chain(signs).collect()
}

fn bare(text: &str) -> &str {
    text.trim_matches(|sign: char| sign.is_whitespace() || MARKS.contains(&sign))
}

fn has_word(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() > 2)
}

/// Whether the last word leads on to the day.
fn ends_open(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    OPEN.contains(&last.as_str()) || OPEN_ENDINGS.iter().any(|ending| last.ends_with(ending))
}
