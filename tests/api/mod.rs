//! The service through its front door: requests to the router, answers from a real index.
//!
//! Files mirror the addresses; [`app`] builds the service that a test talks to.

mod administration;
mod app;
mod articles;
mod citations;
mod compare;
mod contacts;
mod counts;
mod events;
mod export;
mod facets;
mod feeds;
mod frames;
mod health;
mod history;
mod hostile;
mod manners;
mod matching;
mod metrics;
mod name_lists;
mod named;
mod names;
mod namesakes;
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
mod versions;
