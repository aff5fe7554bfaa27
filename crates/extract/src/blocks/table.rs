//! Tables: those that hold data become rows of cells.

use scraper::ElementRef;

use super::super::walk::{self, Step};
use super::{Block, BlockKind, line_without};

/// Longest cell of a table that holds data, in bytes.
const MAX_CELL: usize = 400;

/// Stands between the cells of a row.
const CELL_SEPARATOR: &str = " | ";

/// Whether a table holds data, rather than laying out the page.
pub(super) fn holds_data(table: ElementRef<'_>) -> bool {
    let role = table
        .value()
        .attrs()
        .find(|(name, _)| *name == "role")
        .map(|(_, role)| role);
    if matches!(role, Some("presentation" | "none")) {
        return false;
    }
    let mut widest = 0;
    let mut cells = 0;
    let mut is_layout = false;
    walk::elements(*table, |element| {
        if element.id() == table.id() {
            return Step::Into;
        }
        match element.value().name() {
            "tr" => cells = 0,
            "td" | "th" => {
                cells += 1;
                widest = widest.max(cells);
                let length: usize = element.text().map(str::len).take(1_000).sum();
                is_layout |= length > MAX_CELL;
            }
            "table" | "h1" | "h2" | "h3" | "article" | "section" => is_layout = true,
            _ => {}
        }
        if is_layout { Step::Over } else { Step::Into }
    });
    widest > 1 && !is_layout
}

/// The blocks of a table that holds data: its caption, then one for each row.
pub(super) fn read<'a>(table: ElementRef<'a>, skip: &dyn Fn(ElementRef<'a>) -> bool) -> Vec<Block> {
    let mut rows: Vec<(BlockKind, Vec<String>)> = Vec::new();
    walk::elements(*table, |element| match element.value().name() {
        "caption" => {
            rows.push((BlockKind::Caption, vec![line_without(element, skip)]));
            Step::Over
        }
        "tr" => {
            rows.push((BlockKind::Row, Vec::new()));
            Step::Into
        }
        "td" | "th" => {
            if let Some((_, cells)) = rows.last_mut() {
                cells.push(line_without(element, skip));
            }
            Step::Over
        }
        _ => Step::Into,
    });
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let block = |(kind, cells): (BlockKind, Vec<String>)| Block {
        kind,
        text: cells.join(CELL_SEPARATOR).trim().to_owned(),
        link_bytes: 0,
    };
    rows.into_iter().map(block).collect()
}
