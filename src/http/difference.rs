//! What is different in one version of an article from another, word by word.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use aluehaku_article::Article;
use aluehaku_article::time::PageTime;
use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};

use super::service::Show;
use super::text::EXCERPT_CHARACTERS;

/// How long two texts are compared; what is not settled by then counts as exchanged.
const TIME_LIMIT: Duration = Duration::from_millis(300);

/// Part of the words of two paragraphs that must stay for them to be one paragraph that changed, in percent.
const SAME_PARAGRAPH: usize = 25;

/// What is different in a version from the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The title, where it changed.
    pub(crate) title: Option<Paragraph>,
    /// The lead, where it changed.
    pub(crate) lead: Option<Paragraph>,
    /// The paragraphs of the text, where it changed.
    pub(crate) body: Vec<Paragraph>,
    /// Words of the text that came.
    pub(crate) words_come: u64,
    /// Words of the text that went.
    pub(crate) words_gone: u64,
    /// Whether the text changed.
    pub(crate) is_body_changed: bool,
    /// Whether all that changed in the text is there; otherwise no more of it may be shown.
    pub(crate) is_whole: bool,
    /// Whether the day of publication changed.
    pub(crate) is_published_changed: bool,
}

/// A paragraph: what stayed, went and came in it, in order.
pub(crate) type Paragraph = Vec<Piece>;

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What became of it.
    pub(crate) fate: Fate,
    /// Its words.
    pub(crate) text: String,
}

/// What became of a stretch of a text from one version to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is in both.
    Stayed,
    /// It is in the earlier one alone.
    Gone,
    /// It is in the later one alone.
    Come,
}

impl Difference {
    /// What is different between two versions, as far as it may be shown.
    pub(crate) fn between(before: &Article, after: &Article, show: Show) -> Self {
        let deadline = Instant::now() + TIME_LIMIT;
        let lead = |article: &Article| article.lead.clone().unwrap_or_default();
        let changed = |before: &str, after: &str| {
            let is_changed = !reads_the_same(before, after);
            is_changed.then(|| words_compared(before, after, deadline))
        };
        // They are short, and must not wait for a long text.
        let title = changed(&before.title, &after.title);
        let lead = changed(&lead(before), &lead(after));
        let published = |article: &Article| article.published.map(PageTime::timestamp);
        let is_body_changed = !reads_the_same(&before.body, &after.body);
        let (words_come, words_gone) = count_words(&before.body, &after.body);
        let body = match is_body_changed {
            true => body_compared(&before.body, &after.body, deadline),
            false => Vec::new(),
        };
        let (body, is_whole) = match show {
            Show::Full => (body, true),
            Show::Snippet => excerpt(body),
        };
        Self {
            title,
            lead,
            body,
            words_come,
            words_gone,
            is_body_changed,
            is_whole,
            is_published_changed: published(before) != published(after),
        }
    }
}

/// Whether all of a paragraph stayed.
pub(crate) fn is_unchanged(paragraph: &[Piece]) -> bool {
    paragraph.iter().all(|piece| piece.fate == Fate::Stayed)
}

/// Whether two texts have the same words in the same paragraphs, so that readers see no difference.
pub(crate) fn reads_the_same(before: &str, after: &str) -> bool {
    let words = |text| {
        let paragraphs = paragraphs(text).into_iter();
        paragraphs.map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>())
    };
    before == after || words(before).eq(words(after))
}

/// How many words came and how many went, wherever they stand.
pub(crate) fn count_words(before: &str, after: &str) -> (u64, u64) {
    let mut amounts: HashMap<&str, i64> = HashMap::new();
    for word in bare_words(after) {
        *amounts.entry(word).or_default() += 1;
    }
    for word in bare_words(before) {
        *amounts.entry(word).or_default() -= 1;
    }
    let total = |wanted: fn(i64) -> bool| {
        let amounts = amounts.values().filter(|amount| wanted(**amount));
        amounts.map(|amount| amount.unsigned_abs()).sum()
    };
    (total(|amount| amount > 0), total(|amount| amount < 0))
}

/// The words of a text without the marks around them.
fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    let bare = words.map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    bare.filter(|word| !word.is_empty())
}

fn body_compared(before: &str, after: &str, deadline: Instant) -> Vec<Paragraph> {
    let before = paragraphs(before);
    let after = paragraphs(after);
    let found = capture_diff_slices_deadline(Algorithm::Myers, &before, &after, Some(deadline));
    let mut compared = Vec::new();
    for part in found {
        let (tag, old, new) = part.as_tag_tuple();
        let (old, new) = (&before[old], &after[new]);
        if tag == DiffTag::Equal {
            compared.extend(new.iter().map(|text| vec![piece(Fate::Stayed, text)]));
            continue;
        }
        let pairs = old.len().min(new.len());
        for (old, new) in old.iter().zip(new) {
            compared.extend(pair_compared(old, new, deadline));
        }
        compared.extend(
            old[pairs..]
                .iter()
                .map(|text| vec![piece(Fate::Gone, text)]),
        );
        compared.extend(
            new[pairs..]
                .iter()
                .map(|text| vec![piece(Fate::Come, text)]),
        );
    }
    compared
}

/// Two paragraphs as one that changed, or as one that went and one that came.
fn pair_compared(before: &str, after: &str, deadline: Instant) -> Vec<Paragraph> {
    let compared = words_compared(before, after, deadline);
    let words = |paragraph: &[Piece], fates: &[Fate]| -> usize {
        let pieces = paragraph.iter().filter(|piece| fates.contains(&piece.fate));
        pieces.map(|piece| bare_words(&piece.text).count()).sum()
    };
    let stayed = words(&compared, &[Fate::Stayed]);
    let longer = words(&compared, &[Fate::Stayed, Fate::Gone])
        .max(words(&compared, &[Fate::Stayed, Fate::Come]));
    match stayed * 100 >= longer * SAME_PARAGRAPH {
        true => vec![compared],
        false => vec![
            vec![piece(Fate::Gone, before)],
            vec![piece(Fate::Come, after)],
        ],
    }
}

fn words_compared(before: &str, after: &str, deadline: Instant) -> Paragraph {
    let before: Vec<&str> = before.split_inclusive(char::is_whitespace).collect();
    let after: Vec<&str> = after.split_inclusive(char::is_whitespace).collect();
    // The blank behind a word is no part of it.
    let bare = |words: &[&str]| -> Vec<String> {
        words
            .iter()
            .map(|word| word.trim_end().to_owned())
            .collect()
    };
    let found = capture_diff_slices_deadline(
        Algorithm::Myers,
        &bare(&before),
        &bare(&after),
        Some(deadline),
    );
    let mut pieces = Paragraph::new();
    for part in found {
        let (tag, old, new) = part.as_tag_tuple();
        if tag == DiffTag::Equal {
            pieces.push(piece(Fate::Stayed, &after[new].concat()));
            continue;
        }
        if !old.is_empty() {
            pieces.push(piece(Fate::Gone, &before[old].concat()));
        }
        if !new.is_empty() {
            pieces.push(piece(Fate::Come, &after[new].concat()));
        }
    }
    pieces
}

/// As much of what changed as an excerpt may show, and whether that is all; what did not change is left out.
fn excerpt(body: Vec<Paragraph>) -> (Vec<Paragraph>, bool) {
    let mut left = EXCERPT_CHARACTERS;
    let mut shown = Vec::new();
    for paragraph in body
        .into_iter()
        .filter(|paragraph| !is_unchanged(paragraph))
    {
        let mut cut = Paragraph::new();
        for mut piece in paragraph {
            let length = piece.text.chars().count();
            if length <= left {
                left -= length;
                cut.push(piece);
                continue;
            }
            let kept: String = piece.text.chars().take(left).collect();
            let end = kept.rfind(char::is_whitespace).unwrap_or(0);
            piece.text = format!("{}…", &kept[..end]);
            cut.push(piece);
            shown.push(cut);
            return (shown, false);
        }
        shown.push(cut);
    }
    (shown, true)
}

fn paragraphs(body: &str) -> Vec<&str> {
    let paragraphs = body.split(Article::BETWEEN_PARAGRAPHS).map(str::trim);
    paragraphs.filter(|text| !text.is_empty()).collect()
}

fn piece(fate: Fate, text: &str) -> Piece {
    Piece {
        fate,
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(paragraphs: &[Paragraph]) -> Vec<String> {
        let mark = |piece: &Piece| match piece.fate {
            Fate::Stayed => piece.text.clone(),
            Fate::Gone => format!("[-{}-]", piece.text),
            Fate::Come => format!("[+{}+]", piece.text),
        };
        let line = |paragraph: &Paragraph| paragraph.iter().map(mark).collect();
        paragraphs.iter().map(line).collect()
    }

    fn compared(before: &str, after: &str) -> Vec<Paragraph> {
        body_compared(before, after, Instant::now() + Duration::from_secs(60))
    }

    #[test]
    fn words_that_came_and_went_stand_in_their_paragraph() {
        let before = "Ovet ovat auki.\n\nKahvia on tarjolla kaikille.\n\nLoppu.";
        let after = "Ovet ovat auki.\n\nTeetä on tarjolla kaikille kello 9.\n\nLoppu.\n\nLisää.";
        assert_eq!(
            shown(&compared(before, after)),
            [
                "Ovet ovat auki.",
                "[-Kahvia -][+Teetä +]on tarjolla [-kaikille.-][+kaikille kello 9.+]",
                "Loppu.",
                "[+Lisää.+]"
            ]
        );
    }

    #[test]
    fn paragraphs_with_little_in_common_are_not_mixed() {
        let shown = shown(&compared(
            "Talkoot pidetään lauantaina kylätalolla.",
            "Kirjasto sulkee ovensa heinäkuun ajaksi.",
        ));
        assert_eq!(shown.len(), 2);
        assert!(shown[0].starts_with("[-") && shown[1].starts_with("[+"));
    }

    #[test]
    fn blanks_alone_are_no_difference_but_a_new_paragraph_is() {
        assert!(reads_the_same("Ovet  ovat\nauki. ", "Ovet ovat auki."));
        assert!(reads_the_same("Ovet.\n\n\n\nAuki.", "Ovet.\n\nAuki."));
        assert!(!reads_the_same("Ovet ovat.\n\nAuki.", "Ovet ovat. Auki."));
        assert!(!reads_the_same("Ovet", "ovet"));
    }

    #[test]
    fn words_that_stay_are_not_counted() {
        assert_eq!(
            count_words("talo on auki.", "talo on – tänään kiinni"),
            (2, 1)
        );
        assert_eq!(count_words("a a b", "a"), (0, 2));
    }

    #[test]
    fn of_a_snippet_no_more_is_shown_than_an_excerpt() {
        let before = format!("Alku sama.\n\n{}", "vanha sana ".repeat(100));
        let after = format!("Alku sama.\n\n{}", "uusi sana ".repeat(100));
        let (shown, is_whole) = excerpt(compared(&before, &after));
        let characters: usize = shown
            .iter()
            .flatten()
            .map(|piece| piece.text.chars().count())
            .sum();
        assert!(
            !is_whole && characters <= EXCERPT_CHARACTERS + 1,
            "{characters}"
        );
    }

    proptest! {
        #[test]
        fn both_versions_can_be_read_out_of_their_difference(
            before in "[ab]{1,3}( [abc]{1,2}){0,8}(\n\n[ab]{1,2}( [abc]){0,4}){0,4}",
            after in "[ab]{1,3}( [abc]{1,2}){0,8}(\n\n[ab]{1,2}( [abc]){0,4}){0,4}",
        ) {
            let found = compared(&before, &after);
            let words = |but: Fate| -> Vec<String> {
                let side = found.iter().flatten().filter(|piece| piece.fate != but);
                side.flat_map(|piece| bare_words(&piece.text).map(str::to_owned).collect::<Vec<_>>()).collect()
            };
            let of = |text: &str| -> Vec<String> { bare_words(text).map(str::to_owned).collect() };
            prop_assert_eq!(words(Fate::Come), of(&before));
            prop_assert_eq!(words(Fate::Gone), of(&after));
        }
    }
}
