//! What reads a page: ours and the others.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use aluehaku_extract::profile::{CompiledProfile, ProfileSet};
use aluehaku_extract::{PageContent, PageInput};

use crate::pages::Page;

/// Something that reads pages.
pub(crate) struct Reader {
    pub(crate) name: &'static str,
    pub(crate) read: fn(&Page) -> Reading,
}

/// What was read of a page; empty where nothing was.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) title: String,
    pub(crate) text: String,
}

/// All readers, ours first.
pub(crate) const READERS: [Reader; 3] = [
    Reader {
        name: "aluehaku-extract",
        read: ours,
    },
    Reader {
        name: "trafilatura",
        read: trafilatura,
    },
    Reader {
        name: "dom_smoothie",
        read: dom_smoothie,
    },
];

static GENERAL_RULES: LazyLock<Arc<CompiledProfile>> = LazyLock::new(|| {
    let profiles = ProfileSet::new(&BTreeMap::new()).expect("the shipped profiles compile");
    profiles.get("generic").expect("the general rules are one of them")
});

fn ours(page: &Page) -> Reading {
    let input = PageInput::new(PageContent::Bytes(&page.bytes));
    let read = aluehaku_extract::extract(&input, &GENERAL_RULES);
    let text = match read.lead {
        Some(lead) if !read.body.contains(&lead) => format!("{lead}\n\n{}", read.body),
        _ => read.body,
    };
    Reading {
        title: read.title,
        text,
    }
}

fn trafilatura(page: &Page) -> Reading {
    let options = trafilatura::Options::default().with_fallback(true);
    let read = trafilatura::extract(&page.html, &options);
    read.map_or_else(
        |_| Reading::default(),
        |read| Reading {
            title: read.metadata.title,
            text: read.content_text,
        },
    )
}

fn dom_smoothie(page: &Page) -> Reading {
    let readability = dom_smoothie::Readability::new(page.html.as_str(), Some(&page.url), None);
    let read = readability.and_then(|mut readability| readability.parse());
    read.map_or_else(
        |_| Reading::default(),
        |read| Reading {
            title: read.title.to_string(),
            text: read.text_content.to_string(),
        },
    )
}
