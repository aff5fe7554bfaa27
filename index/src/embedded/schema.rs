//! The fields of the index: one table, from which the schema, writing and searching follow.
//!
//! Texts and names hold typed terms, see [`encoding`](super::encoding). Facets hold their values
//! whole, for filters and counts. The article itself is stored once, as one record.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::encoding::TOKENIZER;
use crate::facet::Facet;
use crate::search::fields::SearchField;

/// Name of the identifier's field.
pub(super) const ID: &str = "id";
/// Seconds since 1970 at which an article was published.
pub(super) const PUBLISHED: &str = "published";
/// Finnish day of publication, in days since 1970.
pub(super) const DAY: &str = "day";
/// Fingerprint of the group of near-copies, where an article belongs to one.
pub(super) const GROUP: &str = "group";

/// The texts that are searched when a query names no field, and how much a match in each counts.
pub(super) const TEXTS: [(SearchField, f32); 3] = [
    (SearchField::Title, 2.0),
    (SearchField::Lead, 1.3),
    (SearchField::Body, 1.0),
];

/// Facets whose values can be searched by their words; the others hold identifiers.
pub(super) const NAMED_FACETS: [Facet; 8] = [
    Facet::Region,
    Facet::Municipality,
    Facet::Hyvinvointialue,
    Facet::PublisherRegion,
    Facet::Person,
    Facet::Project,
    Facet::Organisation,
    Facet::Topic,
];

/// The fields of an index.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) id: Field,
    pub(super) record: Field,
    pub(super) published: Field,
    pub(super) day: Field,
    pub(super) group: Field,
    words: Vec<(SearchField, Field)>,
    facets: Vec<(Facet, Field)>,
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn new() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let id = schema.add_text_field(ID, whole_value());
        let record = schema.add_text_field("record", TextOptions::default().set_stored());
        let number = || NumericOptions::default().set_fast();
        let published = schema.add_i64_field(PUBLISHED, number());
        let day = schema.add_i64_field(DAY, number());
        let group = schema.add_u64_field(GROUP, number());
        let words = word_fields().map(|field| {
            (
                field,
                schema.add_text_field(&words_name(field), typed_terms()),
            )
        });
        let words = words.collect();
        let facets =
            Facet::ALL.map(|facet| (facet, schema.add_text_field(facet.name(), whole_value())));
        let facets = facets.to_vec();
        let fields = Self {
            id,
            record,
            published,
            day,
            group,
            words,
            facets,
        };
        (schema.build(), fields)
    }

    /// The field with the words of a text or of names; `None` for facets of identifiers.
    pub(super) fn words(&self, field: SearchField) -> Option<Field> {
        self.words
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, field)| *field)
    }

    /// Every field with words.
    pub(super) fn all_words(&self) -> impl Iterator<Item = Field> + '_ {
        self.words.iter().map(|(_, field)| *field)
    }

    /// The field with the values of a facet.
    pub(super) fn facet(&self, facet: Facet) -> Field {
        let (_, field) = self
            .facets
            .iter()
            .find(|(known, _)| *known == facet)
            .expect("the table holds every facet");
        *field
    }
}

/// Every field that is searched by words.
fn word_fields() -> impl Iterator<Item = SearchField> {
    let texts = TEXTS.into_iter().map(|(field, _)| field);
    texts
        .chain([SearchField::Author])
        .chain(NAMED_FACETS.map(SearchField::Facet))
}

fn words_name(field: SearchField) -> String {
    match field {
        SearchField::Title => "title".to_owned(),
        SearchField::Lead => "lead".to_owned(),
        SearchField::Body => "body".to_owned(),
        SearchField::Author => "author".to_owned(),
        SearchField::Facet(facet) => format!("{}_words", facet.name()),
    }
}

fn typed_terms() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

fn whole_value() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default()
        .set_indexing_options(indexing)
        .set_fast("raw")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_has_a_field_and_every_text_words() {
        let (schema, fields) = Fields::new();
        for facet in Facet::ALL {
            assert_eq!(schema.get_field_name(fields.facet(facet)), facet.name());
        }
        for (text, _) in TEXTS {
            assert!(fields.words(text).is_some());
        }
        assert_eq!(fields.words(SearchField::Facet(Facet::Source)), None);
    }
}
