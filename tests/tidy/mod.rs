//! What the house asks of every file, so that nobody needs to remember it.
//!
//! - [`packages`]: who may depend on whom, under which licences, from where and in which versions.
//! - [`files`]: size, a map at the head, nothing left open.
//! - [`imports`]: nothing is imported in a circle.
//! - [`packaging`]: what is shipped beside the program; [`book`]: what people read.
//! - [`tracked`]: nothing that a run of the program leaves behind is kept.

mod book;
mod files;
mod imports;
mod packages;
mod packaging;
mod tracked;
