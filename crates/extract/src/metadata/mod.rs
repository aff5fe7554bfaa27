//! What a page says of its article outside the text: JSON-LD, Open Graph, Dublin Core, item
//! properties, `time` elements, the address. The rules here serve every page; a profile goes
//! before them. Titles, writers and dates have a file each.

mod names;
mod stated_dates;
mod titles;
mod writers;

use scraper::ElementRef;

use super::blocks;
use super::evidence::{Evidence, EvidenceKind, Found};
use super::heading::{self, Heading};
use super::image::StatedImage;
use super::json_ld::{self, Structured};
use super::survey::Survey;
use super::text::{folded, one_line};
use super::warning::Warning;
use names::{TITLE_METAS, TOPIC_METAS};
pub(super) use stated_dates::machine_date;

/// How many elements inside one are looked at for a date.
const MAX_INSIDE: usize = 50;

/// The metadata of one page, read where it is asked for.
pub(super) struct Metadata<'s, 'a> {
    survey: &'s Survey<'a>,
    structured: Structured,
    heading: Option<Heading<'a>>,
}

impl<'s, 'a> Metadata<'s, 'a> {
    /// Reads the JSON-LD of a page; the rest is read on demand.
    pub(super) fn of(survey: &'s Survey<'a>, warnings: &mut Vec<Warning>) -> Self {
        let scripts: Vec<String> = survey
            .json_ld
            .iter()
            .map(|script| script.text().collect())
            .collect();
        let title = survey.title.map(blocks::line_of);
        let title = title.as_deref().map(folded).unwrap_or_default();
        let mut metadata = Self {
            survey,
            structured: json_ld::read(&scripts, &title, warnings),
            heading: None,
        };
        metadata.heading = heading::find(survey, &metadata.stated_titles());
        if metadata.states_another_article() {
            metadata.structured.forget_article();
            metadata.heading = heading::find(survey, &metadata.stated_titles());
        }
        metadata
    }

    /// The element that is the article's heading.
    pub(super) fn heading(&self) -> Option<ElementRef<'a>> {
        self.heading.as_ref().map(|heading| heading.element)
    }

    /// Whether what JSON-LD states is another article, such as the first of a row of teasers: no word of its
    /// headline stands in the page's title or one of its headings.
    fn states_another_article(&self) -> bool {
        let Some(headline) = self.structured.headline.as_deref() else {
            return false;
        };
        if !self.structured.is_article {
            return false;
        }
        let headline = folded(headline);
        let words: Vec<&str> = headline.split(' ').filter(|word| word.len() > 2).collect();
        let titles = self.survey.metas(TITLE_METAS).map(folded);
        let shown = self.survey.title.iter().chain(&self.survey.headings);
        let shown = shown
            .take(MAX_INSIDE)
            .map(|element| folded(&blocks::line_of(*element)));
        let known: Vec<String> = titles
            .chain(shown)
            .filter(|title| !title.is_empty())
            .collect();
        let is_known = |word: &&str| {
            known
                .iter()
                .any(|title| title.split(' ').any(|other| other == *word))
        };
        !words.is_empty() && !known.is_empty() && !words.iter().any(is_known)
    }

    /// The article's text as JSON-LD repeats it, a line for each paragraph.
    pub(super) fn stated_body(&self) -> Option<&str> {
        self.structured.body.as_deref()
    }

    /// What the article's heading is known by.
    fn stated_titles(&self) -> heading::Stated {
        let headline = self.structured.headline.as_deref();
        let headline = headline.filter(|_| self.structured.is_article);
        let mut titles: Vec<String> = Vec::new();
        for title in self.survey.metas(TITLE_METAS).chain(headline) {
            titles.push(folded(&self.without_site(title)));
            titles.push(folded(title));
        }
        titles.retain(|title| !title.is_empty());
        let page = self.survey.title.map(blocks::line_of);
        let site = self.site_name();
        heading::Stated {
            titles,
            page: page.as_deref().map(folded).unwrap_or_default(),
            site: site.as_deref().map(folded).unwrap_or_default(),
        }
    }

    /// Whether the page says that it is an article.
    pub(super) fn says_article(&self) -> bool {
        let kind = self.survey.metas(&["og:type"]).next();
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("article")) || self.structured.is_article
    }

    /// Whether the page says that it is no article, but a list, a forum or a shop.
    pub(super) fn says_other_kind(&self) -> bool {
        let kind = self.survey.metas(&["og:type"]).next();
        let is_product = kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("product"));
        let item_types = self.survey.item_types.iter();
        let mut item_types = item_types.filter_map(|address| address.rsplit('/').next());
        let by_item = item_types.any(|kind| {
            json_ld::is_other_kind(kind) && !matches!(kind, "ItemList" | "Product" | "Service")
        });
        !self.structured.is_article && (is_product || by_item || self.structured.is_other_kind)
    }

    /// Whether one of the articles that JSON-LD describes bears the heading of this page.
    pub(super) fn describes_this_article(&self) -> bool {
        let headline = self.structured.headline.as_deref().map(folded);
        let heading = self.heading.as_ref().map(|heading| folded(&heading.text));
        matches!((headline, heading), (Some(headline), Some(heading)) if headline == heading)
    }

    /// How many articles the page describes in JSON-LD.
    pub(super) fn described_articles(&self) -> usize {
        self.structured.articles
    }

    /// The language the page states, as a short code.
    pub(super) fn language(&self) -> Option<String> {
        let stated = self.structured.language.as_deref().or(self.survey.language);
        let stated = stated.or_else(|| {
            self.survey
                .metas(&["og:locale", "content-language", "dc.language"])
                .next()
        });
        stated.and_then(short_language)
    }

    /// The pictures that machines are told of, the surest first.
    pub(super) fn images(&self) -> Vec<StatedImage> {
        let json = self.structured.image.clone();
        let json = json.map(|(address, alt)| (address, alt, EvidenceKind::JsonLd, "image"));
        let card = |names: &[&str], alt: &[&str], detail| {
            let address = self.survey.metas(names).next()?.to_owned();
            let alt = self.survey.metas(alt).next().map(one_line);
            Some((address, alt, EvidenceKind::Meta, detail))
        };
        let open_graph = card(
            &["og:image:secure_url", "og:image", "og:image:url"],
            &["og:image:alt"],
            "og:image",
        );
        let twitter = card(
            &["twitter:image", "twitter:image:src"],
            &["twitter:image:alt"],
            "twitter:image",
        );
        let all = [json, open_graph, twitter].into_iter().flatten();
        all.map(|(address, alt, kind, detail)| StatedImage {
            address,
            alt,
            evidence: Evidence::new(kind, detail),
        })
        .collect()
    }

    /// The topic words.
    pub(super) fn topics(&self) -> Found<Vec<String>> {
        let mut topics: Vec<String> = self.survey.metas(TOPIC_METAS).map(one_line).collect();
        let mut kind = EvidenceKind::Meta;
        if topics.is_empty() {
            topics.clone_from(&self.structured.topics);
            kind = EvidenceKind::JsonLd;
        }
        unique(&mut topics);
        (!topics.is_empty()).then(|| (topics, Evidence::new(kind, "topics")))
    }

    /// The description, which often repeats the lead.
    pub(super) fn description(&self) -> Option<String> {
        let meta = self
            .survey
            .metas(&["og:description", "description", "dc.description"])
            .next();
        meta.map(one_line)
            .or_else(|| self.structured.description.clone())
    }

    /// The name of the site.
    pub(super) fn site_name(&self) -> Option<String> {
        let stated = self
            .survey
            .metas(&["og:site_name", "application-name"])
            .next();
        stated
            .map(one_line)
            .or_else(|| self.structured.site.clone())
    }
}

/// Keeps the first of equal words.
pub(super) fn unique(words: &mut Vec<String>) {
    let mut seen = std::collections::HashSet::new();
    words.retain(|word| !word.is_empty() && seen.insert(word.to_lowercase()));
}

/// A language code without its country: `fi-FI` and `fi_FI` are `fi`.
pub(super) fn short_language(stated: &str) -> Option<String> {
    let code = stated
        .trim()
        .split(['-', '_', ','])
        .next()?
        .to_ascii_lowercase();
    let is_code =
        (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    // Three-letter codes that pages use for the same languages.
    let short = match code.as_str() {
        "fin" => "fi",
        "swe" => "sv",
        "eng" => "en",
        "sme" => "se",
        other => other,
    };
    is_code.then(|| short.to_owned())
}
