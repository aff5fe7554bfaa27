//! What a person does: the title before the name or after it, in Finnish or Swedish.

use std::ops::Range;

use aluehaku_finnish::analysis::Case;

use super::super::document::{Document, Words};

/// Most genitives that belong to a title.
const MOST_GENITIVES: usize = 2;

/// Most words between a name and the title behind it: "Maija Meikäläinen, Kylien Tuki ry:n toiminnanjohtaja".
const MOST_WORDS_BETWEEN: usize = 5;

/// Last parts of Finnish words for what somebody does.
const TITLES_FI: [&str; 39] = [
    "johtaja",
    "päällikkö",
    "asiantuntija",
    "edustaja",
    "suunnittelija",
    "sihteeri",
    "tutkija",
    "koordinaattori",
    "työntekijä",
    "neuvoja",
    "ohjaaja",
    "ministeri",
    "professori",
    "rehtori",
    "lehtori",
    "opettaja",
    "toimittaja",
    "hoitaja",
    "lääkäri",
    "kirjailija",
    "tohtori",
    "pastori",
    "yrittäjä",
    "kouluttaja",
    "kehittäjä",
    "konsultti",
    "tuottaja",
    "taiteilija",
    "valtuutettu",
    "valmentaja",
    "psykologi",
    "terapeutti",
    "kuraattori",
    "assistentti",
    "avustaja",
    "insinööri",
    "arkkitehti",
    "muusikko",
    "vastaava",
];

/// Last parts of Swedish ones. Their definite forms end in n ("verksamhetsledaren").
const TITLES_SV: [&str; 31] = [
    "ledare",
    "chef",
    "direktör",
    "ordförande",
    "sekreterare",
    "koordinator",
    "rektor",
    "minister",
    "lärare",
    "forskare",
    "professor",
    "planerare",
    "rådgivare",
    "expert",
    "redaktör",
    "präst",
    "skötare",
    "arbetare",
    "producent",
    "konstnär",
    "författare",
    "ledamot",
    "läkare",
    "psykolog",
    "sakkunnig",
    "ombudsman",
    "inspektör",
    "assistent",
    "företagare",
    "representant",
    "specialist",
];

/// The role of the person of a name.
pub(super) fn of(
    document: &Document<'_>,
    name: &Range<usize>,
    words: &mut Words<'_>,
) -> Option<String> {
    before(document, name.start, words).or_else(|| after(document, name))
}

/// The title before a name: a noun in the nominative and the genitives before it.
pub(super) fn before(
    document: &Document<'_>,
    start: usize,
    words: &mut Words<'_>,
) -> Option<String> {
    let begin = document.sentence_start(start);
    let title_at = start.checked_sub(1).filter(|at| *at >= begin)?;
    let title = document.text(title_at);
    let small = title.starts_with(char::is_lowercase) || title_at == begin;
    if !small
        || title.chars().count() < 4
        || !title
            .chars()
            .all(|letter| letter.is_alphabetic() || letter == '-')
    {
        return None;
    }
    let lower = title.to_lowercase();
    if is_swedish_title(&lower) {
        return Some(lower);
    }
    let base = words.noun_in(&lower, &[Case::Nominative])?;
    if base.to_lowercase() != lower {
        return None;
    }
    let mut role = lower;
    let mut at = title_at;
    for _ in 0..MOST_GENITIVES {
        let Some(before) = at.checked_sub(1).filter(|at| *at >= begin) else {
            break;
        };
        let word = document.text(before);
        let small = word.starts_with(char::is_lowercase);
        if !small || words.noun_in(word, &[Case::Genitive]).is_none() || !word.ends_with('n') {
            break;
        }
        role = format!("{word} {role}");
        at = before;
    }
    Some(role)
}

/// The title behind a name: after a comma, or at the beginning of the line below a name that has its own.
fn after(document: &Document<'_>, name: &Range<usize>) -> Option<String> {
    let last = name.end - 1;
    let end = document.sentence_end(last);
    if name.end < end {
        if document.text(name.end) != "," {
            return None;
        }
        return title_from(document, name.end + 1, end);
    }
    let is_line = document.sentence_start(last) == name.start;
    let below = (is_line && end < document.len()).then_some(end)?;
    title_from(document, below, document.sentence_end(below))
}

/// The title that begins at a token, behind the names of those it is held with.
fn title_from(document: &Document<'_>, start: usize, end: usize) -> Option<String> {
    for at in start..end.min(start + MOST_WORDS_BETWEEN) {
        let word = document.text(at);
        if word.starts_with(char::is_lowercase) && is_title(word) {
            return Some(word.to_owned());
        }
        let is_genitive = word.starts_with(char::is_alphabetic) && word.ends_with(['n', 's']);
        let is_between = is_genitive || word.starts_with(char::is_uppercase);
        if !is_between {
            return None;
        }
    }
    None
}

/// Whether a word in small letters says what somebody does.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES_FI.iter().any(|title| word.ends_with(title)) || is_swedish_title(word)
}

fn is_swedish_title(word: &str) -> bool {
    let bare = word.strip_suffix("en").unwrap_or(word);
    let bare = [word, bare, word.strip_suffix('n').unwrap_or(word)];
    TITLES_SV
        .iter()
        .any(|title| bare.iter().any(|word| word.ends_with(title)))
}
