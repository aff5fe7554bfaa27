//! Paragraphs that a page holds more than once.

use std::collections::HashSet;

use super::{Block, BlockKind};

/// Shortest paragraph that nobody writes twice, in bytes.
const MIN_REPEATED: usize = 80;

/// Takes out paragraphs that stand there again: some pages hold their text once for each width of a
/// screen. Where much of it is repeated, headings, lists and short lines go as well.
pub(in super::super) fn remove_repeated(blocks: &mut Vec<Block>) {
    let mut seen: HashSet<&str> = HashSet::new();
    let is_repeated: Vec<bool> = blocks
        .iter()
        .map(|block| !seen.insert(block.text.as_str()))
        .collect();
    let all: usize = blocks.iter().map(|block| block.text.len()).sum();
    let repeated = blocks.iter().zip(&is_repeated);
    let repeated = repeated.filter(|(_, is_repeated)| **is_repeated);
    let repeated: usize = repeated.map(|(block, _)| block.text.len()).sum();
    let is_copied = repeated * 5 > 2 * all;
    let mut number = 0;
    blocks.retain(|block| {
        number += 1;
        !(is_repeated[number - 1] && (is_copied || is_long_paragraph(block)))
    });
}

fn is_long_paragraph(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.text.len() >= MIN_REPEATED
}
