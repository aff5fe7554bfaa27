//! One pass over a page that gathers everything the reading needs: what the profile selects,
//! metadata, links, headings, times.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Html, Node};

use super::profile::{Around, CompiledProfile, Field};
use super::walk::{self, Step, Visitor};

/// Most links kept of a page, and most elements that a profile selects for one field.
const MAX_LINKS: usize = 5_000;
const MAX_SELECTED: usize = 5_000;

/// Most headings below the first level that are kept: one of the first may be the title.
const MAX_LESSER_HEADINGS: usize = 30;

/// Most pictures that are kept: the article's is one of the first.
const MAX_IMAGES: usize = 200;

/// What a page holds.
pub(super) struct Survey<'a> {
    /// `lang` of the page.
    pub(super) language: Option<&'a str>,
    /// `href` of `<base>`.
    pub(super) base: Option<&'a str>,
    /// The `<title>`.
    pub(super) title: Option<ElementRef<'a>>,
    /// `href` of the canonical link.
    pub(super) canonical: Option<&'a str>,
    /// `href`s of feeds.
    pub(super) feeds: Vec<&'a str>,
    /// `meta` elements: name or property or item property, and content.
    pub(super) metas: Vec<(&'a str, &'a str)>,
    /// Scripts of JSON-LD.
    pub(super) json_ld: Vec<ElementRef<'a>>,
    /// Links.
    pub(super) anchors: Vec<Anchor<'a>>,
    /// `time` elements.
    pub(super) times: Vec<ElementRef<'a>>,
    /// `h1` elements.
    pub(super) headings: Vec<ElementRef<'a>>,
    /// The first headings of lower levels.
    pub(super) lesser_headings: Vec<ElementRef<'a>>,
    /// Elements with an `itemprop`, and what it says.
    pub(super) properties: Vec<(ElementRef<'a>, &'a str)>,
    /// Elements with `article` as name or role.
    pub(super) articles: Vec<ElementRef<'a>>,
    /// What items of microdata say that they are.
    pub(super) item_types: Vec<&'a str>,
    /// How many scripts it has, beside those of JSON-LD.
    pub(super) scripts: usize,
    /// Whether a script holds the data of the page for the program that draws it.
    pub(super) has_page_data: bool,
    /// Whether somebody is asked for a password.
    pub(super) asks_password: bool,
    /// The first pictures.
    pub(super) images: Vec<ElementRef<'a>>,
    /// The `body`.
    pub(super) body: Option<ElementRef<'a>>,
    selected: [Vec<Selected<'a>>; Field::COUNT],
}

/// Walks over the page for the survey.
struct Surveyor<'a, 'p> {
    profile: &'p CompiledProfile,
    /// What stands around the children of each node that is open.
    around: Vec<Around>,
    survey: Survey<'a>,
}

impl<'a> Visitor<'a> for Surveyor<'a, '_> {
    fn enter(&mut self, node: NodeRef<'a, Node>) -> Step {
        let around = self.around.last().copied().unwrap_or_default();
        let Some(element) = ElementRef::wrap(node) else {
            return match node.value().is_document() {
                true => self.open(around),
                false => Step::Over,
            };
        };
        let selected = &mut self.survey.selected;
        let inside = self.profile.select(element, around, |field, selector| {
            let selected = &mut selected[field as usize];
            if selected.len() < MAX_SELECTED {
                selected.push(Selected { element, selector });
            }
        });
        match self.survey.note(element) {
            Step::Into => self.open(inside),
            Step::Over => Step::Over,
        }
    }

    fn leave(&mut self, _node: NodeRef<'a, Node>) {
        self.around.pop();
    }
}

impl Surveyor<'_, '_> {
    fn open(&mut self, inside: Around) -> Step {
        self.around.push(inside);
        Step::Into
    }
}

/// A link as it stands on the page.
pub(super) struct Anchor<'a> {
    pub(super) element: NodeId,
    pub(super) href: &'a str,
    pub(super) rel: &'a str,
}

/// An element that a profile selects, and the number of the selector.
#[derive(Clone, Copy)]
pub(super) struct Selected<'a> {
    pub(super) element: ElementRef<'a>,
    pub(super) selector: usize,
}

impl<'a> Survey<'a> {
    /// Looks over a page once.
    pub(super) fn of(html: &'a Html, profile: &CompiledProfile) -> Self {
        let survey = Self {
            language: None,
            base: None,
            title: None,
            canonical: None,
            feeds: Vec::new(),
            metas: Vec::new(),
            json_ld: Vec::new(),
            anchors: Vec::new(),
            times: Vec::new(),
            headings: Vec::new(),
            lesser_headings: Vec::new(),
            properties: Vec::new(),
            articles: Vec::new(),
            item_types: Vec::new(),
            scripts: 0,
            has_page_data: false,
            asks_password: false,
            images: Vec::new(),
            body: None,
            selected: std::array::from_fn(|_| Vec::new()),
        };
        let mut surveyor = Surveyor {
            profile,
            around: Vec::new(),
            survey,
        };
        walk::walk(html.tree.root(), &mut surveyor);
        surveyor.survey
    }

    /// What the profile selects for a field, in the order of the page.
    pub(super) fn selected(&self, field: Field) -> &[Selected<'a>] {
        &self.selected[field as usize]
    }

    /// What the profile selects for a field, those of its first selectors first.
    pub(super) fn preferred(&self, field: Field) -> Vec<Selected<'a>> {
        let mut selected = self.selected(field).to_vec();
        selected.sort_by_key(|selected| selected.selector);
        selected
    }

    /// The elements that the profile selects for some fields.
    pub(super) fn selected_ids(&self, fields: &[Field]) -> HashSet<NodeId> {
        let selected = fields.iter().flat_map(|field| self.selected(*field));
        selected.map(|selected| selected.element.id()).collect()
    }

    /// The contents of `meta` elements by the first of some names that has any.
    pub(super) fn metas<'s>(&'s self, names: &'s [&str]) -> impl Iterator<Item = &'a str> + 's {
        names.iter().flat_map(|name| {
            let named = self
                .metas
                .iter()
                .filter(|(key, _)| key.eq_ignore_ascii_case(name));
            named
                .map(|(_, content)| content.trim())
                .filter(|content| !content.is_empty())
        })
    }

    /// Notes an element by its name.
    fn note(&mut self, element: ElementRef<'a>) -> Step {
        let name = element.value().name();
        match name {
            "html" => {
                self.language =
                    attribute(element, "lang").or_else(|| attribute(element, "xml:lang"));
            }
            "body" => self.body = Some(element),
            "base" => self.base = self.base.or_else(|| attribute(element, "href")),
            "title" => self.title = self.title.or(Some(element)),
            "meta" => self.note_meta(element),
            "link" => self.note_link(element),
            "a" | "area" => self.note_anchor(element),
            "time" => self.times.push(element),
            "h1" => self.headings.push(element),
            "h2" | "h3" | "h4" if self.lesser_headings.len() < MAX_LESSER_HEADINGS => {
                self.lesser_headings.push(element);
            }
            "img" if self.images.len() < MAX_IMAGES => self.images.push(element),
            "article" => self.articles.push(element),
            "input" => {
                self.asks_password |= attribute(element, "type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
            }
            "script" if attribute(element, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                self.json_ld.push(element);
            }
            "script" => {
                self.scripts += 1;
                self.has_page_data |= attribute(element, "id") == Some("__NEXT_DATA__");
            }
            _ => {}
        }
        if name != "meta" {
            for (attribute, value) in element.value().attrs() {
                // Microdata and RDFa.
                match attribute {
                    "itemprop" | "property" => self.properties.push((element, value)),
                    "itemtype" => self.item_types.push(value),
                    _ => {}
                }
            }
        }
        if walk::is_unread(name) {
            Step::Over
        } else {
            Step::Into
        }
    }

    fn note_meta(&mut self, element: ElementRef<'a>) {
        let Some(content) = attribute(element, "content") else {
            return;
        };
        for (name, value) in element.value().attrs() {
            if matches!(name, "name" | "property" | "itemprop" | "http-equiv") {
                self.metas.push((value, content));
            }
        }
    }

    fn note_link(&mut self, element: ElementRef<'a>) {
        let (Some(rel), Some(href)) = (attribute(element, "rel"), attribute(element, "href"))
        else {
            return;
        };
        let has = |word: &str| {
            rel.split_ascii_whitespace()
                .any(|part| part.eq_ignore_ascii_case(word))
        };
        if has("canonical") {
            self.canonical = self.canonical.or(Some(href));
        } else if has("alternate") {
            let kind = attribute(element, "type").unwrap_or_default();
            if matches!(
                kind,
                "application/rss+xml" | "application/atom+xml" | "application/feed+json"
            ) {
                self.feeds.push(href);
            }
        } else if has("next") {
            self.note_anchor(element);
        }
    }

    fn note_anchor(&mut self, element: ElementRef<'a>) {
        if self.anchors.len() >= MAX_LINKS {
            return;
        }
        let mut href = None;
        let mut rel = "";
        for (name, value) in element.value().attrs() {
            match name {
                "href" => href = Some(value),
                "rel" => rel = value,
                _ => {}
            }
        }
        if let Some(href) = href {
            self.anchors.push(Anchor {
                element: element.id(),
                href,
                rel,
            });
        }
    }
}

/// The value of an attribute. Unlike scraper's own method it interns no name.
pub(super) fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element
        .value()
        .attrs()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The language that an element or the nearest one around it states.
pub(super) fn language_of<'a>(element: ElementRef<'a>) -> Option<&'a str> {
    let stated = |element| attribute(element, "lang").or_else(|| attribute(element, "xml:lang"));
    stated(element)
        .or_else(|| {
            element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find_map(stated)
        })
        .filter(|language| !language.is_empty())
}
