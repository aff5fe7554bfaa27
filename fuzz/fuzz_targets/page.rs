//! Any bytes as a page, read by a profile and by the general rules: a reading that stays small.

#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aluehaku_extract::profile::ProfileSet;
use aluehaku_extract::{PageContent, PageInput, extract};
use libfuzzer_sys::fuzz_target;
use url::Url;

/// The shipped profiles.
static PROFILES: LazyLock<ProfileSet> =
    LazyLock::new(|| ProfileSet::new(&BTreeMap::new()).expect("the shipped profiles compile"));

static ADDRESS: LazyLock<Url> =
    LazyLock::new(|| Url::parse("https://yhdistys.example/uutiset/1").expect("an address"));

fuzz_target!(|content: &[u8]| {
    let input = PageInput {
        url: Some(&ADDRESS),
        ..PageInput::new(PageContent::Bytes(content))
    };
    for name in ["generic", "wordpress", "drupal"] {
        let profile = PROFILES.get(name).expect("a shipped profile");
        let extraction = extract(&input, &profile);
        // An entity or an encoding can make a few bytes of a text longer, and nothing is said twice.
        assert!(extraction.body.len() <= 8 * content.len() + 64);
        assert!(!extraction.title.contains('\n'));
    }
});
