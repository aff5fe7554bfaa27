//! Lines that stand in an article's text without belonging to it, and their removal.
//!
//! Skip links, "read also", share rows, comment prompts, search hints: whole lines that say only
//! that. A line is compared by its letters, so that case and punctuation do not matter, and never
//! by a part of it: an article about comments keeps its sentences.

mod control_words;
mod controls;
mod lines;
mod links_on;

use super::blocks::{Block, BlockKind};
use super::text::folded;
use lines::{INVITATIONS, LINES, SHARE_WORDS, TOPIC_LABELS};

/// How many lines at the beginning and at the end can be counts of shares or comments.
const EDGE: usize = 2;

/// Shortest line that is taken for the beginning of another, in bytes.
const MIN_REPEATED: usize = 40;

/// What the lines of an article said beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Topic words of a topic line.
    pub(super) topics: Vec<String>,
}

/// Takes out the lines that do not belong to the text.
pub(super) fn remove(blocks: &mut Vec<Block>) -> Said {
    let mut said = Said::default();
    links_on::cut_ending(blocks);
    let mut under_link_heading = false;
    let last = blocks.len().saturating_sub(1);
    let mut number = 0;
    blocks.retain(|block| {
        let is_at_edge = number <= EDGE || number + EDGE > last;
        number += 1;
        let line = folded_short(&block.text);
        let is_heading = links_on::heads_links(&block.text);
        if is_heading || (under_link_heading && block.is_link() && block.kind != BlockKind::Heading)
        {
            under_link_heading = true;
            return false;
        }
        under_link_heading = false;
        let Some(line) = line else {
            return !is_read_also(block) && !controls::is_consent_notice(&block.text);
        };
        if line.is_empty() || is_clock(block) || (is_at_edge && is_count(block)) {
            return false;
        }
        if let Some(topics) = topic_line(&block.text) {
            said.topics.extend(topics);
            return false;
        }
        !LINES.contains(&line.as_str())
            && !is_share_row(&line)
            && !controls::is_control(&line)
            && !controls::is_consent_notice(&block.text)
            && !is_read_also(block)
    });
    said
}

/// Whether a line stands over lists of other articles or over an invitation, not over text.
pub(super) fn heads_a_box(line: &str) -> bool {
    links_on::heads_links(line) || INVITATIONS.contains(&folded(line).as_str())
}

/// Takes out lines at the beginning that say what is said elsewhere: title, lead, date.
pub(super) fn remove_repeated_beginning(blocks: &mut Vec<Block>, repeated: &[&str]) {
    const WITHIN: usize = 3;
    let repeated: Vec<String> = repeated
        .iter()
        .map(|line| folded(line))
        .filter(|line| !line.is_empty())
        .collect();
    let mut number = 0;
    blocks.retain(|block| {
        number += 1;
        number > WITHIN || !repeated.contains(&folded(&block.text))
    });
}

/// Whether one of the first lines begins with a lead and goes on: then the lead is no text of its own.
pub(super) fn repeats_lead(blocks: &[Block], lead: &str) -> bool {
    const WITHIN: usize = 3;
    let lead = folded(lead);
    !lead.is_empty()
        && blocks.iter().take(WITHIN).any(|block| {
            let line = folded(&block.text);
            line.len() > lead.len() && line.starts_with(&lead)
        })
}

/// Takes out lines at the beginning that the line behind them begins with and goes on: leads that stand in
/// the text without saying so, whole or cut short.
pub(super) fn remove_cut_beginning(blocks: &mut Vec<Block>) {
    const WITHIN: usize = 3;
    let begins_another = |number: usize| {
        let line = folded(&blocks[number].text);
        let mut behind = blocks[number + 1..].iter().take(WITHIN);
        line.len() >= MIN_REPEATED
            && behind.any(|block| {
                block.text.len() > line.len() && folded(&block.text).starts_with(&line)
            })
    };
    let number = (0..WITHIN.min(blocks.len())).find(|number| begins_another(*number));
    if let Some(number) = number {
        blocks.remove(number);
    }
}

/// Topic words of a line such as `Aihe: Järjestöt, Verkosto`.
pub(super) fn topic_line(text: &str) -> Option<Vec<String>> {
    let (label, words) = text.split_once(':')?;
    let is_label = TOPIC_LABELS.contains(&label.trim().to_lowercase().as_str());
    let is_line = text.len() <= 200 && !text.trim_end().ends_with(['.', '!', '?']);
    if !is_label || !is_line {
        return None;
    }
    Some(
        words
            .split([',', '|', '·', '\n'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
    )
}

/// The folded line of a block short enough to be residue.
fn folded_short(text: &str) -> Option<String> {
    (text.len() <= 200).then(|| folded(text))
}

/// Whether a paragraph is a count of something and nothing else. A year or a telephone number is none,
/// and what stands in a list or a heading was written.
fn is_count(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph
        && block.text.len() <= 2
        && block.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a paragraph is a time of day and nothing else.
fn is_clock(block: &Block) -> bool {
    let is_part = |part: &str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts = block.text.split_once([':', '.']);
    block.kind == BlockKind::Paragraph
        && parts.is_some_and(|(hour, minute)| is_part(hour) && is_part(minute))
}

/// Whether a line names only ways to share, among them a network.
fn is_share_row(line: &str) -> bool {
    let mut networks = 0;
    let all = line.split(' ').all(|word| {
        networks += usize::from(matches!(
            word,
            "facebook" | "twitter" | "linkedin" | "whatsapp"
        ));
        SHARE_WORDS.contains(&word)
    });
    all && networks > 0
}

/// `Lue myös: Toinen juttu`, as a link.
fn is_read_also(block: &Block) -> bool {
    block.link_bytes * 2 >= block.text.len()
        && ["lue myös", "läs också", "läs även", "read also"]
            .iter()
            .any(|label| {
                let beginning: String = block.text.chars().take(label.chars().count()).collect();
                beginning.to_lowercase() == *label
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, link_bytes: usize) -> Block {
        Block {
            kind: BlockKind::Paragraph,
            text: text.to_owned(),
            link_bytes,
        }
    }

    #[track_caller]
    fn check(lines: &[&str], kept: &[&str]) {
        // Lines that begin with an arrow are links.
        let mut blocks: Vec<Block> = lines
            .iter()
            .map(|line| match line.strip_prefix("→") {
                Some(link) => block(link, link.len()),
                None => block(line, 0),
            })
            .collect();
        remove(&mut blocks);
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, kept);
    }

    #[test]
    fn residue_goes_and_sentences_stay() {
        check(
            &[
                "Hyppää sisältöön",
                "Teksti.",
                "Ei kommentteja",
                "Osallistu keskusteluun!",
            ],
            &["Teksti."],
        );
        check(
            &["Jaa: Facebook Twitter X", "Kirjoita hakusi ja paina Enter."],
            &[],
        );
        check(
            &[
                "Lue myös",
                "→Toinen juttu",
                "→Kolmas",
                "Teksti jatkuu.",
                "→Linkki",
            ],
            &["Teksti jatkuu.", "Linkki"],
        );
        check(
            &["→Lue myös: Toinen juttu", "Lue myös pienet ehdot."],
            &["Lue myös pienet ehdot."],
        );
        check(
            &["Jaa kokemuksesi kanssamme.", "Tulosta ei tiedetä."],
            &["Jaa kokemuksesi kanssamme.", "Tulosta ei tiedetä."],
        );
        check(&["X"], &["X"]);
    }

    #[test]
    fn topic_lines_are_read() {
        let mut blocks = vec![
            block("Aihe: Järjestöt, Verkosto", 0),
            block("Aihe: tämä on lause.", 0),
        ];
        assert_eq!(remove(&mut blocks).topics, ["Järjestöt", "Verkosto"]);
        assert_eq!(blocks.len(), 1);
    }

    #[test]
    fn what_is_said_elsewhere_is_not_repeated() {
        let mut blocks = vec![
            block("Otsikko on tämä", 0),
            block("Ingressi.", 0),
            block("Teksti.", 0),
            block("Loppu", 0),
            block("Ingressi.", 0),
        ];
        remove_repeated_beginning(&mut blocks, &["Otsikko on tämä!", "Ingressi", ""]);
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["Teksti.", "Loppu", "Ingressi."]);
    }
}
