//! When the article was published and changed, as the page states it for machines.

use aluehaku_article::time::PageTime;
use scraper::ElementRef;

use super::super::blocks;
use super::super::dates;
use super::super::evidence::{Evidence, EvidenceKind, Found};
use super::super::survey::attribute;
use super::names::{MODIFIED_METAS, PUBLISHED_ENDINGS, PUBLISHED_METAS, PUBLISHED_PROPERTIES};
use super::{MAX_INSIDE, Metadata};

impl Metadata<'_, '_> {
    /// When it was published, as machines are told.
    pub(in super::super) fn published(&self) -> Found<PageTime> {
        let json = self
            .structured
            .published
            .as_deref()
            .filter(|_| self.structured.is_article);
        found_date(json, EvidenceKind::JsonLd, "datePublished")
            .or_else(|| self.meta_date(PUBLISHED_METAS))
            .or_else(|| self.own_meta_date())
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
    pub(in super::super) fn modified(&self) -> Found<PageTime> {
        found_date(
            self.structured.modified.as_deref(),
            EvidenceKind::JsonLd,
            "dateModified",
        )
        .or_else(|| self.meta_date(MODIFIED_METAS))
        .or_else(|| self.property_date(&["datemodified", "schemadatemodified"]))
    }

    fn meta_date(&self, names: &[&str]) -> Found<PageTime> {
        names.iter().find_map(|name| {
            let named = self.survey.metas.iter();
            let mut named = named.filter(|(known, _)| has_letters(known, name));
            named.find_map(|(known, value)| found_date(Some(value), EvidenceKind::Meta, known))
        })
    }

    /// What a `meta` element states whose name only ends as the usual ones do.
    fn own_meta_date(&self) -> Found<PageTime> {
        let mut named = self.survey.metas.iter().filter(|(name, _)| {
            PUBLISHED_ENDINGS
                .iter()
                .any(|ending| ends_with_letters(name, ending))
        });
        named.find_map(|(name, value)| found_date(Some(value), EvidenceKind::Meta, name))
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
                .filter(|element| !self.is_of_another_item(*element))
                .find_map(|element| {
                    let evidence = Evidence::new(EvidenceKind::Microdata, *wanted);
                    Some((date_of(element)?, evidence))
                })
        })
    }

    /// Whether an element stands in an item that has a heading, and not that of the article.
    fn is_of_another_item(&self, element: ElementRef<'_>) -> bool {
        let Some(heading) = self.heading() else {
            return false;
        };
        let mut around = element.ancestors().filter_map(ElementRef::wrap);
        let item = around.find(|around| attribute(*around, "itemscope").is_some());
        item.is_some_and(|item| {
            let holds_heading = heading.ancestors().any(|outer| outer.id() == item.id());
            let has_heading = |inner: ElementRef<'_>| {
                matches!(inner.value().name(), "h1" | "h2" | "h3" | "h4")
                    || attribute(inner, "itemprop") == Some("headline")
            };
            let mut inside = item.descendent_elements().take(MAX_INSIDE);
            !holds_heading && inside.any(has_heading)
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

/// Whether a name ends in some small letters, when what is no letter or digit is left out.
fn ends_with_letters(name: &str, letters: &str) -> bool {
    let mut plain = name.bytes().rev().filter(u8::is_ascii_alphanumeric);
    let mut letters = letters.bytes().rev();
    letters.all(|letter| {
        plain
            .next()
            .is_some_and(|byte| byte.eq_ignore_ascii_case(&letter))
    })
}

/// Whether a name consists of some small letters and digits, when the rest is left out.
fn has_letters(name: &str, letters: &str) -> bool {
    let plain = name.bytes().filter(u8::is_ascii_alphanumeric);
    plain
        .map(|byte| byte.to_ascii_lowercase())
        .eq(letters.bytes())
}

/// The date that an element, or one inside it, states for machines.
pub(in super::super) fn machine_date(element: ElementRef<'_>) -> Option<PageTime> {
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

fn found_date(value: Option<&str>, kind: EvidenceKind, detail: &str) -> Found<PageTime> {
    let time = dates::read_machine(value?)?;
    Some((time, Evidence::new(kind, detail)))
}
