//! A source of articles as the settings describe it.

use serde::{Deserialize, Serialize};

/// One `[[sources]]` table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceSettings {
    /// Short and stable: it names the source in addresses, files and the index.
    pub id: String,
    /// The publisher's name as readers see it.
    pub name: String,
    /// Where the crawler begins: the site, a list page, a sitemap or a feed.
    #[serde(default)]
    pub start: Vec<String>,
    /// Beginnings of paths that are visited (`/ajankohtaista/`); all when none is given. Start
    /// addresses, sitemaps and feeds are visited wherever they lie.
    #[serde(default)]
    pub only: Vec<String>,
    /// Beginnings of paths that are left out (`/en/`).
    #[serde(default)]
    pub skip: Vec<String>,
    /// The maakunta it publishes in, Finnish or Swedish name.
    #[serde(default)]
    pub region: Option<String>,
    /// Language most of its articles are in (`fi`, `sv`, `en`).
    #[serde(default)]
    pub language: Option<String>,
    /// How its pages are read: a shipped base or a `[profiles.NAME]` table.
    #[serde(default = "generic_profile")]
    pub profile: String,
    /// How much of an article readers see.
    #[serde(default)]
    pub show: Show,
    /// Whether the crawler visits it.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Whether it may lie on this machine (`localhost`), which is refused otherwise.
    #[serde(default)]
    pub allow_loopback: bool,
}

/// How much of a source's articles readers see on pages, in the API, in feeds and exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Title, lead, a snippet and the link to the original.
    #[default]
    Snippet,
    /// The whole text, where the publisher's terms allow it.
    Full,
}

fn generic_profile() -> String {
    "generic".to_owned()
}

fn yes() -> bool {
    true
}
