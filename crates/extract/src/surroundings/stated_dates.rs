//! Dates that elements and lines around the title state.

use aluehaku_article::time::PageTime;
use scraper::ElementRef;

use super::super::blocks::{self, Block, BlockKind};
use super::super::date_line::{self, DateLine};
use super::super::evidence::Found;
use super::super::evidence::{Evidence, EvidenceKind};
use super::super::generic::{has_stem, has_word, is_other_part};
use super::super::metadata::machine_date;
use super::super::survey::attribute;
use super::super::walk::{self, Step};
use super::limits::{LEVELS, MAX_STATEMENT, levels};
use super::writers::names_writer;

/// Beginnings of words in classes of elements that state when an article was published.
const DATE_PARTS: &[&str] = &[
    "date",
    "julkaistu",
    "paiva",
    "posted",
    "pubdate",
    "publi",
    "entrydate",
    "postdate",
    "articledate",
    "newsdate",
    "pvm",
    "timestamp",
    "datum",
    "fecha",
    "created",
    "veroffentlicht",
    "meta",
    "info",
    "submitted",
];

/// The same, where the word is all of it.
const WHOLE_DATE_PARTS: &[&str] = &["time", "data", "day", "when"];

/// The same in classes of elements that state when it was changed.
const CHANGE_PARTS: &[&str] = &[
    "updated",
    "modified",
    "modify",
    "lastmod",
    "lastupdate",
    "paivitetty",
    "muokattu",
];

/// Beginnings of words in classes of elements that state another time.
const OTHER_DATE_PARTS: &[&str] = &["event", "tapahtuma", "reading"];

/// How many dated elements behind or before the title are read.
const MAX_DATED: usize = 12;

/// When the article was published and changed, each with what says so.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct StatedDates {
    pub(in super::super) published: Found<PageTime>,
    pub(in super::super) modified: Found<PageTime>,
}

impl StatedDates {
    fn add(&mut self, said: DateLine, kind: EvidenceKind, line: &str) {
        let found = |time: Option<PageTime>| Some((time?, Evidence::new(kind, line)));
        self.published = self.published.take().or_else(|| found(said.published));
        self.modified = self.modified.take().or_else(|| found(said.modified));
    }
}

/// What elements around the title say that call themselves dates, or are times.
pub(in super::super) fn in_elements(title: ElementRef<'_>) -> StatedDates {
    let mut stated = StatedDates::default();
    for part in levels(title, LEVELS) {
        for dated in dated_elements(part, title) {
            let line = blocks::line_of(dated);
            stated.add(said_by(dated, &line), EvidenceKind::Time, &line);
        }
        if stated.published.is_some() {
            break;
        }
    }
    stated
}

/// What lines of text say that are about their date, a label in the line before included.
pub(in super::super) fn in_lines(lines: &[Block]) -> StatedDates {
    let mut stated = StatedDates::default();
    for (number, line) in lines.iter().enumerate() {
        if !line.text.bytes().any(|byte| byte.is_ascii_digit()) || is_row_of_event(line) {
            continue;
        }
        let label = number.checked_sub(1).map(|before| &lines[before].text);
        let label = label.filter(|label| date_line::is_label(label));
        let said = match label {
            Some(label) => date_line::read(&format!("{label} {}", line.text)),
            None => date_line::read(&line.text),
        };
        stated.add(said, EvidenceKind::Text, &line.text);
    }
    stated
}

/// Whether the first cell of a row says that the next has the day of an event.
fn is_row_of_event(line: &Block) -> bool {
    let first = line.text.split('|').next().unwrap_or_default();
    line.kind == BlockKind::Row && date_line::tells_of_event(first) && !date_line::has_label(first)
}

/// What any line around the title says, from the inside out.
pub(in super::super) fn anywhere_around(title: ElementRef<'_>) -> StatedDates {
    let mut stated = levels(title, LEVELS).map(|part| {
        in_lines(&blocks::read(part, &|element| {
            is_other_part(element) && !names_writer(element)
        }))
    });
    stated
        .find(|stated| stated.published.is_some())
        .unwrap_or_else(|| labelled_anywhere(title))
}

/// What the first line of the page says that speaks of publication, and another of a change.
fn labelled_anywhere(title: ElementRef<'_>) -> StatedDates {
    let page = title.ancestors().filter_map(ElementRef::wrap);
    let Some(page) = page.take_while(|part| part.value().name() != "html").last() else {
        return StatedDates::default();
    };
    let lines = blocks::read(page, &|_| false);
    let mut stated = in_lines(&labelled(&lines, date_line::is_published));
    if stated.published.is_some() && stated.modified.is_none() {
        stated.modified = in_lines(&labelled(&lines, date_line::has_label)).modified;
    }
    stated
}

/// The short lines that speak of a date, and those behind a label that does.
fn labelled(lines: &[Block], speaks: fn(&str) -> bool) -> Vec<Block> {
    let speaks = |line: &Block| line.text.len() <= MAX_STATEMENT && speaks(&line.text);
    let mut labelled = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let label = number.checked_sub(1).map(|before| &lines[before]);
        let has_label =
            label.is_some_and(|label| speaks(label) && date_line::is_label(&label.text));
        if speaks(line) || (has_label && line.text.len() <= MAX_STATEMENT) {
            labelled.push(line.clone());
        }
    }
    labelled
}

/// The first elements behind the title, then before it, that may state a date.
fn dated_elements<'a>(part: ElementRef<'a>, title: ElementRef<'a>) -> Vec<ElementRef<'a>> {
    let (mut before, mut behind) = (Vec::new(), Vec::new());
    let mut is_behind = false;
    walk::elements(*part, |element| {
        is_behind |= element.id() == title.id();
        let is_closed = walk::is_unread(element.value().name())
            || (is_other_part(element) && !names_writer(element) && !is_short(element))
            || (has_stem(element, OTHER_DATE_PARTS) && is_short(element));
        let side = if is_behind { &mut behind } else { &mut before };
        let fits = !is_closed && side.len() < MAX_DATED && is_dated(element);
        if fits {
            side.push(element);
        }
        // What stands inside one is read with it.
        if is_closed || (fits && element.value().name() == "time") {
            Step::Over
        } else {
            Step::Into
        }
    });
    behind.append(&mut before);
    behind
}

fn is_dated(element: ElementRef<'_>) -> bool {
    let calls_itself_date = element.value().name() == "time"
        || has_stem(element, DATE_PARTS)
        || has_stem(element, CHANGE_PARTS)
        || has_word(element, WHOLE_DATE_PARTS);
    calls_itself_date && !has_stem(element, OTHER_DATE_PARTS) && is_short(element)
}

/// Whether an element holds a line at most, and some text.
fn is_short(element: ElementRef<'_>) -> bool {
    let length: usize = element.text().map(str::len).take(50).sum();
    (1..=MAX_STATEMENT).contains(&length)
}

/// What an element says: by its attributes, its text, and the label before it.
fn said_by(element: ElementRef<'_>, line: &str) -> DateLine {
    let line = labelled_line(element, line);
    let said = date_line::read_marked(&line);
    if said.published.is_some() && said.modified.is_some() {
        return said;
    }
    if said.is_empty() && date_line::tells_of_event(&line) {
        return said;
    }
    let machine = machine_date(element);
    let is_change = marks_change(element) || date_line::has_label(&line);
    if said.modified.is_some() || (is_change && !date_line::is_published(&line)) {
        return DateLine {
            published: None,
            modified: machine.or(said.modified).or(said.published),
        };
    }
    DateLine {
        published: machine
            .filter(|_| !states_change(element))
            .or(said.published),
        modified: None,
    }
}

/// The line of an element, with its label where that stands in the element around it.
fn labelled_line(element: ElementRef<'_>, line: &str) -> String {
    let around = element.parent().and_then(ElementRef::wrap);
    let around = around.filter(|around| {
        let length: usize = around.text().map(str::len).take(50).sum();
        length <= MAX_STATEMENT
    });
    match around {
        Some(around) if !date_line::has_label(line) => {
            let line_around = blocks::line_of(around);
            if date_line::has_label(&line_around) || date_line::tells_of_event(&line_around) {
                return line_around;
            }
            line.to_owned()
        }
        _ => line.to_owned(),
    }
}

/// Whether an element calls itself the time of a change, and not of the publication too.
fn marks_change(element: ElementRef<'_>) -> bool {
    let is_published = || has_stem(element, &["publi", "entrydate", "julkaistu"]);
    (has_stem(element, CHANGE_PARTS) && !is_published()) || states_change(element)
}

/// Whether an element is the item property of a change.
fn states_change(element: ElementRef<'_>) -> bool {
    attribute(element, "itemprop").is_some_and(|property| property.contains("dateModified"))
}
