//! A source as the crawler sees it: where it begins, and which addresses belong to it.

use std::sync::Arc;

use aluehaku_article::region::{RegionKind, RegionRegister};
use url::Url;

use super::guard::Reach;
use crate::address;
use crate::archive::sources::StoredSource;
use crate::config::source::{Show, SourceSettings};
use aluehaku_extract::profile::CompiledProfile;

/// A source ready to be crawled.
#[derive(Clone, Debug)]
pub struct CrawlSource {
    /// What the settings say.
    pub settings: SourceSettings,
    /// How its pages are read.
    pub profile: Arc<CompiledProfile>,
    start: Vec<Url>,
}

impl CrawlSource {
    /// Prepares a source; start addresses that cannot be read are left out, as the settings were
    /// checked before.
    #[must_use]
    pub fn new(settings: SourceSettings, profile: Arc<CompiledProfile>) -> Self {
        let start = settings
            .start
            .iter()
            .filter_map(|start| Url::parse(start).ok());
        let start = start.map(|start| address::normalised(&start)).collect();
        Self {
            settings,
            profile,
            start,
        }
    }

    /// A source that no settings name, from an address of it.
    #[must_use]
    pub fn at(url: &Url, profile: Arc<CompiledProfile>) -> Self {
        let host = bare_host(url).unwrap_or_default();
        let id: String = host
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let settings = SourceSettings {
            id,
            name: host.to_owned(),
            start: vec![url.to_string()],
            only: Vec::new(),
            skip: Vec::new(),
            region: None,
            language: None,
            profile: profile.name().to_owned(),
            show: Show::Snippet,
            enabled: true,
            allow_loopback: false,
        };
        Self::new(settings, profile)
    }

    /// Identifier of the source.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.settings.id
    }

    /// Where the crawler begins.
    #[must_use]
    pub fn start(&self) -> &[Url] {
        &self.start
    }

    /// What the archive remembers of it; readers are sent to the site of its start address.
    #[must_use]
    pub fn stored(&self) -> StoredSource {
        let region = self.settings.region.as_deref().map(|name| {
            let found = RegionRegister::shipped().resolve(RegionKind::Maakunta, name);
            found.map_or_else(|| name.to_owned(), |region| region.name_fi.clone())
        });
        let home = self.start.first().and_then(|start| start.join("/").ok());
        StoredSource {
            id: self.settings.id.clone(),
            name: self.settings.name.clone(),
            home: home.map(Into::into),
            region,
            language: self.settings.language.clone(),
        }
    }

    /// Which addresses it may lie at.
    #[must_use]
    pub fn reach(&self) -> Reach {
        if self.settings.allow_loopback {
            Reach::PublicAndLoopback
        } else {
            Reach::Public
        }
    }

    /// Whether an address belongs to the source: it lies on the host of a start address, with or
    /// without `www.`, whether over http or https.
    #[must_use]
    pub fn contains(&self, url: &Url) -> bool {
        let host = bare_host(url);
        matches!(url.scheme(), "http" | "https")
            && host.is_some()
            && self
                .start
                .iter()
                .any(|start| bare_host(start) == host && start.port() == url.port())
    }

    /// Whether a page of the source is one that the settings want visited.
    #[must_use]
    pub fn wants(&self, url: &Url) -> bool {
        let begins = |beginnings: &[String]| {
            let mut beginnings = beginnings.iter();
            beginnings.any(|beginning| url.path().starts_with(beginning.as_str()))
        };
        let only = &self.settings.only;
        (only.is_empty() || begins(only)) && !begins(&self.settings.skip)
    }

    /// Whether an address is a start address or the front page of its site.
    #[must_use]
    pub fn begins_at(&self, url: &Url) -> bool {
        let identity = address::identity(url);
        let is_front = url.path() == "/" && url.query().is_none();
        is_front
            || self
                .start
                .iter()
                .any(|start| address::identity(start) == identity)
    }

    /// The address to request for an identity: that of a loopback page carries no port, so it
    /// takes the port its start address has now.
    #[must_use]
    pub fn address(&self, identity: &str) -> Option<Url> {
        let mut url = Url::parse(identity).ok()?;
        if address::is_loopback(&url) {
            let start = self
                .start
                .iter()
                .find(|start| bare_host(start) == bare_host(&url))?;
            url.set_port(start.port()).ok()?;
        }
        Some(url)
    }
}

fn bare_host(url: &Url) -> Option<&str> {
    url.host_str()
        .map(|host| host.strip_prefix("www.").unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aluehaku_extract::profile::ProfileSet;

    fn source(start: &str) -> CrawlSource {
        let settings = SourceSettings {
            id: "a".to_owned(),
            name: "A".to_owned(),
            start: vec![start.to_owned()],
            only: vec!["/ajankohtaista/".to_owned()],
            skip: vec!["/ajankohtaista/arkisto/".to_owned()],
            region: None,
            language: None,
            profile: "generic".to_owned(),
            show: Show::Snippet,
            enabled: true,
            allow_loopback: true,
        };
        let profiles = ProfileSet::new(&std::collections::BTreeMap::new()).unwrap();
        CrawlSource::new(settings, profiles.get("generic").unwrap())
    }

    #[test]
    fn a_source_is_its_host_with_and_without_www() {
        let source = source("https://www.example.fi/ajankohtaista/");
        let contains = |text: &str| source.contains(&Url::parse(text).unwrap());
        assert!(contains("https://example.fi/x") && contains("http://www.example.fi/"));
        assert!(!contains("https://muu.example.fi/") && !contains("https://example.fi:8443/"));
        assert!(!contains("mailto:a@example.fi"));
    }

    #[test]
    fn pages_are_wanted_by_the_beginnings_of_their_paths() {
        let source = source("https://www.example.fi/");
        let wants = |text: &str| source.wants(&Url::parse(text).unwrap());
        assert!(wants("https://example.fi/ajankohtaista/uutinen/"));
        assert!(!wants("https://example.fi/yhteystiedot/"));
        assert!(!wants("https://example.fi/ajankohtaista/arkisto/1/"));
    }

    #[test]
    fn a_loopback_page_is_requested_at_the_port_of_today() {
        let source = source("http://talo.localhost:8123/");
        let address = source.address("http://talo.localhost/uutinen/").unwrap();
        assert_eq!(address.as_str(), "http://talo.localhost:8123/uutinen/");
    }
}
