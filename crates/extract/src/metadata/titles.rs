//! The title that a page states, without the name of its site.

use super::super::blocks;
use super::super::dates;
use super::super::evidence::{Evidence, EvidenceKind, Found};
use super::super::text::{folded, one_line};
use super::Metadata;
use super::names::TITLE_METAS;

/// Longest remark before a title, in bytes.
const MAX_REMARK: usize = 25;

impl Metadata<'_, '_> {
    /// The title, without the name of the site.
    pub(in super::super) fn title(&self) -> Found<String> {
        let survey = self.survey;
        let from_title = survey
            .title
            .map(blocks::line_of)
            .filter(|title| !title.is_empty());
        if let Some(heading) = &self.heading {
            let name = heading.element.value().name();
            return Some((
                self.without_remark(&self.without_stated_site(&heading.text)),
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

    /// A heading without what stands before the title that machines are told: a date, `Blog:`.
    fn without_remark(&self, heading: &str) -> String {
        let stated = self
            .survey
            .metas(TITLE_METAS)
            .map(|title| self.without_site(title));
        let mut shorter = stated.filter(|title| {
            let before = heading.strip_suffix(title.as_str()).map(str::trim_end);
            before.is_some_and(|before| {
                before.len() <= MAX_REMARK
                    && (before.ends_with(':') || dates::read(before).is_some())
            })
        });
        shorter.next().unwrap_or_else(|| heading.to_owned())
    }

    /// A heading without the site's name, where the page states that.
    fn without_stated_site(&self, heading: &str) -> String {
        if self.site_name().is_some() {
            self.without_site(heading)
        } else {
            heading.to_owned()
        }
    }

    /// A page title without the site's name behind or before a separator.
    pub(super) fn without_site(&self, title: &str) -> String {
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
}
