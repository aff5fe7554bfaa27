//! Reads RSS, Atom and JSON feeds, and the lists of posts that WordPress offers to programs:
//! which articles they name, and when each changed.
//!
//! Feeds of real sites are often not well formed, so they are read by [`super::markup`].

use url::Url;

use super::json_feed;
use super::listing::{Listing, Named};
use super::markup::{self, Tag, Token, decoded, local_name};
use super::stated_time;
use crate::archive::frontier::PageKind;

/// Most entries read from one feed.
const MAX_ENTRIES: usize = 2_000;

/// Reads a feed of any kind; none for other files. `address` is where it lies.
#[must_use]
pub fn read(content: &[u8], content_type: Option<&str>, address: &Url) -> Option<Listing> {
    let text = decoded(content, content_type);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let named = if text.starts_with(['{', '[']) {
        json_feed::read(text, address)?
    } else {
        match markup::root(text) {
            Some(root) if is_feed(root) => elements(text, address),
            Some(_) => return None,
            None => json_feed::read_behind_warnings(text, address)?,
        }
    };
    Some(Listing {
        kind: PageKind::Feed,
        named,
    })
}

fn is_feed(root: &str) -> bool {
    let names = ["rss", "feed", "rdf", "channel"];
    names.iter().any(|name| root.eq_ignore_ascii_case(name))
}

/// An entry being read.
#[derive(Debug, Default)]
struct Entry {
    /// The link with the most right to be the article's, and how much right it has.
    link: Option<(u8, String)>,
    modified: Option<i64>,
    published: Option<i64>,
    base: Option<Url>,
    /// Whether the reader stands in the description of the feed that the entry was copied from.
    in_source: bool,
}

/// What the text of an element says about its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Link,
    /// An identifier that is an address unless it says otherwise.
    Permalink,
    /// The address before a service that counts readers.
    Original,
    Published,
    Updated,
}

/// Links by their right to be the article's, least first.
const PERMALINK: u8 = 1;
const LINK: u8 = 2;
const ORIGINAL: u8 = 3;

fn elements(text: &str, address: &Url) -> Vec<Named> {
    let mut named = Vec::new();
    let mut base = address.clone();
    let mut entry: Option<Entry> = None;
    let mut field: Option<Field> = None;
    let mut value = String::new();
    for token in markup::tokens(text) {
        if named.len() >= MAX_ENTRIES {
            break;
        }
        match token {
            Token::Open(tag) => {
                end_field(&mut entry, field.take(), &value);
                value.clear();
                if is_entry(tag.name) {
                    // An entry inside another means that an end tag is missing.
                    named.extend(entry.take().and_then(|entry| entry.named(&base)));
                    entry = Some(Entry::begun(&tag, &base));
                } else if let Some(entry) = &mut entry {
                    field = entry.open(&tag);
                } else {
                    base = stated_base(&tag, &base).unwrap_or(base);
                    named.extend(next_page(&tag, &base));
                }
            }
            Token::Text(text) => {
                if field.is_some() {
                    value.push_str(&text);
                }
            }
            Token::Close(name) => {
                end_field(&mut entry, field.take(), &value);
                value.clear();
                if is_entry(name) {
                    named.extend(entry.take().and_then(|entry| entry.named(&base)));
                } else if let Some(entry) = &mut entry {
                    entry.in_source &= !local_name(name).eq_ignore_ascii_case("source");
                }
            }
        }
    }
    end_field(&mut entry, field, &value);
    named.extend(entry.and_then(|entry| entry.named(&base)));
    named
}

fn is_entry(name: &str) -> bool {
    let name = local_name(name);
    name.eq_ignore_ascii_case("item") || name.eq_ignore_ascii_case("entry")
}

fn stated_base(tag: &Tag<'_>, base: &Url) -> Option<Url> {
    base.join(&tag.attribute("xml:base")?).ok()
}

/// The next page of a feed that is cut into pages (RFC 5005).
fn next_page(tag: &Tag<'_>, base: &Url) -> Option<Named> {
    let is_next = local_name(tag.name).eq_ignore_ascii_case("link")
        && tag
            .attribute("rel")
            .is_some_and(|rel| rel.eq_ignore_ascii_case("next"));
    let href = tag.attribute("href").filter(|_| is_next)?;
    base.join(&href).ok().map(Named::next_page)
}

fn end_field(entry: &mut Option<Entry>, field: Option<Field>, value: &str) {
    if let (Some(entry), Some(field)) = (entry, field) {
        entry.set(field, value.trim());
    }
}

impl Entry {
    fn begun(tag: &Tag<'_>, base: &Url) -> Self {
        let mut entry = Self {
            base: stated_base(tag, base),
            ..Self::default()
        };
        // RSS 1.0 repeats the address there.
        if let Some(about) = tag.attribute("rdf:about") {
            entry.offer(PERMALINK, &about);
        }
        entry
    }

    /// What the text of an element inside the entry will say.
    fn open(&mut self, tag: &Tag<'_>) -> Option<Field> {
        if self.in_source {
            return None;
        }
        match local_name(tag.name).to_ascii_lowercase().as_str() {
            "source" => {
                self.in_source = !tag.is_empty;
                None
            }
            "link" => match tag.attribute("href") {
                Some(href) => {
                    let rel = tag.attribute("rel");
                    let rel = rel.as_deref().unwrap_or("alternate");
                    if rel.eq_ignore_ascii_case("alternate") {
                        self.offer(LINK, &href);
                    }
                    None
                }
                None => Some(Field::Link),
            },
            "origlink" => Some(Field::Original),
            "guid" => {
                let says_no = tag.attribute("isPermaLink");
                let says_no = says_no.is_some_and(|value| value.eq_ignore_ascii_case("false"));
                (!says_no).then_some(Field::Permalink)
            }
            "id" => Some(Field::Permalink),
            "pubdate" | "published" | "date" | "issued" => Some(Field::Published),
            "updated" | "modified" => Some(Field::Updated),
            _ => None,
        }
    }

    fn set(&mut self, field: Field, value: &str) {
        match field {
            Field::Link => self.offer(LINK, value),
            Field::Original => self.offer(ORIGINAL, value),
            Field::Permalink if value.starts_with("http") => self.offer(PERMALINK, value),
            Field::Permalink => {}
            Field::Published => {
                let published = stated_time::seconds(value);
                self.published = self.published.or(published);
                self.modified = self.modified.max(published);
            }
            Field::Updated => self.modified = self.modified.max(stated_time::seconds(value)),
        }
    }

    /// Takes a link unless there is one with as much right.
    fn offer(&mut self, right: u8, link: &str) {
        let link = link.trim();
        if !link.is_empty() && self.link.as_ref().is_none_or(|(known, _)| *known < right) {
            self.link = Some((right, link.to_owned()));
        }
    }

    fn named(self, base: &Url) -> Option<Named> {
        let (_, link) = self.link?;
        let url = self.base.as_ref().unwrap_or(base).join(&link).ok()?;
        url.has_host().then_some(Named {
            modified: self.modified,
            published: self.published,
            ..Named::article(url)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(feed: &str, addresses: &[&str]) {
        let address = Url::parse("https://a.fi/feed/").unwrap();
        let listing = read(feed.as_bytes(), None, &address).unwrap();
        let found: Vec<&str> = listing
            .named
            .iter()
            .map(|named| named.url.as_str())
            .collect();
        assert_eq!(found, addresses, "{feed}");
    }

    const ARTICLE: [&str; 1] = ["https://a.fi/uutinen/"];

    #[test]
    fn the_kinds_of_feed_are_read() {
        for feed in [
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>a</title><link>https://a.fi/</link><item><title>u</title><link>https://a.fi/uutinen/</link></item></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link href=\"/\"/><entry><link rel='replies' href='/x'/><link href=\"/uutinen/\"/></entry></feed>",
            "<rdf:RDF><channel rdf:about='https://a.fi/'><link>https://a.fi/</link></channel><item rdf:about='https://a.fi/x'><link>https://a.fi/uutinen/</link></item></rdf:RDF>",
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"a\",\"items\":[{\"id\":\"1\",\"url\":\"https://a.fi/uutinen/\"}]}",
            "[{\"link\":\"https://a.fi/uutinen/\",\"modified_gmt\":\"2022-10-06T09:30:00\"}]",
        ] {
            check(feed, &ARTICLE);
        }
    }

    #[test]
    fn the_link_with_the_most_right_is_taken() {
        check(
            "<rss><item><guid>https://a.fi/uutinen/</guid></item></rss>",
            &ARTICLE,
        );
        check(
            "<rss><item><guid isPermaLink='false'>https://a.fi/?p=1</guid></item></rss>",
            &[],
        );
        check(
            "<rss><item><guid>https://a.fi/?p=1</guid><link>https://a.fi/uutinen/</link></item></rss>",
            &ARTICLE,
        );
        check(
            "<rss><item><link>https://b.fi/x</link><feedburner:origLink>https://a.fi/uutinen/</feedburner:origLink></item></rss>",
            &ARTICLE,
        );
        check(
            "<rss><item><atom:link href='https://a.fi/uutinen/'/></item></rss>",
            &ARTICLE,
        );
        check(
            "<feed xml:base='https://a.fi/b/'><entry xml:base='../uutinen/'><link href='.'/></entry></feed>",
            &ARTICLE,
        );
        check(
            "<feed><entry><source><link href='https://b.fi/'/></source><link rel='alternate' type='text/html' href='https://a.fi/uutinen/'/></entry></feed>",
            &ARTICLE,
        );
    }

    #[test]
    fn the_next_page_of_a_feed_is_named() {
        let feed =
            "<feed><link rel='next' href='?page=2'/><entry><link href='/uutinen/'/></entry></feed>";
        check(
            feed,
            &["https://a.fi/feed/?page=2", "https://a.fi/uutinen/"],
        );
    }

    #[test]
    fn times_of_change_are_read() {
        let feed = b"<feed><entry><link href='/1'/><published>2022-10-06T09:00:00Z</published><updated>2022-10-06T09:30:00Z</updated></entry></feed>";
        let listing = read(feed, None, &Url::parse("https://a.fi/").unwrap()).unwrap();
        assert_eq!(listing.named[0].modified, Some(1_665_048_600));
        assert_eq!(listing.named[0].published, Some(1_665_046_800));
    }

    #[test]
    fn warnings_of_a_server_before_a_feed_hide_no_article() {
        let warning = "<br />\n<b>Deprecated</b>:  strlen(): Passing null in <b>/srv/x.php</b> on line <b>3</b><br />\n";
        for feed in [
            "<?xml version='1.0'?><rss><item><link>https://a.fi/uutinen/</link></item></rss>",
            "<feed><entry><link href='/uutinen/'/></entry></feed>",
            "[{\"link\":\"https://a.fi/uutinen/\"}]",
        ] {
            check(&format!("{warning}{feed}"), &ARTICLE);
            check(&format!("Warning: include(x): failed\n{feed}"), &ARTICLE);
        }
    }

    #[test]
    fn nineteen_ways_of_being_ill_formed_hide_no_article() {
        let item = "<item><title>u</title><link>https://a.fi/uutinen/</link></item>";
        for feed in [
            format!("\n\n<rss><channel>{item}</channel></rss>"),
            format!("\u{feff}  <?xml version='1.0'?><rss>{item}</rss>"),
            format!("<rss><channel><title>A & B</title>{item}</channel></rss>"),
            format!("<rss><title>1 < 2</title>{item}</rss>"),
            format!("<rss><title>&nbsp;&foo;</title>{item}</rss>"),
            format!("<rss version=2.0>{item}</rss>"),
            format!("<rss version=\"2.0>{item}</rss>"),
            format!("<rss><channel>{item}"),
            format!("<rss><b><i>{item}</b></i></rss>"),
            "<rss><item><link>https://a.fi/uutinen/</item></rss>".to_owned(),
            "<rss><item><link>https://a.fi/uutinen/<item><title>x</title></rss>".to_owned(),
            format!("<rss><!-- a -- b --->{item}</rss>"),
            format!("<rss>\u{1}\u{8}{item}</rss>"),
            format!("<rss><title><![CDATA[a]]]]></title>{item}</rss>"),
            format!(
                "<RSS><Channel>{}</Channel></RSS>",
                item.replace("item", "ITEM")
            ),
            "<rss><item><link>https://a.fi/uutinen/</link></item".to_owned(),
            format!("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>{item}</rss>"),
            format!("<?xml version='1.0' encoding='ei-ole'?><rss>{item}</rss>"),
            format!("<a:rss><a:channel>{item}</a:channel></rss>jäte"),
        ] {
            check(&feed, &ARTICLE);
        }
    }

    #[test]
    fn other_files_are_no_feeds() {
        let address = Url::parse("https://a.fi/").unwrap();
        for other in [
            "<html><body>feed</body></html>",
            "{\"a\":1}",
            "[1]",
            "{",
            "",
            "rss",
            "<p>teksti</p>\n[]x",
            "<html><script>[]</script>",
        ] {
            assert_eq!(read(other.as_bytes(), None, &address), None, "{other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(content: Vec<u8>) {
            let content = [b"<rss><item><link>".as_slice(), &content].concat();
            let _ = read(&content, None, &Url::parse("https://a.fi/").unwrap());
        }
    }
}
