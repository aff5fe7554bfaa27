//! Any bytes as robots.txt, a feed and a sitemap: each ends in what could be read of it.

#![no_main]

use std::sync::LazyLock;

use aluehaku::crawl::robots::file::RobotsFile;
use aluehaku::crawl::{feed, sitemap};
use libfuzzer_sys::fuzz_target;
use url::Url;

static ADDRESS: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://yhdistys.example/uutiset/feed").expect("an address"));

fuzz_target!(|content: &[u8]| {
    let robots = RobotsFile::parse(content, "aluehaku");
    let _ = robots.allows(&ADDRESS);
    assert!(robots.delay_s().is_none_or(|delay| delay >= 0.0));
    let _ = feed::read(content, None, &ADDRESS);
    let unpacked = sitemap::unpacked(content.to_vec());
    let _ = sitemap::read(&unpacked, None, &ADDRESS);
});
