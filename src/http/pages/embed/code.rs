//! The code to copy, and the same as a preview. Whatever people write into it is escaped here.

use std::fmt::Write as _;

use super::choice::{Choice, Form};
use crate::http::embed::NEWEST;
use crate::http::text::marked_html;
use crate::i18n::{page_texts, texts};

/// Id of the place in the page that shows the results.
const PLACE: &str = "aluehaku-results";

/// The code to copy, for a service at an address.
pub(super) fn code(choice: &Choice, host: &str) -> String {
    if choice.form.is_frame() {
        return markup(choice, host, "");
    }
    let (number, integrity) = (NEWEST.number, NEWEST.integrity);
    format!(
        "<script type=\"module\" src=\"{}/embed/{number}/search.js\"
  integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>
{}",
        escaped(host),
        markup(choice, host, "")
    )
}

/// What is embedded, as HTML. `words` stand in the field of a search already.
pub(super) fn markup(choice: &Choice, host: &str, words: &str) -> String {
    match choice.form {
        Form::News => news(choice, host),
        Form::NewsFrame => frame(choice, host, "news"),
        Form::SearchFrame => frame(choice, host, "search"),
        Form::Panel | Form::Page | Form::Dialog => search(choice, host, words),
    }
}

fn search(choice: &Choice, host: &str, words: &str) -> String {
    let text = texts(choice.language);
    let (extra, place) = match choice.form {
        Form::Page => (
            format!(" target=\"{PLACE}\""),
            format!("<div id=\"{PLACE}\"></div>\n"),
        ),
        Form::Dialog => (" modal".to_owned(), String::new()),
        _ => Default::default(),
    };
    let mut fields = String::new();
    for (name, value) in choice.presets() {
        // Writing to a string cannot fail.
        let _ = write!(
            fields,
            "\n    <input type=\"hidden\" name=\"{name}\" value=\"{}\">",
            escaped(value)
        );
    }
    let value = match words {
        "" => String::new(),
        words => format!(" value=\"{}\"", escaped(words)),
    };
    format!(
        "<aluehaku-search{attributes}{extra}>
  <form action=\"{host}/search\" role=\"search\" aria-label=\"{label}\">
    <label for=\"aluehaku-q\">{label}</label>
    <input id=\"aluehaku-q\" name=\"q\" type=\"search\"{value}>{fields}
    <input type=\"hidden\" name=\"ui\" value=\"{lang}\">
    <button type=\"submit\">{button}</button>
  </form>
</aluehaku-search>
{place}",
        attributes = attributes(choice),
        host = escaped(host),
        label = text.search_label,
        lang = choice.language.code(),
        button = text.search_button,
    )
}

fn news(choice: &Choice, host: &str) -> String {
    let lang = choice.language.code();
    let query = choice.query(&[("sort", "-published"), ("ui", lang)]);
    format!(
        "<aluehaku-news{attributes}>
  <p><a href=\"{all}\">{words}</a></p>
</aluehaku-news>
",
        attributes = attributes(choice),
        all = escaped(&format!("{host}/search?{query}")),
        words = page_texts(choice.language).framed_all,
    )
}

fn frame(choice: &Choice, host: &str, page: &str) -> String {
    let address = frame_address(choice, host, page);
    let p = page_texts(choice.language);
    let title = match page {
        "news" => p.framed_latest,
        _ => texts(choice.language).search_label,
    };
    // A row is about this high, what is around them takes the rest.
    let height = 130 + 74 * choice.limit;
    format!(
        "<iframe src=\"{}\" title=\"{title}\"
  width=\"100%\" height=\"{height}\" loading=\"lazy\"></iframe>
",
        escaped(&address)
    )
}

/// Address of the frame.
pub(super) fn frame_address(choice: &Choice, host: &str, page: &str) -> String {
    let limit = choice.limit.to_string();
    let query = choice.query(&[("ui", choice.language.code()), ("limit", &limit)]);
    format!("{host}/frame/{page}?{query}")
}

fn attributes(choice: &Choice) -> String {
    let mut attributes = String::new();
    let facets: Vec<_> = choice.facets.iter().map(|facet| facet.name()).collect();
    let limit = choice.limit.to_string();
    let all = choice
        .presets()
        .into_iter()
        .chain([("lang", choice.language.code()), ("limit", limit.as_str())]);
    for (name, value) in all {
        let _ = write!(attributes, " {name}=\"{}\"", escaped(value));
    }
    if !facets.is_empty() {
        let _ = write!(attributes, " facets=\"{}\"", facets.join(" "));
    }
    attributes
}

/// Text as it stands in HTML, attributes included.
fn escaped(text: &str) -> String {
    marked_html(text, &[])
}
