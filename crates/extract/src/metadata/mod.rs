//! What a page says of its article outside the text: JSON-LD, Open Graph, Dublin Core, item
//! properties, `time` elements, the address. The rules here serve every page; a profile goes
//! before them.

mod names;

use aluehaku_article::time::PageTime;
use scraper::ElementRef;

use super::blocks;
use super::byline;
use super::dates;
use super::evidence::{Evidence, EvidenceKind};
use super::heading::{self, Heading};
use super::image::StatedImage;
use super::json_ld::{self, Structured};
use super::survey::{Survey, attribute};
use super::text::{folded, one_line};
use super::warning::Warning;
use names::{
    ACCOUNTS, AUTHOR_METAS, MODIFIED_METAS, PUBLISHED_METAS, PUBLISHED_PROPERTIES, TITLE_METAS,
    TOPIC_METAS,
};

/// How many elements inside one are looked at for a date.
const MAX_INSIDE: usize = 50;

/// A value and what led to it.
pub(super) type Found<T> = Option<(T, Evidence)>;

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
        metadata
    }

    /// The element that is the article's heading.
    pub(super) fn heading(&self) -> Option<ElementRef<'a>> {
        self.heading.as_ref().map(|heading| heading.element)
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

    /// The title, without the name of the site.
    pub(super) fn title(&self) -> Found<String> {
        let survey = self.survey;
        let from_title = survey
            .title
            .map(blocks::line_of)
            .filter(|title| !title.is_empty());
        if let Some(heading) = &self.heading {
            let name = heading.element.value().name();
            return Some((
                heading.text.clone(),
                Evidence::new(EvidenceKind::Heading, name),
            ));
        }
        let meta = survey
            .metas(TITLE_METAS)
            .next()
            .map(|title| (self.without_site(title), EvidenceKind::Meta));
        let headline = self
            .structured
            .headline
            .as_deref()
            .filter(|_| self.structured.is_article);
        let found = headline
            .map(|title| (title.to_owned(), EvidenceKind::JsonLd))
            .or(meta)
            .or_else(|| from_title.map(|title| (self.without_site(&title), EvidenceKind::Heading)));
        found.map(|(title, kind)| (one_line(&title), Evidence::new(kind, "title")))
    }

    /// When it was published, as machines are told.
    pub(super) fn published(&self) -> Found<PageTime> {
        let json = self
            .structured
            .published
            .as_deref()
            .filter(|_| self.structured.is_article);
        found_date(json, EvidenceKind::JsonLd, "datePublished")
            .or_else(|| self.meta_date(PUBLISHED_METAS))
            .or_else(|| self.property_date(PUBLISHED_PROPERTIES))
            .or_else(|| self.time_element())
            .or_else(|| {
                // What only the page says of itself is weaker than any of these.
                found_date(
                    self.structured.published.as_deref(),
                    EvidenceKind::JsonLd,
                    "WebPage datePublished",
                )
            })
    }

    /// When it was last changed, as machines are told.
    pub(super) fn modified(&self) -> Found<PageTime> {
        found_date(
            self.structured.modified.as_deref(),
            EvidenceKind::JsonLd,
            "dateModified",
        )
        .or_else(|| self.meta_date(MODIFIED_METAS))
        .or_else(|| self.property_date(&["datemodified", "schemadatemodified"]))
    }

    /// Who wrote it.
    pub(super) fn authors(&self) -> Found<Vec<String>> {
        let named = |names: Vec<String>, kind, detail: &str| {
            let names: Vec<String> = names
                .into_iter()
                .filter(|name| self.is_writer(name))
                .collect();
            (!names.is_empty()).then(|| (names, Evidence::new(kind, detail)))
        };
        let json = self.structured.authors.iter();
        let json = json.flat_map(|name| byline::stated_names(name)).collect();
        let metas = self
            .survey
            .metas(AUTHOR_METAS)
            .chain(self.labelled_author());
        let metas = metas
            .map(byline::stated_names)
            .find(|names| names.iter().any(|name| self.is_writer(name)))
            .unwrap_or_default();
        let properties = self
            .survey
            .properties
            .iter()
            .filter(|(_, property)| *property == "author");
        let properties =
            properties.flat_map(|(element, _)| byline::names(&blocks::line_of(*element)));
        named(json, EvidenceKind::JsonLd, "author")
            .or_else(|| named(metas, EvidenceKind::Meta, "author"))
            .or_else(|| named(properties.collect(), EvidenceKind::Microdata, "author"))
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

    /// The writer that a page names for cards: `twitter:label1` says what `twitter:data1` is.
    fn labelled_author(&self) -> Option<&'a str> {
        let label = self.survey.metas(&["twitter:label1"]).next()?;
        let is_writer = byline::is_label(label);
        self.survey
            .metas(&["twitter:data1"])
            .next()
            .filter(|_| is_writer)
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

    /// Whether a name can be that of somebody who writes: no account, not the site itself.
    pub(super) fn is_writer(&self, name: &str) -> bool {
        let folded_name = folded(name);
        let is_address = name.contains("://") || name.contains("www.");
        let is_site = self
            .site_name()
            .is_some_and(|site| folded(&site) == folded_name);
        !is_address && !is_site && !is_account(name)
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

    /// A page title without the site's name behind or before a separator.
    fn without_site(&self, title: &str) -> String {
        let title = one_line(title);
        let site = self.site_name().map(|site| folded(&site));
        for separator in [" | ", " – ", " — ", " - ", " » ", " « ", " :: ", " · "] {
            if let Some((rest, last)) = title.rsplit_once(separator) {
                let is_site = site.as_ref().is_some_and(|site| folded(last) == *site);
                // Without a stated name, a bar separates the site; a dash may belong to the title.
                if is_site || (site.is_none() && separator == " | ") {
                    return rest.trim().to_owned();
                }
            }
            if let Some((first, rest)) = title.split_once(separator)
                && site.as_ref().is_some_and(|site| folded(first) == *site)
            {
                return rest.trim().to_owned();
            }
        }
        title
    }

    fn meta_date(&self, names: &[&str]) -> Found<PageTime> {
        names.iter().find_map(|name| {
            let named = self.survey.metas.iter();
            let mut named = named.filter(|(known, _)| has_letters(known, name));
            named.find_map(|(known, value)| found_date(Some(value), EvidenceKind::Meta, known))
        })
    }

    fn property_date(&self, wanted: &[&str]) -> Found<PageTime> {
        wanted.iter().find_map(|wanted| {
            let with_property = self.survey.properties.iter().filter(|(_, property)| {
                property
                    .split_ascii_whitespace()
                    .any(|word| has_letters(word, wanted))
            });
            with_property
                .map(|(element, _)| *element)
                .find_map(|element| {
                    let evidence = Evidence::new(EvidenceKind::Microdata, *wanted);
                    Some((date_of(element)?, evidence))
                })
        })
    }

    /// The `time` element that says it is the publication: by attribute or class.
    fn time_element(&self) -> Found<PageTime> {
        let says = |time: &&ElementRef<'_>| {
            time.value().attrs().any(|(name, value)| match name {
                "pubdate" => true,
                "class" => [
                    "published",
                    "pubdate",
                    "entry-date",
                    "post-date",
                    "date-published",
                    "dt-published",
                    "published-date",
                ]
                .iter()
                .any(|class| value.split_ascii_whitespace().any(|word| word == *class)),
                _ => false,
            })
        };
        let time = self.survey.times.iter().find(says)?;
        Some((
            date_of(*time)?,
            Evidence::new(EvidenceKind::Time, "published"),
        ))
    }
}

/// The date an element states: for machines in an attribute, else in its text.
fn date_of(element: ElementRef<'_>) -> Option<PageTime> {
    machine_date(element).or_else(|| dates::read(&blocks::line_of(element)))
}

/// Whether a name consists of some small letters and digits, when the rest is left out.
fn has_letters(name: &str, letters: &str) -> bool {
    let plain = name.bytes().filter(u8::is_ascii_alphanumeric);
    plain
        .map(|byte| byte.to_ascii_lowercase())
        .eq(letters.bytes())
}

/// The date that an element, or one inside it, states for machines.
pub(super) fn machine_date(element: ElementRef<'_>) -> Option<PageTime> {
    let stated = |element: ElementRef<'_>| {
        let value = attribute(element, "datetime").or_else(|| attribute(element, "content"));
        let abbreviated =
            || attribute(element, "title").filter(|_| element.value().name() == "abbr");
        dates::read_machine(value.or_else(abbreviated)?)
    };
    stated(element).or_else(|| {
        let inside = element.descendent_elements().skip(1).take(MAX_INSIDE);
        inside.into_iter().find_map(stated)
    })
}

/// Whether a name is that of an account or a department, not of a person.
pub(super) fn is_account(name: &str) -> bool {
    ACCOUNTS.contains(&name.trim().to_lowercase().as_str())
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

fn found_date(value: Option<&str>, kind: EvidenceKind, detail: &str) -> Found<PageTime> {
    let time = dates::read_machine(value?)?;
    Some((time, Evidence::new(kind, detail)))
}
