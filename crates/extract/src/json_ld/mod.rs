//! What a page says of itself in JSON-LD (schema.org): headline, dates, authors, topics.
//!
//! Pages write it as one object, as a list, or as a graph whose nodes refer to each other by
//! `@id`; some break it with raw line breaks or trailing commas, which is mended here. Dates of
//! events are never read: only nodes that are articles, or the page itself, state publication.

mod mended;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::text::{folded, one_line};
use super::warning::{Warning, WarningCode};
use mended::parse;

/// Most nodes that are looked at.
const MAX_NODES: usize = 2_000;

/// What JSON-LD says of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Structured {
    /// Whether some node is an article; else the values are those of the page.
    pub(super) is_article: bool,
    /// How many nodes are articles: a list page has many.
    pub(super) articles: usize,
    /// Whether some node says that the page is a list, a forum or a shop.
    pub(super) is_other_kind: bool,
    pub(super) headline: Option<String>,
    pub(super) description: Option<String>,
    /// The article's text, a line for each paragraph.
    pub(super) body: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) topics: Vec<String>,
    pub(super) language: Option<String>,
    /// Address and description of the picture.
    pub(super) image: Option<(String, Option<String>)>,
    /// Name of the site.
    pub(super) site: Option<String>,
}

/// Reads the scripts of a page.
///
/// Where several nodes are articles, the one whose headline the page's title holds goes first;
/// `title` is that title, folded.
pub(super) fn read(scripts: &[String], title: &str, warnings: &mut Vec<Warning>) -> Structured {
    let mut values = Vec::new();
    let mut broken = Structured::default();
    for script in scripts {
        match parse(script) {
            Some(value) => values.push(value),
            None if script.trim().is_empty() => {}
            None => {
                broken.salvage(script);
                warnings.push(Warning::new(
                    WarningCode::BrokenJsonLd,
                    "a script of JSON-LD is broken and could not be mended",
                ));
            }
        }
    }
    let nodes = nodes(&values);
    let by_id: HashMap<&str, &Map<String, Value>> = nodes
        .iter()
        .rev()
        .filter_map(|node| Some((node.get("@id")?.as_str()?, *node)))
        .collect();
    let mut articles: Vec<_> = nodes
        .iter()
        .filter(|node| has_type(node, is_article_type))
        .collect();
    articles.sort_by_key(|node| {
        let headline = text(node.get("headline")).map(|headline| folded(&headline));
        !headline.is_some_and(|headline| !headline.is_empty() && title.contains(&headline))
    });
    let pages = nodes
        .iter()
        .filter(|node| has_type(node, |kind| kind.ends_with("WebPage")));
    let mut structured = Structured {
        is_article: !articles.is_empty(),
        articles: articles.len(),
        is_other_kind: nodes.iter().any(|node| has_type(node, is_other_kind)),
        ..Structured::default()
    };
    for node in articles.iter().copied().chain(pages) {
        structured.fill(node, &by_id);
    }
    let site = nodes
        .iter()
        .find(|node| has_type(node, |kind| kind == "WebSite"));
    structured.site = site.and_then(|site| text(site.get("name")));
    structured.published = structured.published.or(broken.published);
    structured.modified = structured.modified.or(broken.modified);
    structured
}

impl Structured {
    /// Leaves out what is stated of an article, because it is another one than the page's.
    pub(super) fn forget_article(&mut self) {
        *self = Self {
            articles: self.articles,
            is_other_kind: self.is_other_kind,
            site: self.site.take(),
            language: self.language.take(),
            ..Self::default()
        };
    }

    /// Takes the dates out of a script that is no JSON: they are written the same in any.
    fn salvage(&mut self, script: &str) {
        let value = |key: &str| {
            let (_, rest) = script.split_once(key)?;
            let rest = rest.trim_start_matches(['"', '\\', ':', ' ', '\n']);
            let end = rest.find(['"', '\\'])?;
            Some(rest[..end].to_owned())
        };
        self.published = self.published.take().or_else(|| value("datePublished"));
        self.modified = self.modified.take().or_else(|| value("dateModified"));
    }

    /// Takes from a node what no earlier one stated.
    fn fill(&mut self, node: &Map<String, Value>, by_id: &HashMap<&str, &Map<String, Value>>) {
        let get = |key: &str| text(node.get(key));
        self.headline = self
            .headline
            .take()
            .or_else(|| get("headline"))
            .or_else(|| get("name"));
        self.description = self.description.take().or_else(|| get("description"));
        self.body = self.body.take().or_else(|| lines(node.get("articleBody")));
        self.published = self
            .published
            .take()
            .or_else(|| get("datePublished"))
            .or_else(|| get("dateCreated"));
        self.modified = self.modified.take().or_else(|| get("dateModified"));
        self.language = self.language.take().or_else(|| get("inLanguage"));
        if self.image.is_none() {
            let image = node.get("image").or_else(|| node.get("primaryImageOfPage"));
            self.image = image.and_then(|image| picture(image, by_id));
        }
        if self.authors.is_empty() {
            let author = node.get("author").or_else(|| node.get("creator"));
            self.authors = author
                .map(|author| names(author, by_id))
                .unwrap_or_default();
        }
        if self.topics.is_empty() {
            let sections = node
                .get("articleSection")
                .into_iter()
                .chain(node.get("keywords"));
            self.topics = sections.flat_map(words).collect();
        }
    }
}

/// The address of a picture and what it shows: an address, an object with one, one that is described elsewhere, or
/// the first of a list.
fn picture(
    value: &Value,
    by_id: &HashMap<&str, &Map<String, Value>>,
) -> Option<(String, Option<String>)> {
    let node = match value {
        Value::String(address) => return Some((address.clone(), None)),
        Value::Array(items) => return items.iter().find_map(|item| picture(item, by_id)),
        Value::Object(node) => node,
        _ => return None,
    };
    let address =
        |node: &Map<String, Value>| text(node.get("url").or_else(|| node.get("contentUrl")));
    let id = node.get("@id").and_then(Value::as_str);
    let described = id.and_then(|id| by_id.get(id)).copied().unwrap_or(node);
    let address = address(node).or_else(|| address(described))?;
    Some((address, text(described.get("caption"))))
}

/// Every object that may describe the page: of lists, graphs and the page's main thing.
fn nodes(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut nodes = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop().filter(|_| nodes.len() < MAX_NODES) {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(node) => {
                nodes.push(node);
                let inside = ["mainEntityOfPage", "mainEntity", "@graph"];
                open.extend(inside.iter().filter_map(|key| node.get(*key)));
            }
            _ => {}
        }
    }
    nodes
}

fn has_type(node: &Map<String, Value>, is_wanted: impl Fn(&str) -> bool) -> bool {
    match node.get("@type") {
        Some(Value::String(kind)) => is_wanted(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_wanted),
        _ => false,
    }
}

fn is_article_type(kind: &str) -> bool {
    kind.ends_with("Article")
        || matches!(
            kind,
            "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting"
        )
        || matches!(kind, "Report" | "Recipe")
}

/// Whether a type is that of a page which is no article.
pub(super) fn is_other_kind(kind: &str) -> bool {
    matches!(
        kind,
        "CollectionPage"
            | "DiscussionForumPosting"
            | "ItemList"
            | "OfferCatalog"
            | "Product"
            | "ProductGroup"
            | "QAPage"
            | "SearchResultsPage"
            | "Service"
            | "SoftwareApplication"
            | "SomeProducts"
    )
}

/// The text of a value: a string, the first of a list, or the name of an object.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Array(items) => return items.iter().find_map(|item| text(Some(item))),
        Value::Object(node) => return text(node.get("@value").or_else(|| node.get("name"))),
        _ => return None,
    };
    let plain = one_line(&without_markup(text));
    (!plain.is_empty()).then_some(plain)
}

/// The lines of a longer text, those that are empty left out.
fn lines(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    let plain = without_markup(text);
    let lines: Vec<String> = plain.lines().map(one_line).collect();
    let kept: Vec<&str> = lines
        .iter()
        .map(String::as_str)
        .filter(|line| !line.is_empty())
        .collect();
    (!kept.is_empty()).then(|| kept.join("\n"))
}

/// A text with character references resolved and tags gone.
fn without_markup(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    scraper::Html::parse_fragment(text)
        .root_element()
        .text()
        .collect()
}

/// The names of persons or organisations, each written out or referred to by `@id`.
fn names(value: &Value, by_id: &HashMap<&str, &Map<String, Value>>) -> Vec<String> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let name = |item: &Value| {
        let node = item.as_object();
        let referred = node.and_then(|node| by_id.get(node.get("@id")?.as_str()?));
        let named = node
            .filter(|node| node.contains_key("name"))
            .or(referred.copied());
        match named {
            Some(node) => text(node.get("name")),
            None => text(Some(item)),
        }
    };
    items.iter().take(20).filter_map(name).collect()
}

/// Topic words: a list, or one text with commas.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(words) => words
            .split(',')
            .map(one_line)
            .filter(|word| !word.is_empty())
            .collect(),
        Value::Array(items) => items
            .iter()
            .take(100)
            .filter_map(|item| text(Some(item)))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(script: &str) -> (Structured, usize) {
        let mut warnings = Vec::new();
        let structured = read(&[script.to_owned()], "", &mut warnings);
        (structured, warnings.len())
    }

    #[test]
    fn a_graph_is_followed_by_its_references() {
        let (found, warnings) = read_one(
            r##"{"@context":"https://schema.org","@graph":[
              {"@type":"WebSite","name":"Talo &amp; tupa"},
              {"@type":["WebPage"],"datePublished":"2020-01-01","inLanguage":"fi"},
              {"@type":"NewsArticle","headline":"Otsikko","datePublished":"2021-03-05T09:15:22+02:00",
               "author":{"@id":"#a"},"articleSection":["Järjestöt"],"keywords":"kylät, tuki"},
              {"@type":"Person","@id":"#a","name":"Maija Mallikas"}]}"##,
        );
        assert_eq!(warnings, 0);
        assert!(found.is_article);
        assert_eq!(found.headline.as_deref(), Some("Otsikko"));
        assert_eq!(
            found.published.as_deref(),
            Some("2021-03-05T09:15:22+02:00")
        );
        assert_eq!(found.authors, ["Maija Mallikas"]);
        assert_eq!(found.topics, ["Järjestöt", "kylät", "tuki"]);
        assert_eq!(found.site.as_deref(), Some("Talo & tupa"));
        assert_eq!(found.language.as_deref(), Some("fi"));
    }

    #[test]
    fn broken_scripts_are_mended_or_reported() {
        let (found, warnings) = read_one(
            "<!-- [{\"@type\":\"BlogPosting\",\"headline\":\"Rivi\nvaihtuu\",\"author\":[{\"name\":\"A B\"},\"C D\",],}]; -->",
        );
        assert_eq!(
            (found.headline.as_deref(), warnings),
            (Some("Rivi vaihtuu"), 0)
        );
        assert_eq!(found.authors, ["A B", "C D"]);
        assert_eq!(read_one("{\"@type\": ").1, 1);
        assert_eq!(read_one("  ").1, 0);
        assert_eq!(read_one(&"[".repeat(100_000)).1, 1);
    }

    #[test]
    fn an_event_states_no_publication() {
        let (found, _) = read_one(
            r#"[{"@type":"Event","startDate":"2022-10-27","datePublished":"2022-10-27"},
                {"@type":"JobPosting","datePosted":"2022-01-01"}]"#,
        );
        assert_eq!(found, Structured::default());
    }
}
