//! What the examples share: treebanks, lists of names and the measures of quality.

#![allow(dead_code, reason = "each example uses its own part of this")]

pub(crate) mod conllu;
pub(crate) mod learning;
pub(crate) mod measure;
pub(crate) mod paradigm;
