//! The fields of the index: one table, from which the schema, writing and searching follow.
//!
//! Title, lead, body and authors share one field of typed terms, see [`encoding`](crate::document::encoding), one
//! after another in that order; three numbers say where lead, body and authors begin. Names have fields
//! of their own.
//! Facets hold their values whole, for filters and counts. The article itself is stored once, as one
//! record.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::tokens::TOKENIZER;
use crate::plan::lookup::{NAMED_FACETS, SearchedField};
use crate::search::fields::SearchField;
use aluehaku_article::facet::Facet;

/// Name of the identifier's field.
pub(crate) const ID: &str = "id";
/// Seconds since 1970 at which an article was published.
pub(crate) const PUBLISHED: &str = "published";
/// Finnish day of publication, in days since 1970.
pub(crate) const DAY: &str = "day";
/// Days of the events an article tells of, in days since 1970.
pub(crate) const EVENT_DAY: &str = "event_day";
/// Fingerprint of the group of near-copies, where an article belongs to one.
pub(crate) const GROUP: &str = "group";

/// Position at which the lead begins in an article's text.
pub(crate) const LEAD_START: &str = "lead_start";
/// Position at which the body begins in an article's text.
pub(crate) const BODY_START: &str = "body_start";

/// Position at which the names of the authors begin, behind an article's text.
pub(crate) const AUTHORS_START: &str = "authors_start";

/// The fields of an index.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) record: Field,
    pub(crate) published: Field,
    pub(crate) day: Field,
    pub(crate) event_day: Field,
    pub(crate) group: Field,
    /// Title, lead, body and authors.
    pub(crate) text: Field,
    /// The beginning of the title, without case and accents.
    pub(crate) title_start: Field,
    pub(crate) lead_start: Field,
    pub(crate) body_start: Field,
    pub(crate) authors_start: Field,
    words: Vec<(SearchField, Field)>,
    facets: Vec<(Facet, Field)>,
}

impl Fields {
    /// The schema and its fields.
    pub(crate) fn new() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let id = schema.add_text_field(ID, whole_value());
        let record = schema.add_text_field("record", TextOptions::default().set_stored());
        let number = || NumericOptions::default().set_fast();
        let published = schema.add_i64_field(PUBLISHED, number());
        let day = schema.add_i64_field(DAY, number());
        let event_day = schema.add_i64_field(EVENT_DAY, number());
        let group = schema.add_u64_field(GROUP, number());
        let text = schema.add_text_field("text", typed_terms());
        let title_start = schema.add_text_field("title_start", listed_value());
        let lead_start = schema.add_u64_field(LEAD_START, number());
        let body_start = schema.add_u64_field(BODY_START, number());
        let authors_start = schema.add_u64_field(AUTHORS_START, number());
        let words =
            name_fields().map(|(field, name)| (field, schema.add_text_field(&name, typed_terms())));
        let words = words.collect();
        let facets =
            Facet::ALL.map(|facet| (facet, schema.add_text_field(facet.name(), whole_value())));
        let facets = facets.to_vec();
        let fields = Self {
            id,
            record,
            published,
            day,
            event_day,
            group,
            text,
            title_start,
            lead_start,
            body_start,
            authors_start,
            words,
            facets,
        };
        (schema.build(), fields)
    }

    /// The field with the words of a text or of names; `None` for facets of identifiers.
    pub(crate) fn words(&self, field: SearchField) -> Option<Field> {
        if field.text_part().is_some() {
            return Some(self.text);
        }
        self.words
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, field)| *field)
    }

    /// The field in which a plan looks terms up.
    pub(crate) fn searched(&self, field: SearchedField) -> Field {
        match field {
            SearchedField::Text => self.text,
            SearchedField::Values(facet) => self.facet(facet),
            SearchedField::Words(words) => {
                self.words(words).expect("every field of names has words")
            }
        }
    }

    /// The field with the values of a facet.
    pub(crate) fn facet(&self, facet: Facet) -> Field {
        let (_, field) = self
            .facets
            .iter()
            .find(|(known, _)| *known == facet)
            .expect("the table holds every facet");
        *field
    }
}

/// The fields of names that are searched by their words.
fn name_fields() -> impl Iterator<Item = (SearchField, String)> {
    let facets = NAMED_FACETS.map(|facet| {
        let name = format!("{}_words", facet.name());
        (SearchField::Facet(facet), name)
    });
    [(SearchField::Author, "author".to_owned())]
        .into_iter()
        .chain(facets)
}

fn typed_terms() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    TextOptions::default().set_indexing_options(indexing)
}

/// A value that is looked up and read back.
fn whole_value() -> TextOptions {
    listed_value().set_fast("raw")
}

/// A value that is looked up.
fn listed_value() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
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
        for text in [SearchField::Title, SearchField::Lead, SearchField::Body] {
            assert_eq!(fields.words(text), Some(fields.text));
        }
        assert!(fields.words(SearchField::Author).is_some());
        assert_eq!(fields.words(SearchField::Facet(Facet::Source)), None);
    }
}
