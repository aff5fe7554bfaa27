//! Who wrote the article, as the page states it for machines.

use super::super::blocks;
use super::super::byline;
use super::super::evidence::{Evidence, EvidenceKind, Found};
use super::super::text::{folded, one_line};
use super::Metadata;
use super::names::{ACCOUNTS, AUTHOR_METAS};

/// Most writers that item properties of one article name.
const MAX_WRITERS: usize = 4;

impl<'a> Metadata<'_, 'a> {
    /// Who wrote it.
    pub(in super::super) fn authors(&self) -> Found<Vec<String>> {
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
        let mut properties: Vec<String> = properties
            .flat_map(|(element, _)| byline::names(&blocks::line_of(*element)))
            .collect();
        // Comments name their writers the same way.
        if properties.len() > MAX_WRITERS {
            properties.truncate(1);
        }
        named(json, EvidenceKind::JsonLd, "author")
            .or_else(|| named(metas, EvidenceKind::Meta, "author"))
            .or_else(|| named(properties, EvidenceKind::Microdata, "author"))
    }

    /// The writer that a page names for cards: `twitter:label1` says what `twitter:data1` is.
    fn labelled_author(&self) -> Option<&'a str> {
        let cards = [
            ("twitter:label1", "twitter:data1"),
            ("twitter:label2", "twitter:data2"),
        ];
        cards.into_iter().find_map(|(label, data)| {
            let label = self.survey.metas(&[label]).next()?;
            let is_writer = byline::is_label(label);
            self.survey.metas(&[data]).next().filter(|_| is_writer)
        })
    }

    /// The organisation that the page states as its author: the site itself where nobody else is
    /// named.
    pub(in super::super) fn stated_organisation(&self) -> Found<Vec<String>> {
        let json = self.structured.authors.first();
        let json = json.map(|name| (name.as_str(), EvidenceKind::JsonLd));
        let meta = self
            .survey
            .metas(AUTHOR_METAS)
            .chain(self.labelled_author());
        let mut stated = json
            .into_iter()
            .chain(meta.map(|name| (name, EvidenceKind::Meta)));
        let (name, kind) = stated.find(|(name, _)| {
            !self.names_account(name) && !is_address(name) && name.chars().any(char::is_alphabetic)
        })?;
        Some((vec![one_line(name)], Evidence::new(kind, "author")))
    }

    /// Whether a name can be that of somebody who writes: no account, not the site itself.
    pub(in super::super) fn is_writer(&self, name: &str) -> bool {
        let folded_name = folded(name);
        let is_site = self
            .site_name()
            .is_some_and(|site| folded(&site) == folded_name);
        !is_address(name) && !is_site && !self.names_account(name)
    }

    /// Whether a name is that of an account. Writers in Finnish and Swedish have a capital; blogs in
    /// other languages are signed with the name of an account, too.
    pub(in super::super) fn names_account(&self, name: &str) -> bool {
        let is_small_word = name.starts_with(char::is_lowercase) && !name.contains(' ');
        is_account(name)
            || (is_small_word && matches!(self.language().as_deref(), Some("fi" | "sv")))
    }
}

/// Whether a name is that of an account or a department in any language: `admin`, `toimitus2`,
/// `maija.mallikas`, `ESIMERKKI_P`.
fn is_account(name: &str) -> bool {
    let name = name.trim();
    let is_one_word = !name.contains(char::is_whitespace);
    let is_joined =
        name.contains('_') || (name.contains(['.', '@']) && !name.contains(char::is_uppercase));
    let lower = name.to_lowercase();
    let without_number = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    (is_one_word && is_joined)
        || ACCOUNTS.contains(&without_number)
        || lower.split_whitespace().any(|word| word.ends_with("admin"))
}

fn is_address(name: &str) -> bool {
    name.contains("://") || name.contains("www.")
}
