//! The text of an element as blocks in reading order: paragraphs, headings, list items, quotes,
//! captions, rows of tables.
//!
//! White space collapses as a browser shows it; a line break inside a paragraph stays one, two in
//! a row end the paragraph. Rows of tables that hold data become one block each, their cells
//! separated by ` | `; tables that only lay out the page are read as if they were not there.

mod hidden;
mod repeated;
mod table;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::text::Line;
use super::walk::{self, Step, Visitor};
use hidden::opens_text;
pub(super) use hidden::{is_hidden, is_opener, is_streamed};
pub(super) use repeated::remove_repeated;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    Heading,
    ListItem,
    Quote,
    Caption,
    Row,
}

/// One block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// Not empty, without white space at its ends; line breaks are `\n`.
    pub(super) text: String,
    /// How many bytes of the text are inside links.
    pub(super) link_bytes: usize,
}

impl Block {
    /// Whether the text is a link, or links and what separates them.
    pub(super) fn is_link(&self) -> bool {
        self.link_bytes * 10 >= self.text.len() * 8
    }
}

/// Reads the blocks of an element, leaving out what `skip` names and what nobody reads.
pub(super) fn read<'a>(root: ElementRef<'a>, skip: &dyn Fn(ElementRef<'a>) -> bool) -> Vec<Block> {
    let mut reader = Reader {
        root: root.id(),
        skip,
        blocks: Vec::new(),
        line: Line::default(),
        link_bytes: 0,
        links: 0,
        kinds: vec![(root.id(), BlockKind::Paragraph)],
        preformatted: 0,
    };
    walk::walk(*root, &mut reader);
    reader.flush();
    reader.blocks
}

/// The text of an element in one line, leaving out what nobody reads.
pub(super) fn line_of(element: ElementRef<'_>) -> String {
    line_without(element, &|_| false)
}

fn line_without<'a>(element: ElementRef<'a>, skip: &dyn Fn(ElementRef<'a>) -> bool) -> String {
    let mut line = String::new();
    for block in &read(element, skip) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&block.text.replace('\n', " "));
    }
    line
}

/// Joins blocks into the text of an article.
pub(super) fn join(blocks: &[Block]) -> String {
    let mut text = String::with_capacity(blocks.iter().map(|block| block.text.len() + 2).sum());
    for block in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&block.text);
    }
    text
}

struct Reader<'a, 's> {
    root: NodeId,
    skip: &'s dyn Fn(ElementRef<'a>) -> bool,
    blocks: Vec<Block>,
    line: Line,
    link_bytes: usize,
    /// How many links are open.
    links: usize,
    /// The elements that say what the text inside them is, innermost last.
    kinds: Vec<(NodeId, BlockKind)>,
    /// How many elements that keep their line breaks are open.
    preformatted: usize,
}

impl<'a> Reader<'a, '_> {
    fn kind(&self) -> BlockKind {
        self.kinds
            .last()
            .map_or(BlockKind::Paragraph, |(_, kind)| *kind)
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let text = self.line.take();
        let link_bytes = std::mem::take(&mut self.link_bytes);
        for part in text
            .split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            // Where one block falls into several, its links are taken to be spread evenly.
            let link_bytes = link_bytes * part.len() / text.len().max(1);
            self.blocks.push(Block {
                kind: self.kind(),
                text: part.to_owned(),
                link_bytes,
            });
        }
    }

    fn enter_element(&mut self, element: ElementRef<'a>) -> Step {
        let name = element.value().name();
        let is_root = element.id() == self.root;
        if !is_root && (walk::is_unread(name) || is_control(element) || is_hidden(element)) {
            return Step::Over;
        }
        if !is_root && (self.skip)(element) {
            // What is left out still separates what stands around it.
            if is_block(name) {
                self.flush();
            }
            return Step::Over;
        }
        match name {
            "br" => {
                self.line.break_line();
                return Step::Over;
            }
            "a" => self.links += usize::from(!is_opener(element)),
            "pre" => self.preformatted += 1,
            "table" if table::holds_data(element) => {
                self.flush();
                self.blocks.extend(table::read(element, self.skip));
                return Step::Over;
            }
            _ => {}
        }
        if is_block(name) {
            self.flush();
            if let Some(kind) = kind_of(element) {
                self.kinds.push((element.id(), kind));
            }
        }
        Step::Into
    }

    fn leave_element(&mut self, element: ElementRef<'a>) {
        let name = element.value().name();
        match name {
            "a" => {
                let links = usize::from(!is_opener(element));
                self.links = self.links.saturating_sub(links);
            }
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        if is_block(name) {
            self.flush();
            if self.kinds.len() > 1 && self.kinds.last().is_some_and(|(id, _)| *id == element.id())
            {
                self.kinds.pop();
            }
        }
    }
}

impl<'a> Visitor<'a> for Reader<'a, '_> {
    fn enter(&mut self, node: NodeRef<'a, Node>) -> Step {
        match node.value() {
            Node::Text(text) => {
                let added = self.line.push(text, self.preformatted > 0);
                if self.links > 0 {
                    self.link_bytes += added;
                }
                Step::Over
            }
            Node::Element(_) => match ElementRef::wrap(node) {
                Some(element) => self.enter_element(element),
                None => Step::Over,
            },
            _ => Step::Over,
        }
    }

    fn leave(&mut self, node: NodeRef<'a, Node>) {
        if let Some(element) = ElementRef::wrap(node) {
            self.leave_element(element);
        }
    }
}

/// Whether an element begins and ends on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether an element is a means of working the page, not text.
fn is_control(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "form" | "input" | "nav" | "select" | "textarea" | "dialog" => true,
        "button" => !opens_text(element),
        _ => false,
    }
}

/// What an element says its text is, where it says so.
fn kind_of(element: ElementRef<'_>) -> Option<BlockKind> {
    match element.value().name() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "li" | "dt" | "dd" => Some(BlockKind::ListItem),
        "blockquote" => Some(BlockKind::Quote),
        "caption" | "figcaption" => Some(BlockKind::Caption),
        "p" => {
            let is_caption = |class: &str| class.contains("caption");
            let class = element.value().attrs().find(|(name, _)| *name == "class");
            class
                .filter(|(_, class)| is_caption(class))
                .map(|_| BlockKind::Caption)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let html = Html::parse_document(page);
        let body = html
            .select(&Selector::parse("body").unwrap())
            .next()
            .unwrap();
        let skip = |element: ElementRef<'_>| element.value().attr("id") == Some("pois");
        let blocks = read(body, &skip);
        let texts: Vec<_> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn blocks_stand_in_reading_order() {
        check(
            "<h2>Otsikko</h2><p>Eka <b>vahva</b> sana.\n Toka.<ul><li>yksi<li>kaksi<ol><li>a</ol></ul>\
             <blockquote><p>Lainaus<p><cite>Nimi</cite></blockquote>irti<div>sisällä</div>loppu\
             <figure><img alt=x><figcaption>Kuva: A</figcaption></figure>",
            &[
                "Otsikko",
                "Eka vahva sana. Toka.",
                "yksi",
                "kaksi",
                "a",
                "Lainaus",
                "Nimi",
                "irti",
                "sisällä",
                "loppu",
                "Kuva: A",
            ],
        );
    }

    #[test]
    fn white_space_collapses_and_breaks_stay() {
        check(
            "<p> a&nbsp;b\n\n c<br> d <br/>e<p><br><p>f<br><br>g",
            &["a b c\nd\ne", "f", "g"],
        );
        check(
            "<p>yh&shy;distys&#8203;talo<p>1&#8239;400",
            &["yhdistystalo", "1 400"],
        );
        check("<p>a<span> b</span><span>c </span>d", &["a bc d"]);
        check("<pre>a\n  b\n</pre>", &["a\nb"]);
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        check(
            "a<script>x</script><p hidden>y</p><p style='DISPLAY: none'>z</p><button>Jaa</button>\
             <span aria-hidden=true>i</span><nav>n</nav><div id=pois>p</div><span id=pois>q</span>b",
            &["a", "b"],
        );
        check(
            "a<span id=pois>x</span>b<template><p>t</p></template>",
            &["ab"],
        );
    }

    #[test]
    fn tables_of_data_become_rows_and_layout_falls_apart() {
        check(
            "<table><caption>Ajat</caption><thead><tr><th>Päivä<th>Auki</thead><tr><td><p>ma</p><td>8–20\
             <tr><td><td></table>",
            &["Ajat", "Päivä | Auki", "ma | 8–20"],
        );
        check(
            "<table><tr><td>yksin</td></tr><tr><td><p>a</p><p>b</p></td></tr></table>",
            &["yksin", "a", "b"],
        );
        check(
            "<table role=presentation><tr><td>a<td>b</table>",
            &["a", "b"],
        );
    }

    #[test]
    fn links_are_measured() {
        let html =
            Html::parse_document("<p><a href=x>Lue lisää</a></p><p>Teksti ja <a>linkki</a></p>");
        let blocks = read(html.root_element(), &|_| false);
        assert!(blocks[0].is_link() && !blocks[1].is_link());
    }
}
