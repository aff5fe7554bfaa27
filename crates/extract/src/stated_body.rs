//! Compares the text found on a page with the one its JSON-LD states.
//!
//! Where the stated text is the whole article, it says where the article begins and ends, and it
//! stands in where the page's own text is put there by a script. Many pages state only the
//! beginning, or what is free to read; then it says nothing of the end.

use super::blocks::{Block, BlockKind};
use super::text::folded;

/// Shortest stated text that says anything, in bytes.
const MIN_STATED: usize = 300;
/// Shortest folded block that is looked for in the stated text, in bytes.
const MIN_BLOCK: usize = 20;
/// How much of the beginning of a block is looked for.
const BEGINNING: usize = 60;

/// Trims the blocks to what the stated text holds, or takes its lines for the blocks where hardly
/// any of it was found.
pub(super) fn reconcile(blocks: &mut Vec<Block>, stated: &str) {
    let whole = folded(stated);
    if whole.len() < MIN_STATED {
        return;
    }
    let lines: Vec<String> = blocks.iter().map(|block| folded(&block.text)).collect();
    let is_stated: Vec<bool> = lines.iter().map(|line| holds(&whole, line)).collect();
    let shared = lines
        .iter()
        .zip(&is_stated)
        .filter(|(_, is_stated)| **is_stated);
    let shared: usize = shared.map(|(line, _)| line.len()).sum();
    let found: usize = lines.iter().map(String::len).sum();
    if shared * 10 < whole.len() * 3 && whole.len() > 2 * found {
        *blocks = stated.lines().map(paragraph).collect();
    } else if shared * 10 >= whole.len() * 8 && whole.len() * 10 >= found * 6 {
        let first = is_stated.iter().position(|is_stated| *is_stated);
        let last = is_stated.iter().rposition(|is_stated| *is_stated);
        if let (Some(first), Some(last)) = (first, last) {
            blocks.truncate(last + 1);
            blocks.drain(..first);
        }
    }
}

/// Whether the stated text holds a line, or its beginning where the line is long: links and
/// quotes may be written otherwise further on.
fn holds(whole: &str, line: &str) -> bool {
    let beginning = &line[..line.floor_char_boundary(BEGINNING)];
    line.len() >= MIN_BLOCK && whole.contains(beginning)
}

fn paragraph(line: &str) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        text: line.to_owned(),
        link_bytes: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &[&str], stated: &str, expected: &[&str]) {
        let mut blocks: Vec<Block> = found.iter().map(|line| paragraph(line)).collect();
        reconcile(&mut blocks, stated);
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn the_stated_text_says_where_the_article_ends_or_stands_in_for_it() {
        let one = "Kylätalolla keitettiin kahvia ja puhuttiin katosta. ".repeat(4);
        let two = "Toinen kappale kertoo, mistä laudat saatiin ja kuka ne toi. ".repeat(4);
        let stated = format!("{one}{two}");
        let found = [
            "Maija Mallikas kertoi tästä",
            one.trim(),
            two.trim(),
            "Tilaa lehti jo tänään!",
        ];
        check(&found, &stated, &found[1..3]);
        check(&["Ladataan sisältöä."], stated.trim(), &[stated.trim()]);
        let only_the_beginning = &one[..one.len() - 1];
        check(&found, only_the_beginning, &found);
    }
}
