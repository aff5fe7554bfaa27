//! Query words in a row that are a name of the vocabulary, and the other names of the same thing.

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Span};

use super::leaf::{Leaf, LeafPlanner};
use super::lookup::Lookup;
use super::words::Part;

/// A name of the vocabulary has at most so many words.
const MOST_WORDS: usize = 8;

/// A number of words, and a leaf for each other name of what they name.
type Named<L> = Result<Option<(usize, Vec<Leaf<<L as Lookup>::List>>)>, <L as Lookup>::Error>;

/// How many of the parts are a name of the vocabulary, and a leaf for each of its other names.
pub(super) fn named<L: Lookup>(planner: &LeafPlanner<'_, L>, parts: &[Part]) -> Named<L> {
    let is_plain = |leaf: &QueryLeaf| leaf.kind == LeafKind::Word && leaf.field.is_none();
    let leaves = parts.iter().map_while(|part| match part {
        Part::Leaf(plain) if is_plain(&plain.leaf) => Some(&plain.leaf),
        _ => None,
    });
    let leaves: Vec<&QueryLeaf> = leaves.take(MOST_WORDS).collect();
    let Some((first, rest)) = leaves.split_first() else {
        return Ok(None);
    };
    let vocabulary = planner.lookup.vocabulary();
    if vocabulary.is_empty() {
        return Ok(None);
    }
    let mut keys = vec![planner.keys(first)];
    if !vocabulary.may_begin(&keys[0]) {
        return Ok(None);
    }
    keys.extend(rest.iter().map(|leaf| planner.keys(leaf)));
    let Some(found) = vocabulary.find(&keys) else {
        return Ok(None);
    };
    let words = &leaves[..found.words];
    let typed: Vec<&str> = words.iter().map(|leaf| leaf.text.as_str()).collect();
    let typed = typed.join(" ");
    let span = Span::new(first.span.start, words[words.len() - 1].span.end);
    let others = found.others.iter();
    let leaves = others.map(|name| planner.synonym(&name.text, typed.clone(), span));
    Ok(Some((found.words, leaves.collect::<Result<_, _>>()?)))
}
