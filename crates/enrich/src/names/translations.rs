//! Names that a text gives in two languages: "Digimodig, på finska Digirohkea".

use std::ops::Range;

use super::document::Document;

/// A name in another language and the same in Finnish.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Translation {
    /// In Swedish or English.
    pub foreign: String,
    /// In Finnish.
    pub finnish: String,
}

/// Words between two names of one, and whether the second is the Finnish one.
const BETWEEN: [(&[&str], bool); 8] = [
    (&["på", "finska"], true),
    (&["known", "in", "Finnish", "as"], true),
    (&["in", "Finnish"], true),
    (&["suomeksi"], true),
    (&["på", "svenska"], false),
    (&["known", "in", "Swedish", "as"], false),
    (&["in", "Swedish"], false),
    (&["ruotsiksi"], false),
];

/// Most words of a name.
const MOST_WORDS: usize = 6;

/// Finds names that stand in two languages, a comma or a bracket between them.
pub(super) fn find(document: &Document<'_>) -> Vec<Translation> {
    let mut found = Vec::new();
    for at in 1..document.len() {
        if !matches!(document.near(at, 0), "," | "(") {
            continue;
        }
        let stands = |words: &[&str]| {
            let mut numbered = words.iter().zip(1..);
            numbered.all(|(word, offset)| document.near(at, offset) == *word)
        };
        let Some((words, is_finnish)) = BETWEEN.iter().find(|(words, _)| stands(words)) else {
            continue;
        };
        let (first, second) = (
            name_before(document, at),
            name_from(document, at + 1 + words.len()),
        );
        if let (Some(first), Some(second)) = (first, second) {
            let (foreign, finnish) = if *is_finnish {
                (first, second)
            } else {
                (second, first)
            };
            let [foreign, finnish] = [foreign, finnish].map(|span| text(document, span));
            found.push(Translation { foreign, finnish });
        }
    }
    found
}

/// The capitalised words that end at a token.
fn name_before(document: &Document<'_>, end: usize) -> Option<Range<usize>> {
    let begin = document
        .sentence_start(end)
        .max(end.saturating_sub(MOST_WORDS));
    let capitals = (begin..end)
        .rev()
        .take_while(|at| document.is_capitalised(*at));
    let start = capitals.last()?;
    Some(start..end)
}

/// The words from a capital on to the next mark.
fn name_from(document: &Document<'_>, start: usize) -> Option<Range<usize>> {
    let first = document.tokens().get(start)?;
    let limit = document.sentence_end(start).min(start + MOST_WORDS + 1);
    let is_mark = |at: &usize| matches!(document.text(*at), "," | "." | ")" | ";");
    let end = (start..limit).find(is_mark)?;
    (first.is_capitalised() && end > start).then_some(start..end)
}

fn text(document: &Document<'_>, span: Range<usize>) -> String {
    let words: Vec<&str> = document.of(span).iter().map(|token| token.text).collect();
    words.join(" ")
}
