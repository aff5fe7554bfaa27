//! Finds persons who were removed by the initial and the surname, "H. Virtanen", in an article that names them in full.
//!
//! An initial alone may stand for anybody, so it counts only where the article itself says for whom, and where it names
//! nobody else whose given name begins with the same letter.

use std::collections::BTreeSet;
use std::ops::Range;

use aluehaku_finnish::names::NameLists;

use super::forms::Forms;
use super::words::{Word, words};
use super::written::WrittenNames;

/// Who is named in full in an article, as an initial and a surname would name them.
#[derive(Debug, Default)]
pub(super) struct Abbreviations(Vec<Abbreviation>);

#[derive(Debug)]
struct Abbreviation {
    initial: char,
    /// Base forms of the given name.
    given: BTreeSet<String>,
    /// Base forms of the surname.
    surname: BTreeSet<String>,
}

impl Abbreviations {
    /// Those of the names that some texts have in full.
    pub(super) fn of(texts: &[&str], names: &WrittenNames) -> Self {
        let mut forms = Forms::new();
        let mut all = Vec::new();
        for text in texts {
            for bytes in names.find(text) {
                let words = words(&text[bytes]);
                let [first, .., last] = words.as_slice() else {
                    continue;
                };
                for (given, surname) in [(first, last), (last, first)] {
                    let initial = given.letters.chars().next();
                    if let Some(initial) = initial.filter(|_| is_first_name(given)) {
                        all.push(Abbreviation {
                            initial,
                            given: forms.of(&given.letters).into_iter().collect(),
                            surname: forms.of(&surname.letters).into_iter().collect(),
                        });
                    }
                }
            }
        }
        all.retain(|one| {
            !texts
                .iter()
                .any(|text| one.may_be_another(text, &mut forms))
        });
        Self(all)
    }

    /// Where a text names one of them by initial and surname; bytes, in order.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if self.0.is_empty() {
            return found;
        }
        let mut forms = Forms::new();
        let words = words(text);
        let mut at = 0;
        while at < words.len() {
            let end = self
                .0
                .iter()
                .find_map(|one| one.end_at(text, &words, at, &mut forms));
            if let Some(end) = end {
                found.push(words[at].bytes.start..words[end].bytes.end);
            }
            at = end.unwrap_or(at) + 1;
        }
        found
    }
}

impl Abbreviation {
    /// The surname's word, where the initial stands at a word, alone or with a second one.
    fn end_at(&self, text: &str, words: &[Word], at: usize, forms: &mut Forms) -> Option<usize> {
        let is_initial = |word: &Word| word.length == 1 && word.is_capitalised;
        if !is_initial(&words[at]) || !words[at].letters.starts_with(self.initial) {
            return None;
        }
        let has_second = words.get(at + 1).is_some_and(is_initial);
        let end = at + 1 + usize::from(has_second);
        let surname = words.get(end)?;
        let is_stopped = (at..end).all(|at| {
            let between = &text[words[at].bytes.end..words[at + 1].bytes.start];
            between.trim() == "." && !between.contains('\n')
        });
        let mut is_surname = || {
            forms
                .of(&surname.letters)
                .iter()
                .any(|form| self.surname.contains(form))
        };
        (is_stopped && surname.is_capitalised && is_surname()).then_some(end)
    }

    /// Whether a text names somebody else by the same surname and a given name of the same letter.
    fn may_be_another(&self, text: &str, forms: &mut Forms) -> bool {
        let words = words(text);
        words.windows(2).any(|pair| {
            let [given, surname] = pair else { return false };
            given.length > 1
                && given.letters.starts_with(self.initial)
                && is_first_name(given)
                && surname.gap.has_space
                && !forms
                    .of(&given.letters)
                    .iter()
                    .any(|form| self.given.contains(form))
                && forms
                    .of(&surname.letters)
                    .iter()
                    .any(|form| self.surname.contains(form))
        })
    }
}

fn is_first_name(word: &Word) -> bool {
    let first_part = word.letters.split('-').next().unwrap_or_default();
    NameLists::bundled().first_name(first_part) > 0
}
