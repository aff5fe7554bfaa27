//! The embedded files of the pretend sites, and what `site.toml` adds to them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_embed::RustEmbed;
use serde::Deserialize;

/// Every file under `fixtures/sites/`. A debug build reads them from the source tree, a release
/// build carries them inside.
#[derive(RustEmbed)]
#[folder = "fixtures/sites/"]
struct Files;

/// One pretend site.
#[derive(Debug)]
pub(super) struct Site {
    /// The source's id, which is also the folder and the first part of the host name.
    pub(super) id: String,
    /// What `site.toml` says.
    pub(super) settings: SiteSettings,
}

/// The content of `site.toml`: what the server does that a file cannot say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SiteSettings {
    /// Which validators the site's answers carry.
    pub(super) validators: ValidatorKind,
    /// The moment stated as `Last-Modified` of every file.
    pub(super) last_modified: Timestamp,
    /// Path of the page with events to come, which is of the day it is asked for.
    pub(super) coming: Option<String>,
    /// Addresses that lead elsewhere.
    #[serde(default)]
    pub(super) redirects: Vec<Redirect>,
    /// Paths that answer 410.
    #[serde(default)]
    pub(super) gone: Vec<String>,
    /// Content types that differ from what the file name tells.
    #[serde(default)]
    pub(super) content_types: Vec<ContentType>,
    /// Files that are offered gzipped under another path.
    #[serde(default)]
    pub(super) compressed: Vec<Compressed>,
    /// Paths that fail a number of times before they answer.
    #[serde(default)]
    pub(super) failures: Vec<Failure>,
    /// Pages made on request.
    #[serde(default)]
    pub(super) generated: Vec<GeneratedPage>,
}

/// The validators that a site sends with its pages.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ValidatorKind {
    /// `ETag` and `Last-Modified`.
    #[default]
    Both,
    /// A strong `ETag`.
    Etag,
    /// A weak `ETag`, as proxies that compress make it.
    WeakEtag,
    /// `Last-Modified`.
    LastModified,
}

/// One address that leads elsewhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Redirect {
    /// The path asked for.
    pub(super) from: String,
    /// The path in the `Location` header.
    pub(super) to: String,
    /// 301, 302, 307 or 308.
    pub(super) status: u16,
}

/// A content type that differs from what the file name tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContentType {
    /// The path asked for.
    pub(super) path: String,
    /// The whole header value.
    pub(super) value: String,
}

/// A file offered gzipped under another path.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compressed {
    /// The path asked for.
    pub(super) path: String,
    /// The file that is compressed.
    pub(super) file: String,
}

/// A path that fails a number of times before it answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failure {
    /// The path asked for.
    pub(super) path: String,
    /// The status of the failing answers.
    pub(super) status: u16,
    /// How many answers fail, counted from the start of the server.
    pub(super) times: u32,
    /// Seconds stated in `Retry-After`, if any.
    pub(super) retry_after: Option<u32>,
}

/// A page made on request, put into a template of the site.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GeneratedPage {
    /// The path asked for; a picture answers to every path that starts so.
    pub(super) path: String,
    /// What is made.
    pub(super) kind: GeneratedKind,
}

/// What is made on request.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum GeneratedKind {
    /// A page of three megabytes, no article.
    LargePage,
    /// A month that links to the month before and the month after, for ever.
    EndlessCalendar,
    /// A plain picture, so that pages look whole in a browser.
    Picture,
}

/// A file of a site.
#[derive(Debug)]
pub(super) struct SiteFile {
    /// The name inside the site's folder.
    pub(super) name: String,
    /// The bytes, as they stand in the repository.
    pub(super) bytes: Cow<'static, [u8]>,
    /// SHA-256 of the bytes.
    pub(super) hash: [u8; 32],
}

/// The ids of the pretend sources, in alphabetical order.
#[must_use]
pub fn source_ids() -> Vec<String> {
    let mut ids: Vec<String> = Files::iter()
        .filter_map(|name| name.split_once('/').map(|(id, _)| id.to_owned()))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Reads every site. The files are our own and tested, so a mistake in them ends the program.
pub(super) fn load_all() -> BTreeMap<String, Site> {
    source_ids()
        .into_iter()
        .map(|id| (id.clone(), load(id)))
        .collect()
}

impl Site {
    /// The file that answers a path and query, if there is one. A query that no file knows is
    /// ignored, as real sites do with tracking parameters.
    pub(super) fn find(&self, path: &str, query: Option<&str>) -> Option<SiteFile> {
        let name = path.strip_prefix('/')?;
        let is_private = name == "site.toml" || name.starts_with("templates/");
        if is_private || name.split('/').any(|part| part == "..") {
            return None;
        }
        let stem = if name.is_empty() || name.ends_with('/') {
            format!("{name}index")
        } else {
            name.to_owned()
        };
        let with_query = query.map(|query| format!("{stem}@{query}.html"));
        let names = [format!("{stem}.html"), format!("{stem}.xml"), stem];
        with_query
            .into_iter()
            .chain(names)
            .find_map(|name| self.file(&name))
    }

    /// The file of this name inside the site's folder.
    pub(super) fn file(&self, name: &str) -> Option<SiteFile> {
        let file = Files::get(&format!("{}/{name}", self.id))?;
        let hash = file.metadata.sha256_hash();
        Some(SiteFile {
            name: name.to_owned(),
            bytes: file.data,
            hash,
        })
    }

    /// Whether the path names a folder with an index page and lacks only its last slash.
    pub(super) fn lacks_slash(&self, path: &str) -> bool {
        !path.ends_with('/') && self.find(&format!("{path}/"), None).is_some()
    }
}

fn load(id: String) -> Site {
    let file = Files::get(&format!("{id}/site.toml")).expect("every pretend site has a site.toml");
    let text = std::str::from_utf8(&file.data).expect("site.toml is UTF-8, as a test asserts");
    let settings = toml::from_str(text).expect("site.toml is well-formed, as a test asserts");
    Site { id, settings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_site_loads_and_has_robots_rules_and_a_home_page() {
        let sites = load_all();
        assert_eq!(sites.len(), 5);
        for site in sites.values() {
            assert!(
                site.find("/", None).is_some(),
                "{} has no home page",
                site.id
            );
            assert!(
                site.find("/robots.txt", None).is_some(),
                "{} has no robots.txt",
                site.id
            );
        }
    }

    #[test]
    fn every_target_of_a_redirect_or_compression_exists() {
        for site in load_all().values() {
            for compressed in &site.settings.compressed {
                assert!(
                    site.file(&compressed.file).is_some(),
                    "{compressed:?} of {}",
                    site.id
                );
            }
            for redirect in &site.settings.redirects {
                let path = redirect.to.split('?').next().unwrap();
                let leads_on = site
                    .settings
                    .redirects
                    .iter()
                    .any(|other| other.from == path);
                assert!(
                    leads_on || site.find(path, None).is_some(),
                    "{redirect:?} of {} leads nowhere",
                    site.id
                );
            }
        }
    }

    #[test]
    fn private_files_are_not_found_by_path() {
        for site in load_all().values() {
            assert!(site.find("/site.toml", None).is_none());
            assert!(site.find("/templates/page.html", None).is_none());
            assert!(site.find("/../sources.toml", None).is_none());
        }
    }
}
