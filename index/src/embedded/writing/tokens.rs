//! Typed terms as tantivy looks them up.

use tantivy::schema::{Field, Term};

use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;

/// Name by which the schema says that a field has typed terms.
pub(crate) const TOKENIZER: &str = "typed_terms";

/// A typed term of a field.
pub(crate) fn typed_term(field: Field, kind: TermKind, text: &str) -> Term {
    let mut typed = String::with_capacity(text.len() + 1);
    typed.push(char::from(kind_byte(kind)));
    typed.push_str(text);
    Term::from_field_text(field, &typed)
}
