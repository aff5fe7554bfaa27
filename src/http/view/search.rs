//! The answer to a search as JSON.

use std::ops::Range;

use aluehaku_article::Article;
use aluehaku_index::search::response::{
    Copy, FilterKind, Hit, MatchRelation, Reason, Relation, Relaxation, Snippet, Total,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::facet::{FacetView, FacetsView, HistogramView};
use super::query_words::in_words;
use crate::http::params::SearchParams;
use crate::http::params::names::NameBook;
use crate::http::search::Found;
use crate::http::text::{marked_html, site_name, web_link};
use crate::http::warning::WarningView;
use crate::i18n::format::fill;
use crate::i18n::{Language, Languages, query_texts};

/// The answer to a search; all of it comes from one state of the index.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SearchAnswer {
    /// How many articles match.
    pub(crate) total: TotalView,
    /// Time the search took, in milliseconds.
    pub(crate) took_ms: f64,
    /// The hits of the page asked for, in order.
    pub(crate) hits: Vec<HitView>,
    /// Articles that come close to the search and are counted nowhere else: on the last page of hits
    /// ordered by relevance, unless `match` is `any` or `all`.
    #[schema(required)]
    pub(crate) close: Option<CloseView>,
    /// Counts of the facets asked for, by name.
    #[schema(value_type = std::collections::HashMap<String, FacetView>)]
    pub(crate) facets: FacetsView,
    /// Hits by month.
    #[schema(required)]
    pub(crate) histogram: Option<HistogramView>,
    /// What the search asks for, in words, when it is more than plain words.
    #[schema(required, example = "Haetaan: talkoot ja ”oma tupa” peräkkäin")]
    pub(crate) understood: Option<String>,
    /// Words that were left out, since no article has all of them.
    pub(crate) left_out: Vec<String>,
    /// How a clumsy search was read.
    pub(crate) warnings: Vec<WarningView>,
    /// A better spelling, when words were not found.
    #[schema(required)]
    pub(crate) did_you_mean: Option<String>,
    /// What each filter costs, when there are few hits: filters without which there are more.
    pub(crate) relaxations: Vec<RelaxationView>,
    /// Query string of the next page, with its question mark.
    #[schema(required)]
    pub(crate) next: Option<String>,
    /// Query string of the previous page.
    #[schema(required)]
    pub(crate) previous: Option<String>,
}

/// Articles that come close to a search: they have some of its words, parts of them, or words like them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Close)]
pub(crate) struct CloseView {
    /// How many there are.
    pub(crate) total: TotalView,
    /// The best of them, as many as fill the page after its hits.
    pub(crate) hits: Vec<HitView>,
}

/// What a filter costs.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Relaxation)]
pub(crate) struct RelaxationView {
    /// The filter: name of its parameter, or `dates` for `from` and `to`.
    #[schema(example = "region")]
    pub(crate) without: &'static str,
    /// Number of articles without it.
    pub(crate) total: u64,
    /// Query string of the search without it, with its question mark.
    pub(crate) query: String,
}

/// A number of articles.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Total)]
pub(crate) struct TotalView {
    /// The number.
    pub(crate) value: u64,
    /// `eq` when it is exact, `gte` when there are at least so many.
    #[schema(example = "eq")]
    pub(crate) relation: &'static str,
}

/// One article found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Hit)]
pub(crate) struct HitView {
    /// Identifier of the article.
    pub(crate) id: String,
    /// Address of the original; absent when it has none that a browser could open.
    #[schema(required)]
    pub(crate) url: Option<String>,
    /// Title.
    pub(crate) title: String,
    /// Lead paragraph, where the page marks one.
    #[schema(required)]
    pub(crate) lead: Option<String>,
    /// The passage that shows why it was found.
    pub(crate) snippet: SnippetView,
    /// When the page says it was published, as exactly as it says.
    #[schema(required, example = "2022-10-06T12:58:00+03:00")]
    pub(crate) published: Option<String>,
    /// Identifier of the source.
    pub(crate) source: String,
    /// Name of the source; where the settings do not name it, the host of the article.
    pub(crate) source_name: String,
    /// ISO 639-1 code of its language.
    #[schema(required)]
    pub(crate) language: Option<String>,
    /// Maakunnat told about.
    pub(crate) regions: Vec<String>,
    /// Persons told about.
    pub(crate) persons: Vec<String>,
    /// Projects told about.
    pub(crate) projects: Vec<String>,
    /// Near-copies folded into this hit.
    pub(crate) also_on: Vec<CopyView>,
    /// Score; absent when the hits are ordered by time.
    #[schema(required)]
    pub(crate) score: Option<f32>,
    /// Why it matched, with `explain=1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<Vec<ReasonView>>,
}

/// A passage with the words that matched.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Snippet)]
pub(crate) struct SnippetView {
    /// Text of the passage; `…` marks a cut.
    pub(crate) text: String,
    /// Start and end of the matches in `text`, in characters (Unicode scalar values).
    pub(crate) ranges: Vec<[usize; 2]>,
    /// The same, escaped, with `<mark>` around the matches.
    pub(crate) html: String,
    /// ISO 639-1 code of its language; only there where that is another than the article's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<String>,
}

/// A near-copy of a hit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Copy)]
pub(crate) struct CopyView {
    /// Identifier of the copy.
    pub(crate) id: String,
    /// Identifier of its source.
    pub(crate) source: String,
    /// Its address.
    #[schema(required)]
    pub(crate) url: Option<String>,
}

/// Why a hit matched.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Reason)]
pub(crate) struct ReasonView {
    /// In words, in the language of the answer.
    #[schema(example = "Uudellamaalla ja Uusimaa ovat saman sanan muotoja")]
    pub(crate) text: String,
    /// The query word.
    pub(crate) query_word: String,
    /// The word of the article that met it.
    pub(crate) article_word: String,
    /// `same`, `base_form`, `form`, `synonym`, `part`, `stem` or `folded`.
    #[schema(example = "form")]
    pub(crate) relation: &'static str,
}

impl SearchAnswer {
    pub(crate) fn new(found: &Found, names: NameBook<'_>, languages: Languages) -> Self {
        let response = &found.response;
        let explain = found.params.explain;
        let views = |hits: &[Hit]| {
            let hits = hits.iter();
            let views = hits.map(|hit| HitView::new(hit, explain, names, languages.messages));
            views.collect()
        };
        Self {
            total: TotalView::new(response.total),
            took_ms: (found.took.as_secs_f64() * 1e5).round() / 1e2,
            hits: views(&response.hits),
            close: response.close.as_ref().map(|close| CloseView {
                total: TotalView::new(close.total),
                hits: views(&close.hits),
            }),
            facets: FacetsView::new(
                &response.facets,
                names,
                languages.labels,
                found.params.facet_order,
            ),
            histogram: response.histogram.as_ref().map(HistogramView::new),
            understood: in_words(&response.query, languages.messages),
            left_out: found.left_out().to_vec(),
            warnings: found.warnings(languages.messages),
            did_you_mean: response.did_you_mean.clone(),
            relaxations: response
                .relaxations
                .iter()
                .map(|relaxation| RelaxationView::new(relaxation, &found.params))
                .collect(),
            next: found
                .next()
                .map(|params| format!("?{}", params.query_string())),
            previous: found
                .previous()
                .map(|params| format!("?{}", params.query_string())),
        }
    }
}

impl RelaxationView {
    fn new(relaxation: &Relaxation, params: &SearchParams) -> Self {
        let (without, relaxed) = match relaxation.without {
            FilterKind::Facet(facet) => (facet.name(), params.without_facet(facet)),
            FilterKind::Dates => ("dates", params.without_dates()),
            FilterKind::EventDays => ("event_days", params.without_event_days()),
        };
        Self {
            without,
            total: relaxation.total,
            query: format!("?{}", relaxed.query_string()),
        }
    }
}

impl TotalView {
    fn new(total: Total) -> Self {
        let relation = match total.relation {
            Relation::Equal => "eq",
            Relation::AtLeast => "gte",
        };
        Self {
            value: total.value,
            relation,
        }
    }
}

impl HitView {
    pub(crate) fn new(hit: &Hit, explain: bool, names: NameBook<'_>, language: Language) -> Self {
        let article = &hit.article.article;
        let entities = &hit.article.entities;
        let reasons = || {
            hit.why
                .iter()
                .map(|reason| ReasonView::new(reason, language))
                .collect()
        };
        Self {
            id: article.id.as_str().to_owned(),
            url: linkable(article.url.as_deref()),
            title: article.title.clone(),
            lead: article.lead.clone(),
            snippet: SnippetView::new(&hit.snippet),
            published: article.published.map(|time| time.to_string()),
            source: article.source.as_str().to_owned(),
            source_name: source_name(article, names),
            language: article.language.clone(),
            regions: entities.regions.clone(),
            persons: entities.persons.clone(),
            projects: entities.projects.clone(),
            also_on: hit.also_on.iter().map(CopyView::new).collect(),
            score: hit.score,
            why: explain.then(reasons),
        }
    }
}

impl SnippetView {
    fn new(snippet: &Snippet) -> Self {
        let pair = |range: &Range<usize>| [range.start, range.end];
        Self {
            text: snippet.text.clone(),
            ranges: snippet.ranges.iter().map(pair).collect(),
            html: marked_html(&snippet.text, &snippet.ranges),
            language: snippet.language.clone(),
        }
    }
}

impl CopyView {
    fn new(copy: &Copy) -> Self {
        Self {
            id: copy.id.as_str().to_owned(),
            source: copy.source.as_str().to_owned(),
            url: linkable(copy.url.as_deref()),
        }
    }
}

impl ReasonView {
    pub(crate) fn new(reason: &Reason, language: Language) -> Self {
        let texts = query_texts(language);
        let (relation, text) = match reason.relation {
            MatchRelation::Same => ("same", texts.reason_same),
            MatchRelation::BaseForm => ("base_form", texts.reason_base_form),
            MatchRelation::Form => ("form", texts.reason_form),
            MatchRelation::Synonym => ("synonym", texts.reason_synonym),
            MatchRelation::Part if !is_part(&reason.query_word, &reason.article_word) => {
                ("part", texts.reason_shared)
            }
            MatchRelation::Part => ("part", texts.reason_part),
            MatchRelation::Stem => ("stem", texts.reason_stem),
            MatchRelation::Folded => ("folded", texts.reason_folded),
        };
        let (query_word, article_word) = (reason.query_word.as_str(), reason.article_word.as_str());
        let is_query_longer = query_word.chars().count() > article_word.chars().count();
        let (part, whole) = if is_query_longer {
            (article_word, query_word)
        } else {
            (query_word, article_word)
        };
        let values = [
            ("query_word", query_word),
            ("article_word", article_word),
            ("part", part),
            ("whole", whole),
        ];
        Self {
            text: fill(text, &values),
            query_word: query_word.to_owned(),
            article_word: article_word.to_owned(),
            relation,
        }
    }
}

/// Whether the shorter of two words stands in the longer, its ending aside; otherwise they only share a
/// part.
fn is_part(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let (part, whole) = match one.chars().count() > other.chars().count() {
        true => (other, one),
        false => (one, other),
    };
    let letters = part.chars().count();
    let stem: String = part.chars().take(letters.div_ceil(2).max(3)).collect();
    whole.contains(&stem)
}

/// An article that was imported may come from a source that the settings do not name; its host says more to
/// people than an identifier.
fn source_name(article: &Article, names: NameBook<'_>) -> String {
    let id = article.source.as_str();
    let host = || linkable(article.url.as_deref()).and_then(|address| site_name(&address));
    names
        .source_name(id)
        .map(str::to_owned)
        .or_else(host)
        .unwrap_or_else(|| id.to_owned())
}

fn linkable(address: Option<&str>) -> Option<String> {
    address.and_then(web_link).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_share_a_part_are_not_parts_of_each_other() {
        assert!(is_part("muutostuki", "Sote-muutostuessa"));
        assert!(is_part("vapaa", "vapaaehtoiset"));
        assert!(!is_part("vapaaehtoiset", "vapaapäiviä"));
        assert!(!is_part("talo", "kylätupa"));
    }
}
