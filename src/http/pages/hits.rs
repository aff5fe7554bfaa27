//! One hit as the search page and the front page show it.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::response::{Copy, Hit, MatchRelation, Reason};

use super::Frame;
use crate::http::params::SearchParams;
use crate::http::params::names::{NameBook, language_name};
use crate::http::problem::Problem;
use crate::http::slug::{article_path, name_path};
use crate::http::text::{lang_attribute, marked_html, site_name, web_link};
use crate::http::view::search::ReasonView;
use crate::i18n::format::{fill, page_date};

/// Reasons shown with a hit.
const MAX_REASONS: usize = 4;

/// Names of each kind shown with a hit.
const MAX_NAMES: usize = 3;

/// One hit, ready to be written out.
#[derive(Clone, Debug)]
pub(crate) struct HitCard {
    /// Title as HTML with marks.
    pub(crate) title_html: String,
    /// The original, or our page where there is none.
    pub(crate) href: String,
    /// Host of the original.
    pub(crate) site: Option<String>,
    /// Our page about the article.
    pub(crate) details: String,
    /// Code of the article's language, where it is not that of the page.
    pub(crate) lang: Option<String>,
    /// Name of that language.
    pub(crate) language: Option<String>,
    /// Code of the passage's language, where it is not known to be that of the page.
    pub(crate) snippet_lang: Option<String>,
    /// Name of the source.
    pub(crate) source: String,
    /// Date for people.
    pub(crate) date: Option<String>,
    /// Date for machines.
    pub(crate) datetime: Option<String>,
    /// Snippet as HTML with marks.
    pub(crate) snippet_html: String,
    /// Regions told about.
    pub(crate) regions: Vec<NamedLink>,
    /// Projects and persons told about, with their pages.
    pub(crate) names: Vec<NamedLink>,
    /// Near-copies.
    pub(crate) also_on: Vec<NamedLink>,
    /// Why it was found.
    pub(crate) why: Vec<String>,
}

/// A link with its words.
#[derive(Clone, Debug)]
pub(crate) struct NamedLink {
    /// What it says.
    pub(crate) name: String,
    /// Where it leads.
    pub(crate) href: String,
}

/// What hits are shown with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HitCards<'a> {
    /// The state of the index, which knows whose names are put forward.
    pub(crate) reader: &'a dyn Reader,
    /// The search that regions narrow; names it filters by are not repeated.
    pub(crate) search: &'a SearchParams,
    /// What is known by name.
    pub(crate) names: NameBook<'a>,
    /// The page.
    pub(crate) frame: &'a Frame,
}

impl HitCards<'_> {
    /// Hits in their order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn cards(&self, hits: &[Hit]) -> Result<Vec<HitCard>, Problem> {
        hits.iter().map(|hit| self.card(hit)).collect()
    }

    /// One hit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn card(&self, hit: &Hit) -> Result<HitCard, Problem> {
        let mut card = HitCard::new(hit, self.search, self.names, self.frame);
        let entities = &hit.article.entities;
        for (facet, values) in [
            (Facet::Project, &entities.projects),
            (Facet::Person, &entities.persons),
        ] {
            card.names.extend(self.tags(facet, values)?);
        }
        Ok(card)
    }

    /// Links to the pages of the first names that are put forward and not filtered by.
    fn tags(&self, facet: Facet, values: &[String]) -> Result<Vec<NamedLink>, Problem> {
        let mut links = Vec::new();
        let filter = self.search.filter(facet);
        for name in values {
            if links.len() == MAX_NAMES {
                break;
            }
            let is_chosen = filter.is_some_and(|filter| filter.any_of.contains(name));
            if let Some(path) = name_path(facet, name).filter(|_| !is_chosen)
                && self.reader.lists(facet, name)?
            {
                links.push(NamedLink {
                    name: name.clone(),
                    href: self.frame.link(&path),
                });
            }
        }
        Ok(links)
    }
}

impl HitCard {
    /// A hit of a search; its regions lead to that search narrowed to them.
    pub(crate) fn new(
        hit: &Hit,
        search: &SearchParams,
        names: NameBook<'_>,
        frame: &Frame,
    ) -> Self {
        let article = &hit.article.article;
        let details = frame.link(&article_path(article.id.as_str()));
        let original = article.url.as_deref().and_then(web_link);
        let foreign = article
            .language
            .as_deref()
            .filter(|code| *code != frame.language.code());
        let lang = foreign.and_then(lang_attribute);
        let title_html = match article.title.trim() {
            "" => marked_html(frame.t.hit_untitled, &[]),
            _ => marked_html(&article.title, &hit.title_ranges),
        };
        let regions = hit.article.entities.regions.iter();
        // That a word stands there letter for letter is plain to see.
        let why = hit
            .why
            .iter()
            .filter(|reason| reason.relation != MatchRelation::Same && !is_same(reason))
            .take(MAX_REASONS)
            .map(|reason| ReasonView::new(reason, frame.language).text);
        Self {
            title_html,
            href: original.map_or_else(|| details.clone(), str::to_owned),
            site: original.and_then(site_name),
            details,
            lang: lang.map(str::to_owned),
            language: foreign
                .and_then(|code| language_name(code, frame.language))
                .map(|name| fill(frame.t.language_of_article, &[("language", name)])),
            source: names.label(Facet::Source, article.source.as_str(), frame.language),
            date: article
                .published
                .map(|time| page_date(time, frame.language)),
            datetime: article.published.map(|time| time.to_string()),
            snippet_lang: hit
                .snippet
                .language
                .as_deref()
                .and_then(lang_attribute)
                .or(lang)
                .map(str::to_owned),
            snippet_html: marked_html(&hit.snippet.text, &hit.snippet.ranges),
            regions: regions
                .map(|region| region_link(region, search, names, frame))
                .collect(),
            names: Vec::new(),
            also_on: hit
                .also_on
                .iter()
                .map(|copy| copy_link(copy, names, frame))
                .collect(),
            why: why.collect(),
        }
    }
}

/// Whether a word is the same but for case and the hyphen that joins it to another.
fn is_same(reason: &Reason) -> bool {
    let bare = |word: &str| word.trim_matches('-').to_lowercase();
    bare(&reason.article_word) == bare(&reason.query_word)
}

/// Address of a search page.
pub(crate) fn search_path(params: &SearchParams) -> String {
    match params.query_string().as_str() {
        "" => "/search".to_owned(),
        query => format!("/search?{query}"),
    }
}

fn region_link(
    region: &str,
    search: &SearchParams,
    names: NameBook<'_>,
    frame: &Frame,
) -> NamedLink {
    NamedLink {
        name: names.label(Facet::Region, region, frame.language),
        href: search_path(&search.with_filter(Facet::Region, region)),
    }
}

fn copy_link(copy: &Copy, names: NameBook<'_>, frame: &Frame) -> NamedLink {
    let original = copy.url.as_deref().and_then(web_link).map(str::to_owned);
    NamedLink {
        name: names.label(Facet::Source, copy.source.as_str(), frame.language),
        href: original.unwrap_or_else(|| frame.link(&article_path(copy.id.as_str()))),
    }
}
