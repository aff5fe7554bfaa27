//! The crawler over a pretend web in memory, by a clock that the tests move: what is requested of
//! a site, and when.
//!
//! - [`web`]: the pretend web. [`crawler`]: a crawl over it.
//! - [`manners`]: robots.txt, pace, being told to wait.
//! - [`robots`]: robots.txt to the letter, and files of it that lead astray.
//! - [`hostile`]: sites that hold, flood, cut, loop or lie.
//! - [`internet`]: the real network, on loopback.
//! - [`guard`]: addresses that must not be reached.
//! - [`traps`]: addresses without end, and ways that seem barren and are not.
//! - [`lost`]: what used to be lost in silence; [`told`]: sources that give nothing, and what is said of them.
//! - [`truth`]: pages that change, move, go and return.
//! - [`together`]: crashes, second crawlers, owners who want no visits.
//! - [`indexed`]: the index behind the archive, while others write to both.

mod crawler;
mod guard;
mod hostile;
mod indexed;
mod internet;
mod lost;
mod manners;
mod robots;
mod together;
mod told;
mod traps;
mod truth;
mod web;
