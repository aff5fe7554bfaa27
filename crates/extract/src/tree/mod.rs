//! Parses a page into a tree of bounded size, depth and cost, whatever the page holds.
//!
//! html5ever does the parsing, scraper keeps the tree. Between them stands a guard, because some
//! pages make the standard's algorithm slow or its tree huge: a million attributes on one tag are
//! compared pairwise, a hundred thousand open elements are searched at every tag, and formatting
//! elements that are never closed are opened again in every paragraph. What goes beyond the limits
//! is left out and reported; pages that people read are far below them.

mod attributes;
mod guard;
mod limits;
mod raw_text;
mod sink;

use std::rc::Rc;

use html5ever::interface::{TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use scraper::Html;

use super::warning::{Warning, WarningCode};
use attributes::with_few_attributes;
use guard::TokenGuard;
pub(super) use limits::MAX_DEPTH;
use limits::MAX_ELEMENTS;

/// Longest text that is parsed, in bytes. The rest is cut off.
pub(super) const MAX_TEXT: usize = 16 << 20;
/// How much text is parsed between looks at the limits, in bytes.
const CHUNK: usize = 64 << 10;

/// Parses a page.
pub(super) fn parse(text: &str, warnings: &mut Vec<Warning>) -> Html {
    let text = shortened(text, warnings);
    let text = with_few_attributes(text, warnings);
    let queue = Rc::new(BufferQueue::default());
    let guard = TokenGuard::new(Rc::clone(&queue));
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let mut rest = &*text;
    while !rest.is_empty() && !tokenizer.sink.builder.sink.is_full() {
        let (chunk, others) = rest.split_at(rest.floor_char_boundary(CHUNK));
        queue.push_back(StrTendril::from_slice(chunk));
        // The tree builder stops the tokenizer at each script, to let it run; here none runs.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        rest = others;
    }
    tokenizer.end();
    let guard = tokenizer.sink;
    if guard.builder.sink.is_full() {
        warnings.push(Warning::new(
            WarningCode::PageCut,
            format!(
                "the page has more than {MAX_ELEMENTS} elements; what follows them is not read"
            ),
        ));
    }
    if guard.dropped_deep_tags() {
        warnings.push(Warning::new(
            WarningCode::DeepNesting,
            format!(
                "elements stand in each other more than {MAX_DEPTH} deep; deeper ones are read flat"
            ),
        ));
    }
    guard.builder.sink.finish()
}

fn shortened<'a>(text: &'a str, warnings: &mut Vec<Warning>) -> &'a str {
    if text.len() <= MAX_TEXT {
        return text;
    }
    warnings.push(Warning::new(
        WarningCode::PageCut,
        format!(
            "the page has {} bytes; only the first {MAX_TEXT} are read",
            text.len()
        ),
    ));
    &text[..text.floor_char_boundary(MAX_TEXT)]
}

#[cfg(test)]
mod tests {
    use super::attributes::MAX_ATTRIBUTES;
    use super::*;

    /// Depth of the tree and the codes of the warnings.
    fn measure(text: &str) -> (usize, usize, Vec<&'static str>) {
        let mut warnings = Vec::new();
        let html = parse(text, &mut warnings);
        let mut deepest = 0;
        let mut depth = 0usize;
        let mut count = 0;
        for edge in html.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(_) => {
                    depth += 1;
                    count += 1;
                    deepest = deepest.max(depth);
                }
                ego_tree::iter::Edge::Close(_) => depth -= 1,
            }
        }
        (
            deepest,
            count,
            warnings
                .iter()
                .map(|warning| warning.code.as_str())
                .collect(),
        )
    }

    fn text_of(text: &str) -> String {
        let html = parse(text, &mut Vec::new());
        html.root_element().text().collect()
    }

    #[test]
    fn ordinary_pages_are_parsed_as_scraper_does() {
        let page = "<!doctype html><html lang=fi><head><title>A</title></head><body class='a b'>\
            <p>Yksi<p>Kaksi <b>kolme<i>neljä</b>viisi</i><table>x<tr><td>1</table><svg><path/></svg>\
            <select><option>a<option>b</select><template><p>t</p></template><br></br></body>";
        let ours = parse(page, &mut Vec::new());
        let theirs = Html::parse_document(page).html();
        assert_eq!(
            Some(ours.html().as_str()),
            theirs.strip_prefix("<!DOCTYPE html>")
        );
    }

    #[test]
    fn scripts_and_styles_are_left_empty_but_data_stays() {
        let page = "<script>var a = '<p>x</p>';</script><style>p{}</style>\
            <script type='application/ld+json'>{\"a\":1}</script><p>b<!-- c --></p>";
        assert_eq!(text_of(page), "{\"a\":1}b");
    }

    #[test]
    fn scripts_end_where_the_standard_says() {
        for (page, text) in [
            ("<script>a</scripts>b</SCRIPT\n>c<p>d", "cd"),
            ("<script><!--<script></script>--></script>e", "e"),
            ("<script><!-- x </script>f", "f"),
            ("<style>a</script></style/>h", "h"),
            ("<select><script>i</script></select>k", "k"),
            ("<title><script>l</title>m</script>n", "<script>lmn"),
            ("<textarea><style>o</textarea>p", "<style>op"),
            ("q<script>never closed <p>r", "q"),
            ("<p title='<script>'>s</p>t</script>", "st"),
            ("<!-- <script> -->u</script>", "u"),
        ] {
            assert_eq!(text_of(page), text, "{page}");
        }
    }

    #[test]
    fn nesting_without_end_is_read_flat() {
        let page = format!(
            "{}sisin{}<p>loppu",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let (depth, _, codes) = measure(&page);
        assert!(depth <= usize::from(MAX_DEPTH) + 4, "{depth}");
        assert_eq!(codes, ["deep_nesting"]);
        assert_eq!(text_of(&page), "sisinloppu");
        let balanced = format!("{}x</div></div>y", "<div>".repeat(600));
        assert_eq!(text_of(&balanced), "xy");
    }

    #[test]
    fn a_million_attributes_are_cut_to_a_few() {
        let mut page = "<p".to_owned();
        for number in 0..1_000_000 {
            page.push_str(&format!(" a{number}='>'"));
        }
        page.push_str(">teksti</p><p>muu");
        let mut warnings = Vec::new();
        let html = parse(&page, &mut warnings);
        assert_eq!(warnings[0].code.as_str(), "attributes_cut");
        let paragraph = html
            .select(&scraper::Selector::parse("p").unwrap())
            .next()
            .unwrap();
        assert_eq!(paragraph.value().attrs().count(), MAX_ATTRIBUTES);
        assert_eq!(html.root_element().text().collect::<String>(), "tekstimuu");
    }

    #[test]
    fn formatting_that_is_opened_again_everywhere_stays_small() {
        let mut page = String::new();
        for number in 0..20_000 {
            page.push_str(&format!("<p><b id=n{number}>x</p>"));
        }
        let (depth, count, codes) = measure(&page);
        assert!(count < 2 * MAX_ELEMENTS && depth < 2_000, "{count} {depth}");
        assert_eq!(codes, ["page_cut"]);
    }

    #[test]
    fn a_page_with_too_many_elements_ends_at_the_limit() {
        let page = "<p>x".repeat(2 * MAX_ELEMENTS);
        let (_, count, codes) = measure(&page);
        assert!(count < 2 * MAX_ELEMENTS + 10, "{count}");
        assert_eq!(codes, ["page_cut"]);
    }

    #[test]
    fn end_tags_that_close_nothing_do_not_let_the_tree_grow() {
        let (depth, _, _) = measure(&"<div></x></x>".repeat(100_000));
        assert!(depth < 2_000, "{depth}");
    }

    #[test]
    fn a_page_beyond_the_limit_is_cut_between_characters() {
        let page = "ä".repeat(MAX_TEXT);
        let mut warnings = Vec::new();
        assert_eq!(shortened(&page, &mut warnings).len(), MAX_TEXT);
        let odd = format!("a{page}");
        assert_eq!(shortened(&odd, &mut warnings).len(), MAX_TEXT - 1);
        assert_eq!(warnings.len(), 2);
    }
}
