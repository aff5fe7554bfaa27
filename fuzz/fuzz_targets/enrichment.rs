//! `enrichment` of tests/fuzzed/readers.rs; its corpus is fuzz/seeds/enrichment.

#![no_main]

#[allow(dead_code, reason = "each target reads in one way")]
#[path = "../../tests/fuzzed/readers.rs"]
mod readers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| readers::enrichment(content));
