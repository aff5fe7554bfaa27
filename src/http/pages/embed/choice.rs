//! What a webmaster chose on `/embed`.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{RegionKind, RegionRegister};
use url::form_urlencoded;

use crate::i18n::{Language, PageTexts};

/// Results that people can choose to see.
pub(super) const LIMITS: [usize; 4] = [3, 5, 10, 20];

/// What an element may be about, beside a region.
pub(super) const SUBJECTS: [Facet; 6] = [
    Facet::Project,
    Facet::Organisation,
    Facet::Municipality,
    Facet::Topic,
    Facet::Person,
    Facet::Source,
];

/// What readers may choose from.
pub(super) const FACETS: [Facet; 4] = [Facet::Region, Facet::Project, Facet::Topic, Facet::Source];

/// Longest name of a subject that is taken, in characters.
const MAX_NAME: usize = 200;

/// What is embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A search with its results under the form.
    Panel,
    /// A search with its results in the page.
    Page,
    /// A search in a dialog.
    Dialog,
    /// The latest news.
    News,
    /// The latest news in a frame.
    NewsFrame,
    /// A search in a frame.
    SearchFrame,
}

/// What is embedded and how it is set.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) form: Form,
    /// Maakunta, by its Finnish name; empty for the whole country.
    pub(super) region: String,
    /// What it is about.
    pub(super) subject: Option<(Facet, String)>,
    /// The facet of the subject that was chosen, though it may not be named yet.
    pub(super) subject_kind: Facet,
    pub(super) facets: Vec<Facet>,
    pub(super) language: Language,
    pub(super) limit: usize,
}

impl Form {
    /// Every form, in the order of the choice.
    pub(super) const ALL: [Self; 6] = [
        Self::Panel,
        Self::Page,
        Self::Dialog,
        Self::News,
        Self::NewsFrame,
        Self::SearchFrame,
    ];

    /// Its word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Page => "page",
            Self::Dialog => "dialog",
            Self::News => "news",
            Self::NewsFrame => "news-frame",
            Self::SearchFrame => "search-frame",
        }
    }

    /// What people read for it.
    pub(super) fn label(self, p: &PageTexts) -> &'static str {
        match self {
            Self::Panel => p.embed_form_panel,
            Self::Page => p.embed_form_page,
            Self::Dialog => p.embed_form_dialog,
            Self::News => p.embed_form_news,
            Self::NewsFrame => p.embed_form_news_frame,
            Self::SearchFrame => p.embed_form_search_frame,
        }
    }

    /// Whether it is a frame, which needs no script.
    pub(super) fn is_frame(self) -> bool {
        matches!(self, Self::NewsFrame | Self::SearchFrame)
    }
}

impl Choice {
    /// Reads what was chosen; what cannot be used is left as it is at first.
    pub(super) fn read(query: &str, register: &RegionRegister, language: Language) -> Self {
        let mut choice = Self {
            form: Form::Panel,
            region: String::new(),
            subject: None,
            subject_kind: SUBJECTS[0],
            facets: Vec::new(),
            language,
            limit: 5,
        };
        let mut name = String::new();
        for (parameter, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            match parameter.as_ref() {
                "form" => {
                    let mut forms = Form::ALL.into_iter();
                    choice.form = forms
                        .find(|form| form.word() == value)
                        .unwrap_or(choice.form);
                }
                "region" => {
                    let region = register.resolve(RegionKind::Maakunta, value);
                    choice.region = region
                        .map(|region| region.name_fi.clone())
                        .unwrap_or_default();
                }
                "subject" => {
                    let facet = Facet::from_name(value).filter(|facet| SUBJECTS.contains(facet));
                    choice.subject_kind = facet.unwrap_or(choice.subject_kind);
                }
                "name" => name = value.chars().take(MAX_NAME).collect(),
                "facet" => {
                    let facet = Facet::from_name(value).filter(|facet| FACETS.contains(facet));
                    choice.facets.extend(facet);
                }
                "lang" => {
                    choice.language = Language::from_code(value).unwrap_or(choice.language);
                }
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| LIMITS.contains(limit));
                    choice.limit = limit.unwrap_or(choice.limit);
                }
                _ => {}
            }
        }
        choice.facets.dedup();
        choice.subject = (!name.is_empty()).then_some((choice.subject_kind, name));
        choice
    }

    /// The values that the element is preset to, by parameter.
    pub(super) fn presets(&self) -> Vec<(&'static str, &str)> {
        let region = (!self.region.is_empty()).then_some(("region", self.region.as_str()));
        let subject = self.subject.as_ref();
        let subject = subject.map(|(facet, name)| (facet.name(), name.as_str()));
        region.into_iter().chain(subject).collect()
    }

    /// The values as a query string, without a question mark.
    pub(super) fn query(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.presets()).extend_pairs(more);
        query.finish()
    }
}
