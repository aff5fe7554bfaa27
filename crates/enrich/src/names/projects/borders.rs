//! Where the names of projects begin.

use aluehaku_article::region::forms::FormKind;
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_finnish::names::Label;

use super::super::document::Document;
use super::super::short_names::is_abbreviation;
use super::super::tokens::Token;

/// Most words of a name.
pub(super) const MOST_WORDS: usize = 8;

/// Where the name begins that ends before a token: at the nearest capital and what belongs to it.
pub(super) fn name_start(
    document: &Document<'_>,
    begin: usize,
    end: usize,
    regions: &RegionRegister,
) -> Option<usize> {
    let lowest = end.saturating_sub(MOST_WORDS).max(begin);
    let mut start: Option<usize> = None;
    for before in (lowest..end).rev() {
        let text = document.text(before);
        if !text.starts_with(|letter: char| letter.is_alphanumeric()) {
            break;
        }
        let capital = document.is_capitalised(before);
        match start {
            None if capital => start = Some(before),
            Some(first) if capital && belongs_before(document, before, first, end, regions) => {
                start = Some(before);
            }
            None => {}
            Some(_) => break,
        }
    }
    start
}

/// Whether a word with a capital before a name is a part of it: a region ("E-P:n Tulevaisuuden sote-keskus"), a
/// genitive before a single word or another genitive ("Lakeuden Järjestöjen tuulensuoja"), and a word of a name that is
/// all capitals ("Oikeus Kasvaa Suomessa"). Whose project it is ("Kehitysvammaliiton Oma ääni") is none.
fn belongs_before(
    document: &Document<'_>,
    before: usize,
    first: usize,
    end: usize,
    regions: &RegionRegister,
) -> bool {
    let text = document.text(before);
    let bare = text.split_once(':').map_or(text, |(bare, _)| bare);
    let is_region = regions.of_kind(RegionKind::Maakunta).any(|region| {
        let mut forms = region.forms.iter();
        let is_it = |form: &str| form == text || form == bare || form.replace('-', "") == bare;
        forms.any(|form| {
            matches!(form.kind, FormKind::Genitive | FormKind::Abbreviation) && is_it(&form.text)
        })
    });
    let is_genitive = |text: &str| text.ends_with('n') && !text.ends_with("nen");
    let lower = text.to_lowercase();
    let names_owner = text.contains(':') || OWNERS.iter().any(|owner| lower.ends_with(owner));
    let are_capitals = document.of(first..end).iter().all(Token::is_capitalised);
    let opens_sentence = before == document.sentence_start(before) && first + 1 == end;
    let needs_more = first + 1 == end || is_genitive(document.text(first));
    let goes_on = if is_genitive(text) {
        needs_more && !names_owner
    } else {
        are_capitals && !opens_sentence
    };
    is_region || goes_on
}

/// Genitives of bodies, which own projects.
const OWNERS: [&str; 14] = [
    "liiton",
    "yhdistyksen",
    "säätiön",
    "seuran",
    "järjestön",
    "keskuksen",
    "piirin",
    "kunnan",
    "kaupungin",
    "opiston",
    "yliopiston",
    "koulun",
    "alueen",
    "talon",
];

/// Whether a word before a name in capitals goes on with it: a capital and no genitive, no abbreviation, no name.
fn continues(document: &Document<'_>, at: usize, begin: usize) -> bool {
    let word = document.text(at);
    let is_word = word.chars().all(char::is_alphabetic);
    let is_label_free = at == begin || document.label(at) == Label::Outside;
    document.is_capitalised(at)
        && is_word
        && is_label_free
        && !word.ends_with('n')
        && !is_abbreviation(word)
}

/// Where the name begins whose last word with a capital, `last`, stands at a token, among words that have capitals, too.
pub(super) fn capitals_start(
    document: &Document<'_>,
    at: usize,
    begin: usize,
    last: &str,
) -> usize {
    let mut start = at;
    while start > begin && continues(document, start - 1, begin) {
        start -= 1;
    }
    // One capital before can be that of the sentence, or of whoever has the project; only a word that says where is
    // no name by itself.
    let says_where = last.ends_with("ssa") || last.ends_with("ssä");
    let starts_name = at - start >= 2 || start + 1 == at && (start > begin || says_where);
    if starts_name { start } else { at }
}
