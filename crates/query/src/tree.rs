//! What a query means: words and phrases joined by "all of", "any of" and "not".

use crate::span::Span;

/// A condition on articles.
///
/// Trees made by [`parse`](crate::parse) and by the constructors [`Query::all`], [`Query::any`] and
/// [`Query::not`] are in normal form: `All` and `Any` have two or more parts, none of which is
/// `Everything` or of the same kind as its parent, and `Not` never holds a `Not` or `Everything`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Query {
    /// No condition: nothing was asked.
    #[default]
    Everything,
    /// One word, phrase, prefix or exact form.
    Leaf(Leaf),
    /// Articles that the inner query does not match.
    Not(Box<Query>),
    /// Articles that all parts match.
    All(Vec<Query>),
    /// Articles that at least one part matches.
    Any(Vec<Query>),
}

/// One thing to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Leaf {
    /// How the text is to be looked for.
    pub kind: LeafKind,
    /// The text as typed, without quotes, operators and outer punctuation; it holds at least one
    /// letter or digit. A word may still hold characters at which text analysis splits it (`a/b`).
    pub text: String,
    /// The id of the field to look in; `None` means wherever the engine looks by default.
    pub field: Option<&'static str>,
    /// Where the whole leaf stands in the typed text, with its own field name, quotes and star.
    pub span: Span,
    /// Where `text` stands in the typed text.
    pub text_span: Span,
    /// Whether a sign says that articles must have it: `+sote`, `sote AND hyte`. Never so inside an
    /// exclusion, which always holds.
    pub is_demanded: bool,
    /// What stands before it, where its minus may be a hyphen: by Finnish spelling "-hanke" in
    /// "Yhteinen keittiö -hanke" belongs to the name before it. Whoever knows the texts decides.
    pub hyphen_after: Option<String>,
}

/// How the text of a leaf is to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeafKind {
    /// A word in any of its forms.
    Word,
    /// Words in a row, each in any of its forms: `"sote muutostuki"`.
    Phrase,
    /// Words that begin with these letters: `järjest*`.
    Prefix,
    /// This very form, or forms in a row: `=järjestön`, `="järjestön hanke"`.
    Exact,
}

impl Query {
    /// All of the parts, in normal form; without parts, everything.
    pub fn all(parts: impl IntoIterator<Item = Query>) -> Query {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Query::Everything => {}
                Query::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 | 1 => flat.pop().unwrap_or_default(),
            _ => Query::All(flat),
        }
    }

    /// At least one of the parts, in normal form. `Everything` among them counts as nothing said and
    /// is left out, so that a part can be taken from a choice by replacing it with `Everything`.
    pub fn any(parts: impl IntoIterator<Item = Query>) -> Query {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Query::Everything => {}
                Query::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.len() {
            0 | 1 => flat.pop().unwrap_or_default(),
            _ => Query::Any(flat),
        }
    }

    /// The opposite, in normal form. Of `Everything` it is `Everything`: nothing said, nothing
    /// excluded.
    #[expect(
        clippy::should_implement_trait,
        reason = "`!query` would hide what happens"
    )]
    pub fn not(query: Query) -> Query {
        match query {
            Query::Everything => Query::Everything,
            Query::Not(inner) => *inner,
            other => Query::Not(Box::new(other)),
        }
    }

    /// Whether nothing was asked.
    pub fn is_everything(&self) -> bool {
        matches!(self, Query::Everything)
    }

    /// Whether the query only says what articles must not be: `-a`, `-a -b`.
    pub fn is_negative(&self) -> bool {
        match self {
            Query::Everything | Query::Leaf(_) => false,
            Query::Not(_) => true,
            Query::All(parts) => parts.iter().all(Query::is_negative),
            Query::Any(parts) => parts.iter().any(Query::is_negative),
        }
    }

    /// Every leaf in the order of the text, and whether it is wanted (`true`) or excluded.
    pub fn leaves(&self) -> Vec<(&Leaf, bool)> {
        let mut leaves = Vec::new();
        self.collect_leaves(true, &mut leaves);
        leaves
    }

    /// The leaves that articles are wanted for, in the order of the text: what to rank by, highlight
    /// and correct.
    pub fn positive_leaves(&self) -> impl Iterator<Item = &Leaf> {
        self.leaves()
            .into_iter()
            .filter(|(_, wanted)| *wanted)
            .map(|(leaf, _)| leaf)
    }

    /// The query with every leaf demanded that is not inside an exclusion.
    pub(crate) fn demanded(self) -> Query {
        match self {
            Query::Leaf(leaf) => Query::Leaf(Leaf {
                is_demanded: true,
                ..leaf
            }),
            Query::All(parts) => Query::All(parts.into_iter().map(Query::demanded).collect()),
            Query::Any(parts) => Query::Any(parts.into_iter().map(Query::demanded).collect()),
            other => other,
        }
    }

    /// The query in which a minus may be a hyphen only right after the word or phrase that it would
    /// join a word to: brackets that were ignored may have brought others between.
    pub(crate) fn with_true_hyphens(self) -> Query {
        match self {
            Query::All(mut parts) => {
                let mut before = None;
                for part in &mut parts {
                    let own = part.plain_text().map(str::to_owned);
                    part.keep_hyphen_after(before.as_deref());
                    before = own;
                }
                Query::All(parts.into_iter().map(Query::with_true_hyphens).collect())
            }
            Query::Any(mut parts) => {
                parts
                    .iter_mut()
                    .for_each(|part| part.keep_hyphen_after(None));
                Query::Any(parts.into_iter().map(Query::with_true_hyphens).collect())
            }
            // The leaf of an exclusion in a list was looked at with the list.
            Query::Not(inner) if !matches!(*inner, Query::Leaf(_)) => {
                Query::Not(Box::new(inner.with_true_hyphens()))
            }
            Query::Leaf(leaf) => Query::Leaf(Leaf {
                hyphen_after: None,
                ..leaf
            }),
            other => other,
        }
    }

    /// Forgets that a minus may be a hyphen, unless it stands after this word or phrase.
    fn keep_hyphen_after(&mut self, before: Option<&str>) {
        if let Query::Not(inner) = self
            && let Query::Leaf(leaf) = inner.as_mut()
            && leaf.hyphen_after.as_deref() != before
        {
            leaf.hyphen_after = None;
        }
    }

    /// The text of a word or phrase that stands for itself: what a hyphen may join a word to.
    pub(crate) fn plain_text(&self) -> Option<&str> {
        match self {
            Query::Leaf(leaf) if leaf.field.is_none() => match leaf.kind {
                LeafKind::Word | LeafKind::Phrase => Some(&leaf.text),
                LeafKind::Prefix | LeafKind::Exact => None,
            },
            _ => None,
        }
    }

    /// The query with no leaf demanded: what an exclusion holds.
    pub(crate) fn without_demands(self) -> Query {
        self.map_leaves(|leaf| {
            Query::Leaf(Leaf {
                is_demanded: false,
                ..leaf.clone()
            })
        })
    }

    /// The query with every leaf replaced by what `change` makes of it; the result is in normal form.
    ///
    /// [`Query::Everything`] takes a leaf away, [`Query::any`] adds alternatives.
    pub fn map_leaves(&self, mut change: impl FnMut(&Leaf) -> Query) -> Query {
        self.replace_leaves(&mut change)
    }

    /// Whether both say the same, wherever it stood in the text.
    pub fn says_the_same(&self, other: &Query) -> bool {
        match (self, other) {
            (Query::Everything, Query::Everything) => true,
            (Query::Leaf(one), Query::Leaf(two)) => {
                let said = |leaf: &Leaf| (leaf.kind, leaf.field, leaf.is_demanded);
                said(one) == said(two)
                    && (&one.text, &one.hyphen_after) == (&two.text, &two.hyphen_after)
            }
            (Query::Not(one), Query::Not(two)) => one.says_the_same(two),
            (Query::All(one), Query::All(two)) | (Query::Any(one), Query::Any(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(a, b)| a.says_the_same(b))
            }
            _ => false,
        }
    }

    /// The stretch of the text from the first leaf to the last; `None` for everything.
    pub fn span(&self) -> Option<Span> {
        match self {
            Query::Everything => None,
            Query::Leaf(leaf) => Some(leaf.span),
            Query::Not(inner) => inner.span(),
            Query::All(parts) | Query::Any(parts) => {
                parts.iter().filter_map(Query::span).reduce(Span::join)
            }
        }
    }

    /// How many brackets deep the text of this query is, see `render`.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Query::Everything | Query::Leaf(_) => 0,
            Query::Not(inner) => inner.depth_as_part(),
            Query::All(parts) | Query::Any(parts) => parts
                .iter()
                .map(Query::depth_as_part)
                .max()
                .unwrap_or_default(),
        }
    }

    /// How many brackets deep the text of this query is where it is part of another.
    pub(crate) fn depth_as_part(&self) -> usize {
        self.depth() + usize::from(self.is_compound())
    }

    /// Whether the query needs brackets where it is part of another.
    pub(crate) fn is_compound(&self) -> bool {
        matches!(self, Query::All(_) | Query::Any(_))
    }

    fn collect_leaves<'a>(&'a self, wanted: bool, leaves: &mut Vec<(&'a Leaf, bool)>) {
        match self {
            Query::Everything => {}
            Query::Leaf(leaf) => leaves.push((leaf, wanted)),
            Query::Not(inner) => inner.collect_leaves(!wanted, leaves),
            Query::All(parts) | Query::Any(parts) => {
                for part in parts {
                    part.collect_leaves(wanted, leaves);
                }
            }
        }
    }

    fn replace_leaves(&self, change: &mut impl FnMut(&Leaf) -> Query) -> Query {
        match self {
            Query::Everything => Query::Everything,
            Query::Leaf(leaf) => change(leaf),
            Query::Not(inner) => Query::not(inner.replace_leaves(change)),
            Query::All(parts) => Query::all(
                parts
                    .iter()
                    .map(|part| part.replace_leaves(change))
                    .collect::<Vec<_>>(),
            ),
            Query::Any(parts) => Query::any(
                parts
                    .iter()
                    .map(|part| part.replace_leaves(change))
                    .collect::<Vec<_>>(),
            ),
        }
    }
}
