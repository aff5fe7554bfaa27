//! Trims what stands before and after the text of a page that no profile describes: lines about
//! the writer, the date and the reading time, copyright notices, invitations.

use super::blocks::{Block, BlockKind};
use super::byline;
use super::date_line;
use super::residue;
use super::text::folded;

/// How many blocks at either end are looked at.
const WITHIN: usize = 8;
/// Longest line that can be about the article rather than of it, in bytes.
const MAX_LINE: usize = 160;
/// Most words of a line about the writer.
const MAX_WORDS: usize = 9;
/// Longest note about the writer, in bytes.
const MAX_NOTE: usize = 500;

/// Beginnings of lines after the text, folded.
const ENDINGS: &[&str] = &[
    "all rights reserved",
    "alle rechte vorbehalten",
    "alle rettigheder",
    "avainsanat",
    "bookmark the permalink",
    "categories",
    "category",
    "click here to",
    "continue reading",
    "copyright",
    "filed under",
    "follow us on",
    "följ oss på",
    "labels",
    "last modified",
    "last updated",
    "like us on facebook",
    "mots clés",
    "posted in",
    "read full story",
    "schlagwörter",
    "seuraa meitä",
    "sivua muokattu",
    "sivu päivitetty",
    "subscribe to",
    "tagged with",
    "tags",
    "this entry was posted in",
    "tous droits réservés",
    "tutti i diritti riservati",
    "todos los derechos reservados",
    "want more stories like this",
    "your email address will not be published",
];

/// Words of lines that say how long the reading takes, folded.
const READING_TIMES: &[&str] = &[
    "min read",
    "minute read",
    "minutes read",
    "min lukuaika",
    "lukuaika",
    "lästid",
    "lesezeit",
    "temps de lecture",
    "min de lectura",
    "minuti di lettura",
    "tempo di lettura",
    "leestijd",
    "min læsning",
];

/// Takes out the lines at both ends that are not the article's.
pub(super) fn edges(blocks: &mut Vec<Block>, authors: &[String], site: &str) {
    let known: Vec<String> = authors
        .iter()
        .map(String::as_str)
        .chain([site])
        .map(folded)
        .filter(|name| !name.is_empty())
        .collect();
    let head = blocks
        .iter()
        .take(WITHIN)
        .position(is_running_text)
        .unwrap_or(0);
    let mut number = 0;
    blocks.retain(|block| {
        number += 1;
        number > head || !is_about_the_article(block, &known)
    });
    while blocks.len() > 1 && blocks.last().is_some_and(|block| is_ending(block, &known)) {
        blocks.pop();
    }
    // What is left of a box whose text went: its heading.
    while blocks.len() > 1 && blocks.last().is_some_and(is_bare_heading) {
        blocks.pop();
    }
}

/// Whether a block is a heading, and no text inside one that was never closed.
fn is_bare_heading(block: &Block) -> bool {
    block.kind == BlockKind::Heading && !block.text.ends_with(['.', '!'])
}

/// Whether a block is a paragraph of sentences.
fn is_running_text(block: &Block) -> bool {
    block.text.len() > MAX_LINE
        || (block.text.len() > 70
            && block.text.ends_with(['.', '!', '?', '”', '"', '»', '…'])
            && block.link_bytes * 2 < block.text.len())
}

/// Whether a line before the text is about the article: who wrote it, when, how long it is.
fn is_about_the_article(block: &Block, known: &[String]) -> bool {
    if block.text.len() > MAX_LINE || block.kind == BlockKind::Heading {
        return false;
    }
    let line = folded(&block.text);
    block.is_link()
        || known.contains(&line)
        || says_reading_time(&line)
        || states_when(&block.text)
        || is_byline(&block.text, &line, known)
        || line.is_empty()
}

fn is_byline(text: &str, line: &str, known: &[String]) -> bool {
    let names_known = known.iter().any(|name| line.contains(name.as_str()));
    let is_short = line.split(' ').count() <= MAX_WORDS;
    let is_sentence = text.ends_with(['.', '!', '?']);
    is_short && !is_sentence && (names_known || byline::is_labelled(text))
}

fn says_reading_time(line: &str) -> bool {
    line.len() <= 40 && READING_TIMES.iter().any(|words| line.contains(words))
}

/// Whether a block at the end is not the article's.
fn is_ending(block: &Block, known: &[String]) -> bool {
    let line = folded(&block.text);
    if line.is_empty() || residue::heads_a_box(&block.text) {
        return true;
    }
    if block.text.len() <= MAX_NOTE
        && (block.text.starts_with('©')
            || ENDINGS.iter().any(|beginning| {
                line.strip_prefix(beginning)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            }))
    {
        return true;
    }
    let is_line = block.text.len() <= MAX_LINE;
    is_line
        && (known.contains(&line)
            || says_reading_time(&line)
            || (block.link_bytes * 10 >= block.text.len() * 9 && block.kind != BlockKind::ListItem)
            || is_byline(&block.text, &line, known)
            || states_when(&block.text))
}

/// Whether a line at the end says when the article was published or changed.
fn states_when(text: &str) -> bool {
    !date_line::read(text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], kept: &[&str]) {
        let mut blocks: Vec<Block> = lines
            .iter()
            .map(|line| Block {
                kind: BlockKind::Paragraph,
                text: (*line).to_owned(),
                link_bytes: 0,
            })
            .collect();
        edges(&mut blocks, &["Maija Mallikas".to_owned()], "Kyläuutiset");
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, kept);
    }

    #[test]
    fn lines_around_the_text_go_and_the_text_stays() {
        let text = "Kylätalolla keitettiin kahvia ja puhuttiin katosta, joka vuotaa yhä kovemmin.";
        check(
            &[
                "Maija Mallikas",
                "6.10.2022 klo 12.58",
                "Lukuaika 3 min",
                text,
                "Maija Mallikas",
                "© Kyläuutiset 2022",
            ],
            &[text],
        );
        check(
            &["6.10.2022 satoi.", text, "Loppu."],
            &["6.10.2022 satoi.", text, "Loppu."],
        );
        check(&["Lyhyt."], &["Lyhyt."]);
    }
}
