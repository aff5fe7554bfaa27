//! Finnish and Swedish names and identifiers to the values that the index stores, and values to
//! the names that people read.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{Region, RegionKind, RegionRegister};

use super::table::nearest;
use crate::http::service::SourceView;
use crate::http::state::AppState;
use crate::http::text::lang_attribute;
use crate::i18n::Language;

/// Languages that articles are written in: code, Finnish, Swedish and English name.
const ARTICLE_LANGUAGES: [(&str, [&str; 3]); 6] = [
    ("fi", ["suomi", "finska", "Finnish"]),
    ("sv", ["ruotsi", "svenska", "Swedish"]),
    ("en", ["englanti", "engelska", "English"]),
    ("se", ["pohjoissaame", "nordsamiska", "Northern Sámi"]),
    ("ru", ["venäjä", "ryska", "Russian"]),
    ("et", ["viro", "estniska", "Estonian"]),
];

/// What the service knows by name: regions, sources and languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameBook<'a> {
    regions: &'a RegionRegister,
    sources: &'a [SourceView],
}

/// A filter value as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Resolved {
    /// Something the service knows, or a name that only the index can know.
    Value(String),
    /// A text that names nothing known: searched as it stands.
    Unknown {
        /// The text.
        value: String,
        /// The known name that it is probably a misspelling of.
        nearest: Option<String>,
    },
}

impl<'a> NameBook<'a> {
    /// The names in a register and some settings.
    pub(crate) fn new(regions: &'a RegionRegister, sources: &'a [SourceView]) -> Self {
        Self { regions, sources }
    }

    /// The names that a state of the service knows.
    pub(crate) fn of(state: &'a AppState) -> Self {
        Self::new(state.regions(), &state.settings().sources)
    }

    /// The value that the index stores for what a person wrote.
    pub(crate) fn resolve(&self, facet: Facet, text: &str) -> Resolved {
        match facet {
            Facet::Person | Facet::Project | Facet::Organisation | Facet::Topic => {
                Resolved::Value(text.to_owned())
            }
            Facet::Language => resolve_language(text),
            Facet::Source => self.resolve_source(text),
            Facet::Region
            | Facet::Municipality
            | Facet::Hyvinvointialue
            | Facet::PublisherRegion => self.resolve_region(facet, text),
        }
    }

    /// What people read for a value.
    pub(crate) fn label(&self, facet: Facet, value: &str, language: Language) -> String {
        let label = match facet {
            Facet::Person | Facet::Project | Facet::Organisation | Facet::Topic => None,
            Facet::Language => language_name(value, language),
            Facet::Source => self.source_name(value),
            Facet::Region
            | Facet::Municipality
            | Facet::Hyvinvointialue
            | Facet::PublisherRegion => self
                .region(facet, value)
                .map(|region| region_name(region, language)),
        };
        label.unwrap_or(value).to_owned()
    }

    /// Name of a source that the settings know.
    pub(crate) fn source_name(&self, id: &str) -> Option<&str> {
        self.source(id).map(|source| source.name.as_str())
    }

    /// The value of the region that a municipality or county lies in.
    pub(crate) fn parent(&self, facet: Facet, value: &str) -> Option<String> {
        if !matches!(facet, Facet::Municipality | Facet::Hyvinvointialue) {
            return None;
        }
        let region = self.region(facet, value)?;
        self.regions
            .maakunta_of(region)
            .map(|maakunta| maakunta.name_fi.clone())
    }

    /// The region that a value of a facet stands for.
    pub(crate) fn region(&self, facet: Facet, text: &str) -> Option<&'a Region> {
        self.regions.resolve(region_kind(facet)?, text)
    }

    fn resolve_source(&self, text: &str) -> Resolved {
        let wanted = text.to_lowercase();
        let named = self
            .sources
            .iter()
            .find(|source| source.name.to_lowercase() == wanted);
        match self.source(text).or(named) {
            Some(source) => Resolved::Value(source.id.clone()),
            // Imported articles name sources that the settings do not know.
            None => Resolved::Value(text.to_owned()),
        }
    }

    fn resolve_region(&self, facet: Facet, text: &str) -> Resolved {
        if let Some(region) = self.region(facet, text) {
            return Resolved::Value(region.name_fi.clone());
        }
        let regions = region_kind(facet)
            .into_iter()
            .flat_map(|kind| self.regions.of_kind(kind));
        let names = regions.flat_map(|region| [region.name_fi.as_str(), region.name_sv.as_str()]);
        let nearest = nearest(text, names).map(str::to_owned);
        Resolved::Unknown {
            value: text.to_owned(),
            nearest,
        }
    }

    fn source(&self, id: &str) -> Option<&'a SourceView> {
        self.sources.iter().find(|source| source.id == id)
    }
}

/// Name of a region in a language; where English has none of its own the Finnish one is used.
pub(crate) fn region_name(region: &Region, language: Language) -> &str {
    match language {
        Language::Finnish => &region.name_fi,
        Language::Swedish => &region.name_sv,
        Language::English => region.name_en.as_ref().unwrap_or(&region.name_fi),
    }
}

/// Name of the language that articles are written in.
pub(crate) fn language_name(code: &str, language: Language) -> Option<&'static str> {
    let column = match language {
        Language::Finnish => 0,
        Language::Swedish => 1,
        Language::English => 2,
    };
    ARTICLE_LANGUAGES
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, names)| names[column])
}

fn resolve_language(text: &str) -> Resolved {
    let wanted = text.to_lowercase();
    let is_meant = |(code, names): &&(&str, [&str; 3])| {
        *code == wanted || names.iter().any(|name| name.to_lowercase() == wanted)
    };
    match ARTICLE_LANGUAGES.iter().find(is_meant) {
        Some((code, _)) => Resolved::Value((*code).to_owned()),
        None if lang_attribute(&wanted).is_some() => Resolved::Value(wanted),
        None => {
            let names = ARTICLE_LANGUAGES.iter().flat_map(|(_, names)| *names);
            Resolved::Unknown {
                nearest: nearest(&wanted, names).map(str::to_owned),
                value: wanted,
            }
        }
    }
}

/// The facet whose values are regions of a kind.
pub(crate) fn region_facet(kind: RegionKind) -> Facet {
    match kind {
        RegionKind::Maakunta => Facet::Region,
        RegionKind::Hyvinvointialue => Facet::Hyvinvointialue,
        RegionKind::Municipality => Facet::Municipality,
    }
}

fn region_kind(facet: Facet) -> Option<RegionKind> {
    match facet {
        Facet::Region | Facet::PublisherRegion => Some(RegionKind::Maakunta),
        Facet::Municipality => Some(RegionKind::Municipality),
        Facet::Hyvinvointialue => Some(RegionKind::Hyvinvointialue),
        Facet::Person
        | Facet::Project
        | Facet::Organisation
        | Facet::Source
        | Facet::Topic
        | Facet::Language => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(facet: Facet, text: &str, expected: &str) {
        let sources = [SourceView {
            id: "kyt".to_owned(),
            name: "Yhteisöjen Tuki ry".to_owned(),
            region: None,
            show: crate::http::service::Show::Snippet,
            home_url: None,
        }];
        let book = NameBook::new(RegionRegister::shipped(), &sources);
        assert_eq!(
            book.resolve(facet, text),
            Resolved::Value(expected.to_owned())
        );
    }

    #[test]
    fn names_in_either_language_and_identifiers_mean_the_same() {
        check(Facet::Region, "Mellersta Finland", "Keski-Suomi");
        check(Facet::Region, "keski-suomi", "Keski-Suomi");
        check(Facet::PublisherRegion, "13", "Keski-Suomi");
        check(Facet::Municipality, "Åbo", "Turku");
        check(Facet::Language, "Svenska", "sv");
        check(Facet::Language, "FI", "fi");
        check(Facet::Source, "kyt", "kyt");
        check(Facet::Source, "YHTEISÖJEN tuki ry", "kyt");
        check(Facet::Source, "imported", "imported");
        check(Facet::Person, "Aino Esimerkki", "Aino Esimerkki");
    }

    #[test]
    fn a_misspelt_region_is_searched_as_it_stands_with_a_suggestion() {
        let book = NameBook::new(RegionRegister::shipped(), &[]);
        let resolved = book.resolve(Facet::Region, "Kesky-Suomi");
        let nearest = Some("Keski-Suomi".to_owned());
        assert_eq!(
            resolved,
            Resolved::Unknown {
                value: "Kesky-Suomi".to_owned(),
                nearest
            }
        );
    }

    #[test]
    fn labels_and_parents_come_from_the_register() {
        let book = NameBook::new(RegionRegister::shipped(), &[]);
        let label = |facet, value, language| book.label(facet, value, language);
        assert_eq!(label(Facet::Region, "Uusimaa", Language::Swedish), "Nyland");
        assert_eq!(label(Facet::Region, "Lappi", Language::English), "Lapland");
        assert_eq!(
            label(Facet::Municipality, "Turku", Language::English),
            "Turku"
        );
        assert_eq!(label(Facet::Language, "sv", Language::Finnish), "ruotsi");
        assert_eq!(label(Facet::Topic, "Sote", Language::Finnish), "Sote");
        assert_eq!(
            book.parent(Facet::Municipality, "Turku").as_deref(),
            Some("Varsinais-Suomi")
        );
        assert_eq!(book.parent(Facet::Region, "Uusimaa"), None);
    }
}
