//! Reads JSON feeds, and the lists of posts that WordPress offers to programs.

use serde_json::Value;
use url::Url;

use super::listing::Named;
use super::stated_time;

/// Most entries read from one feed.
const MAX_ENTRIES: usize = 2_000;

/// What the JSON at the beginning of a text names, whatever stands behind it.
pub(super) fn read(text: &str, address: &Url) -> Option<Vec<Named>> {
    posts(&json(text)?, address)
}

/// What JSON names that begins a line, or stands right behind a tag, below the warnings of a server.
pub(super) fn read_behind_warnings(text: &str, address: &Url) -> Option<Vec<Named>> {
    posts(&json_behind_warnings(text)?, address)
}

/// The JSON at the beginning of a text, whatever stands behind it.
fn json(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    values.next()?.ok()
}

/// The JSON that begins a line, or stands right behind a tag, below the warnings of a server.
fn json_behind_warnings(text: &str) -> Option<Value> {
    let begins = ["\n{", "\n[", ">{", ">["];
    let begun = begins.iter().filter_map(|begin| text.find(begin)).min();
    let value = json(text.get(begun? + 1..)?)?;
    let is_empty = value.as_array().is_some_and(Vec::is_empty);
    (!is_empty).then_some(value)
}

/// The entries of a JSON Feed, or the posts of a WordPress site.
fn posts(file: &Value, address: &Url) -> Option<Vec<Named>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let (entries, links, times, published): (_, &[&str], &[&str], &str) = match file {
        Value::Object(feed) if text(feed.get("version")?)?.contains("jsonfeed.org") => (
            feed.get("items")?.as_array()?,
            &["url", "external_url"],
            &["date_modified", "date_published"],
            "date_published",
        ),
        Value::Array(posts) => {
            let are_posts = posts.iter().all(|post| post["link"].is_string());
            if !are_posts {
                return None;
            }
            (posts, &["link"], &["modified_gmt", "date_gmt"], "date_gmt")
        }
        _ => return None,
    };
    let first = |entry: &Value, keys: &[&str]| keys.iter().find_map(|key| text(&entry[*key]));
    let named = entries.iter().take(MAX_ENTRIES).filter_map(|entry| {
        let url = address.join(&first(entry, links)?).ok()?;
        Some(Named {
            modified: first(entry, times).and_then(|time| stated_time::seconds(&time)),
            published: first(entry, &[published]).and_then(|time| stated_time::seconds(&time)),
            ..Named::article(url)
        })
    });
    Some(named.collect())
}
