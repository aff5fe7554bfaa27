#![doc = include_str!("../README.md")]
//!
//! # Map of the code
//!
//! Reads an article out of a page. Pure: bytes in, a reading with its evidence and warnings out.
//!
//! ```text
//! bytes ──charset──▶ text ──tree──▶ tree ──survey──▶ what is where ──reading──▶ Extraction
//! ```
//!
//! In reading order:
//!
//! - [`charset`]: bytes to text. `tree`: text to a tree of bounded size. `walk`: visiting it.
//! - [`profile`]: how an administrator says what is where on a site.
//! - `survey`: one pass over the page that gathers what the rest looks at.
//! - `reading`: puts the article together from `blocks` (text in reading order), `metadata`
//!   (`json_ld` and others), `byline` (writers, signatures), `dates` and `date_line`; `residue`
//!   takes out what does not belong to it. Where no profile says, `heading` finds the article's
//!   heading, `generic` its body, `surroundings` what stands around it; `stated_body` compares the
//!   body with the one in JSON-LD, and `trim` cuts what is about the article at its ends.
//! - `verdict`: whether a page is an article, by what was read of it.
//! - [`suggest`]: proposes a profile from a few articles of a site.
//! - [`image`]: the picture of the article, which is told and never fetched.
//! - [`links`], [`robots`]: what the page leads on to, and what it lets robots do.
//! - `person_names`: what looks like a person's name.
//! - [`evidence`], [`warning`]: where each value comes from, and what went wrong.

#[cfg(test)]
mod any_page_tests;
#[cfg(test)]
mod bad_input_tests;
mod blocks;
mod byline;
pub mod charset;
mod date_line;
mod dates;
pub mod evidence;
#[cfg(test)]
mod fixture_tests;
mod generic;
mod heading;
pub mod image;
mod json_ld;
#[cfg(test)]
mod kind_tests;
pub mod links;
mod metadata;
#[cfg(test)]
mod page_tests;
mod person_names;
pub mod profile;
mod reading;
mod residue;
pub mod robots;
#[cfg(test)]
mod seed_tests;
mod stated_body;
pub mod suggest;
mod surroundings;
mod survey;
mod text;
mod tree;
mod trim;
mod verdict;
mod walk;
pub mod warning;

use std::borrow::Cow;

use aluehaku_article::time::PageTime;
use jiff::civil::Date;
use url::Url;

use evidence::EvidenceSet;
use image::Image;
use links::Link;
use metadata::Metadata;
use profile::{CompiledProfile, Field};
use reading::Reading;
use robots::RobotsMeta;
use survey::Survey;
use warning::{Warning, WarningCode};

/// Name under which pages and headers address this robot.
pub const ROBOT_NAME: &str = "aluehaku";

/// A page as it came.
#[derive(Clone, Copy, Debug)]
pub struct PageInput<'a> {
    /// What it holds.
    pub content: PageContent<'a>,
    /// Where it lies; addresses on it are resolved against this.
    pub url: Option<&'a Url>,
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The `X-Robots-Tag` header.
    pub robots_tag: Option<&'a str>,
    /// Today: no article is published after tomorrow.
    pub today: Option<Date>,
}

/// What a page holds.
#[derive(Clone, Copy, Debug)]
pub enum PageContent<'a> {
    /// Bytes in an encoding that has to be found out.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
}

impl<'a> PageInput<'a> {
    /// A page of which nothing but its content is known.
    #[must_use]
    pub fn new(content: PageContent<'a>) -> Self {
        Self {
            content,
            url: None,
            content_type: None,
            robots_tag: None,
            today: None,
        }
    }
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// An article.
    Article,
    /// Something else.
    NotArticle(NotArticle),
}

/// Why a page is no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotArticle {
    /// It is no HTML.
    NotHtml,
    /// It asks robots not to put it into an index.
    NoIndex,
    /// It asks for a password.
    Login,
    /// It holds no text.
    Empty,
    /// It leads to articles, or it is a page of products, of a forum or of a service.
    List,
    /// The element that holds the site's articles is not there.
    NoArticleElement,
}

impl NotArticle {
    /// The word used in JSON and logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotHtml => "not_html",
            Self::NoIndex => "noindex",
            Self::Login => "login",
            Self::Empty => "empty",
            Self::List => "list",
            Self::NoArticleElement => "no_article_element",
        }
    }
}

/// What was read of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    /// Whether it is an article.
    pub kind: PageKind,
    /// Title, one line.
    pub title: String,
    /// Lead, where the page marks one; not repeated in the body.
    pub lead: Option<String>,
    /// Text, a blank line between paragraphs.
    pub body: String,
    /// When it was published.
    pub published: Option<PageTime>,
    /// When it was last changed.
    pub modified: Option<PageTime>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The site's topic words.
    pub topics: Vec<String>,
    /// The picture that goes with it.
    pub image: Option<Image>,
    /// Short code of the language the page states for its text. Pages lie: it is a hint.
    pub language_hint: Option<String>,
    /// The address the page says is its own.
    pub canonical_url: Option<Url>,
    /// Addresses the page links to.
    pub links: Vec<Link>,
    /// Feeds the page offers.
    pub feeds: Vec<Url>,
    /// What robots may do with it.
    pub robots: RobotsMeta,
    /// Name of the encoding the bytes were in.
    pub encoding: &'static str,
    /// Where each value comes from.
    pub evidence: EvidenceSet,
    /// What went wrong.
    pub warnings: Vec<Warning>,
}

/// Reads a page by a profile.
///
/// Never fails: what cannot be read is missing, and `warnings` says why.
#[must_use]
pub fn extract(page: &PageInput<'_>, profile: &CompiledProfile) -> Extraction {
    let mut warnings = Vec::new();
    let (text, encoding) = match page.content {
        PageContent::Text(text) => (Cow::Borrowed(text), "UTF-8"),
        PageContent::Bytes(bytes) => {
            if let Some(kind) = charset::not_text(bytes) {
                return not_html(kind);
            }
            let decoded = charset::decode(bytes, page.content_type);
            warnings.extend(decoded.warnings);
            (decoded.text, decoded.encoding)
        }
    };
    let html = tree::parse(&text, &mut warnings);
    let survey = Survey::of(&html, profile);
    let robots = robots_of(&survey, page.robots_tag);
    let base = base_of(&survey, page.url);
    let metadata = Metadata::of(&survey, &mut warnings);
    let links = base
        .as_ref()
        .map(|base| links::read(&survey, base, robots.nofollow));
    let feeds = base.as_ref().map(|base| {
        survey
            .feeds
            .iter()
            .filter_map(|href| links::resolve(base, href))
            .collect()
    });
    let mut extraction = Extraction {
        canonical_url: canonical_of(&survey, base.as_ref(), page.url),
        links: links.unwrap_or_default(),
        feeds: feeds.unwrap_or_default(),
        robots,
        warnings,
        ..Extraction::empty(PageKind::Article, encoding)
    };
    if let Some(reason) = verdict::before_reading(&survey, profile) {
        extraction.kind = PageKind::NotArticle(reason);
        return extraction;
    }
    let path = page.url.map(Url::path);
    // A saved page says itself where it lay.
    let own_path = path.or(extraction.canonical_url.as_ref().map(Url::path));
    let reading = reading::read(
        &survey,
        &metadata,
        profile,
        own_path,
        base.as_ref().or(extraction.canonical_url.as_ref()),
        &mut extraction.warnings,
    );
    let evidence = verdict::Evidence {
        survey: &survey,
        metadata: &metadata,
        reading: &reading,
        path,
        own_path,
    };
    if robots.noindex {
        extraction.kind = PageKind::NotArticle(NotArticle::NoIndex);
    } else if !profile.states(Field::Article) || reading.is_empty() {
        extraction.kind = evidence.kind(&mut extraction.warnings);
    }
    extraction.take(reading);
    extraction.check(page.today);
    extraction
}

impl Extraction {
    /// One of which nothing is read yet.
    fn empty(kind: PageKind, encoding: &'static str) -> Self {
        Self {
            kind,
            title: String::new(),
            lead: None,
            body: String::new(),
            published: None,
            modified: None,
            authors: Vec::new(),
            topics: Vec::new(),
            image: None,
            language_hint: None,
            canonical_url: None,
            links: Vec::new(),
            feeds: Vec::new(),
            robots: RobotsMeta::default(),
            encoding,
            evidence: EvidenceSet::default(),
            warnings: Vec::new(),
        }
    }

    fn take(&mut self, reading: Reading) {
        self.title = reading.title;
        self.lead = reading.lead;
        self.body = reading.body;
        self.published = reading.published;
        self.modified = reading.modified;
        self.authors = reading.authors;
        self.topics = reading.topics;
        self.image = reading.image;
        self.language_hint = reading.language;
        self.evidence = reading.evidence;
    }

    /// Warns of what is missing or cannot be right.
    fn check(&mut self, today: Option<Date>) {
        let tomorrow = today.and_then(|today| today.tomorrow().ok());
        for time in [&mut self.published, &mut self.modified] {
            let is_late = |time: &PageTime| tomorrow.is_some_and(|last| time.finnish_date() > last);
            if let Some(late) = time.take_if(|time| is_late(time)) {
                let text = format!("{late} lies in the future and is left out");
                self.warnings
                    .push(Warning::new(WarningCode::ImplausibleDate, text));
            }
        }
        for text in [&self.title, &self.body] {
            charset::check_mojibake(text, &mut self.warnings);
        }
        if self.kind == PageKind::Article {
            if self.title.is_empty() {
                self.warnings
                    .push(Warning::new(WarningCode::NoTitle, "no title was found"));
            }
            if self.published.is_none() {
                let text = "the page states no date of publication";
                self.warnings.push(Warning::new(WarningCode::NoDate, text));
            }
        }
    }
}

/// The extraction of content that is no text at all.
fn not_html(kind: &str) -> Extraction {
    let warning = Warning::new(WarningCode::NotHtml, format!("the content is {kind}"));
    Extraction {
        warnings: vec![warning],
        ..Extraction::empty(PageKind::NotArticle(NotArticle::NotHtml), "binary")
    }
}

fn robots_of(survey: &Survey<'_>, header: Option<&str>) -> RobotsMeta {
    let mut robots = RobotsMeta::default();
    for directives in survey.metas(&["robots", ROBOT_NAME]) {
        robots.add(directives);
    }
    if let Some(header) = header {
        robots.add_header(header, ROBOT_NAME);
    }
    robots
}

/// What addresses on the page are resolved against.
fn base_of(survey: &Survey<'_>, url: Option<&Url>) -> Option<Url> {
    match (survey.base, url) {
        (Some(base), Some(url)) => url.join(base).ok().or_else(|| Some(url.clone())),
        (Some(base), None) => Url::parse(base).ok(),
        (None, url) => url.cloned(),
    }
}

/// The address the page says is its own. One that names the site's front page on another page is
/// a mistake of the site and is left out.
fn canonical_of(survey: &Survey<'_>, base: Option<&Url>, url: Option<&Url>) -> Option<Url> {
    let stated = survey
        .canonical
        .or_else(|| survey.metas(&["og:url"]).next())?;
    let canonical = match base {
        Some(base) => links::resolve(base, stated)?,
        None => Url::parse(stated).ok()?,
    };
    let is_front = canonical.path() == "/" && canonical.query().is_none();
    let is_elsewhere = url.is_some_and(|url| url.path() != "/");
    (!(is_front && is_elsewhere)).then_some(canonical)
}
