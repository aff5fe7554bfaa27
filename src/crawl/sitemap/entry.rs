//! The entry of a sitemap that is being read, and what the text of its elements says.

use url::Url;

use super::super::listing::Named;
use super::super::markup::{Tag, local_name, prefix};
use super::super::stated_time;
use crate::archive::frontier::PageKind;

/// The entry being read.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// Prefix of its element; what bears another one is of an extension, as an image's address.
    prefix: &'a str,
    in_index: bool,
    /// Whether its element is open.
    is_open: bool,
    location: Option<Url>,
    /// The same page in other languages.
    translations: Vec<Url>,
    modified: Option<i64>,
    published: Option<i64>,
}

/// What the text of an element says about its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Its address.
    Location,
    /// Text right inside the entry: its address, where the element for it was forgotten.
    Bare,
    /// Text between entries: their addresses, where all elements were forgotten.
    Listed,
    Modified,
    Published,
}

impl<'a> Entry<'a> {
    /// What the text of an element will say. A new entry, or a second address in one, ends what was
    /// read before.
    pub(super) fn open(
        &mut self,
        tag: &Tag<'a>,
        address: &Url,
        named: &mut Vec<Named>,
    ) -> Option<Field> {
        let is_own = prefix(tag.name) == self.prefix;
        match local_name(tag.name).to_ascii_lowercase().as_str() {
            "urlset" => {
                self.in_index = false;
                return Some(Field::Listed);
            }
            "sitemapindex" => {
                self.in_index = true;
                return Some(Field::Listed);
            }
            _ if is_entry(tag.name) => {
                named.extend(self.finished());
                self.prefix = prefix(tag.name);
                self.is_open = !tag.is_empty;
                let stated = ["loc", "href"].iter().find_map(|name| tag.attribute(name));
                self.location = stated.and_then(|stated| location(&stated, address));
                return Some(Field::Bare);
            }
            "loc" if is_own => {
                if self.location.is_some() {
                    named.extend(self.finished());
                }
                return Some(Field::Location);
            }
            "lastmod" if is_own => return Some(Field::Modified),
            "publication_date" => return Some(Field::Published),
            "link" if tag.attribute("hreflang").is_some() => {
                let href = tag.attribute("href");
                let url = href.and_then(|href| address.join(href.trim()).ok());
                self.translations.extend(url.filter(Url::has_host));
            }
            "link" if is_own && !tag.is_empty => return Some(Field::Location),
            _ => {}
        }
        None
    }

    /// Ends an element, and says what the text behind it will say.
    pub(super) fn close(&mut self, name: &str, named: &mut Vec<Named>) -> Option<Field> {
        if is_entry(name) {
            named.extend(self.finished());
            self.is_open = false;
        }
        Some(if self.is_open {
            Field::Bare
        } else {
            Field::Listed
        })
    }

    /// Takes the value of a field; of several the first counts.
    pub(super) fn set(
        &mut self,
        field: Option<Field>,
        value: &str,
        address: &Url,
        named: &mut Vec<Named>,
    ) {
        match field {
            Some(Field::Listed) => {
                let kind = self.kind();
                let addresses = value.split_whitespace().filter(|word| is_address(word));
                let addresses = addresses.filter_map(|word| location(word, address));
                named.extend(addresses.map(|url| Named {
                    kind,
                    ..Named::article(url)
                }));
            }
            Some(Field::Location) if self.location.is_none() => {
                self.location = location(value, address);
            }
            Some(Field::Bare) if self.location.is_none() => {
                self.location = location(value, address).filter(|_| is_address(value.trim()));
            }
            Some(Field::Modified) if self.modified.is_none() => {
                self.modified = stated_time::seconds(value);
            }
            Some(Field::Published) if self.published.is_none() => {
                self.published = stated_time::seconds(value);
            }
            _ => {}
        }
    }

    /// What entries of the file lead to.
    fn kind(&self) -> PageKind {
        if self.in_index {
            PageKind::Sitemap
        } else {
            PageKind::Article
        }
    }

    /// What the entry names, and nothing any more.
    pub(super) fn finished(&mut self) -> Vec<Named> {
        let (modified, published) = (self.modified.take(), self.published.take());
        let translations = std::mem::take(&mut self.translations);
        let Some(url) = self.location.take() else {
            return Vec::new();
        };
        let kind = self.kind();
        let others = translations.into_iter().filter(|other| *other != url);
        let others: Vec<Named> = others.map(Named::article).collect();
        let own = Named {
            url,
            kind,
            modified: modified.max(published),
            published,
        };
        std::iter::once(own).chain(others).collect()
    }
}

/// Whether text without an element is an address.
fn is_address(text: &str) -> bool {
    let beginnings = ["http://", "https://", "/"];
    beginnings.iter().any(|begin| text.starts_with(begin))
}

/// A whole address; long ones are broken over lines by some writers.
fn location(value: &str, address: &Url) -> Option<Url> {
    let whole: String = value.split(['\n', '\r', '\t']).map(str::trim).collect();
    let url = (!whole.is_empty())
        .then(|| address.join(&whole).ok())
        .flatten();
    url.filter(Url::has_host)
}

fn is_entry(name: &str) -> bool {
    let name = local_name(name);
    name.eq_ignore_ascii_case("url") || name.eq_ignore_ascii_case("sitemap")
}
