//! What the examples share: treebanks, lists of names, the measures of quality, libvoikko.

#![allow(dead_code, reason = "each example uses its own part of this")]

pub mod conllu;
pub mod learning;
pub mod measure;
pub mod paradigm;
pub mod voikko;
