//! The fields that a query can name, with their names in Finnish, Swedish and English.

use aluehaku_query::{Field, FieldTable};

use aluehaku_article::TextPart;
use aluehaku_article::facet::Facet;

/// Where a part of a query looks when it names a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchField {
    /// The title.
    Title,
    /// The lead.
    Lead,
    /// The body.
    Body,
    /// Who wrote the article.
    Author,
    /// The values of a facet.
    Facet(Facet),
}

/// The names of the fields, for the parser.
pub const FIELD_TABLE: FieldTable = FieldTable::new(&[
    Field {
        id: "title",
        names: &["otsikko", "rubrik"],
    },
    Field {
        id: "lead",
        names: &["ingressi", "ingress"],
    },
    Field {
        id: "body",
        names: &["teksti", "leipäteksti", "text", "brödtext"],
    },
    Field {
        id: "author",
        names: &["kirjoittaja", "toimittaja", "författare", "skribent"],
    },
    Field {
        id: "person",
        names: &["henkilö"],
    },
    Field {
        id: "organisation",
        names: &["organisaatio", "järjestö", "organization"],
    },
    Field {
        id: "project",
        names: &["hanke", "projekti", "projekt"],
    },
    Field {
        id: "region",
        names: &["alue", "maakunta", "område", "landskap"],
    },
    Field {
        id: "municipality",
        names: &["kunta", "kommun"],
    },
    Field {
        id: "hyvinvointialue",
        names: &["hva", "välfärdsområde", "wellbeing"],
    },
    Field {
        id: "publisher_region",
        names: &["julkaisualue", "utgivningsområde"],
    },
    Field {
        id: "source",
        names: &["lähde", "källa"],
    },
    Field {
        id: "topic",
        names: &["aihe", "ämne", "tag"],
    },
    Field {
        id: "language",
        names: &["kieli", "språk"],
    },
]);

impl SearchField {
    /// The field with an id of [`FIELD_TABLE`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "title" => Some(Self::Title),
            "lead" => Some(Self::Lead),
            "body" => Some(Self::Body),
            "author" => Some(Self::Author),
            _ => Facet::from_name(id).map(Self::Facet),
        }
    }

    /// The text of an article that the field names.
    pub(crate) fn text_part(self) -> Option<TextPart> {
        match self {
            Self::Title => Some(TextPart::Title),
            Self::Lead => Some(TextPart::Lead),
            Self::Body => Some(TextPart::Body),
            Self::Author | Self::Facet(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_a_field() {
        for name in [
            "otsikko", "rubrik", "title", "henkilö", "henkilo", "hanke", "alue", "källa",
        ] {
            let id = FIELD_TABLE.find(name).unwrap();
            assert!(SearchField::from_id(id).is_some(), "{name}");
        }
        for facet in Facet::ALL {
            assert_eq!(FIELD_TABLE.find(facet.name()), Some(facet.name()));
        }
    }
}
