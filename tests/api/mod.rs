//! The service through its front door: requests to the router, answers from a real index.
//!
//! Files mirror the addresses; [`app`] builds the service that a test talks to.

mod administration;
mod app;
mod articles;
mod counts;
mod events;
mod export;
mod facets;
mod feeds;
mod health;
mod history;
mod hostile;
mod manners;
mod metrics;
mod names;
mod openapi;
mod pages;
mod paging;
mod persons;
mod problems;
mod regions;
mod search;
mod serve;
mod sources;
mod suggest;
