//! E-mail addresses and addresses of pages and sites.

use super::clean::is_hyphen;

/// The address of a page or site, taken apart.
///
/// ```
/// use aluehaku_finnish::tokenizer::Site;
///
/// let site = Site::of("https://www.Hyvis.fi/palvelut/").expect("an address");
/// assert_eq!((site.host.as_str(), site.path), ("hyvis.fi", "/palvelut"));
/// assert!(Site::of("hyvis").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site<'a> {
    /// The host in small letters, without the label "www".
    pub host: String,
    /// What follows the host, without a slash at its end; empty for a site.
    pub path: &'a str,
}

impl<'a> Site<'a> {
    /// The address that a whole word is, if it is one.
    #[must_use]
    pub fn of(word: &'a str) -> Option<Self> {
        if !word.contains('.') || url(word) != Some(word.len()) {
            return None;
        }
        let rest = word.split_once("://").map_or(word, |(_, rest)| rest);
        let rest = strip(rest, "www.").unwrap_or(rest);
        let host = host(rest);
        let is_host = host.contains('.') && host.contains(char::is_alphabetic);
        is_host.then(|| Self {
            host: host.to_lowercase(),
            path: rest[host.len()..].trim_end_matches('/'),
        })
    }

    /// The labels of the host before its domain: "palvelut" and "hyvis" of "palvelut.hyvis.fi".
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let names = self.host.rsplit_once('.').map_or("", |(names, _)| names);
        names.split('.').filter(|label| !label.is_empty())
    }

    /// The sites that the host is below: "hyvis.fi" of "palvelut.hyvis.fi".
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        let dots = self
            .host
            .match_indices('.')
            .map(|(dot, _)| &self.host[dot + 1..]);
        dots.filter(|parent| parent.contains('.'))
    }
}

/// The longest local part of an e-mail address, and the longest address, in bytes.
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_ADDRESS: usize = 2048;

/// Endings of sites that are named in running text without a scheme. Those that are Finnish or common words
/// are left out: a space forgotten after a full stop must not make an address.
const DOMAINS: &[&str] = &["com", "edu", "eu", "fi", "gov", "info", "io", "net", "org"];

/// The length of the e-mail address at the beginning of `text`, in which the next `@` stands at `at`.
pub(super) fn email(text: &str, at: usize) -> Option<usize> {
    let is_local =
        |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte) || byte >= 0x80;
    let local = text
        .get(..at)
        .filter(|local| local.len() <= LONGEST_LOCAL_PART)?;
    if local.is_empty() || !local.bytes().all(is_local) || local.chars().any(char::is_whitespace) {
        return None;
    }
    let domain = host(text.get(at + 1..)?);
    domain.contains('.').then_some(at + 1 + domain.len())
}

/// The length of the address of a page or site at the beginning of `text`.
pub(super) fn url(text: &str) -> Option<usize> {
    if let Some(rest) = ["https://", "http://"]
        .iter()
        .find_map(|scheme| strip(text, scheme))
    {
        let length = until_space(rest);
        return (length > 0).then_some(text.len() - rest.len() + length);
    }
    if strip(text, "www.").is_some() {
        let host = host(text);
        return (host.len() > 4).then(|| host.len() + path(&text[host.len()..]));
    }
    let host = host(text);
    let (name, domain) = host.rsplit_once('.')?;
    let is_site = !name.is_empty() && DOMAINS.contains(&domain);
    is_site.then(|| host.len() + path(&text[host.len()..]))
}

/// The length of a site at the beginning of `text` that a word goes on after, as in "suomi.fi-tunnus" and
/// "hyvis.fi:ssä": that of "suomi.fi" and "hyvis.fi".
pub(super) fn site_in_word(text: &str) -> Option<usize> {
    let host = host(text);
    let mut dots = host.match_indices('.');
    dots.find_map(|(dot, _)| {
        let label = text[dot + 1..]
            .split(|letter: char| !letter.is_alphanumeric())
            .next()?;
        let end = dot + 1 + label.len();
        let is_site = dot > 0 && DOMAINS.contains(&label);
        let mut after = text[end..].chars();
        let joint = after.next()?;
        let next = after.next()?;
        let goes_on =
            (is_hyphen(joint) && next.is_alphabetic()) || (joint == ':' && next.is_lowercase());
        (is_site && goes_on).then_some(end)
    })
}

/// The rest of `text` after a prefix of ASCII letters, whatever their case.
fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The name of a host at the beginning: labels of letters, digits and hyphens with dots between.
fn host(text: &str) -> &str {
    let is_label = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '.';
    let most = text.char_indices().take_while(|(at, _)| *at < 256);
    let end = most.take_while(|(_, letter)| is_label(*letter)).last();
    let end = end.map_or(0, |(at, letter)| at + letter.len_utf8());
    let host = text[..end].trim_end_matches(['.', '-']);
    match host.find("..") {
        Some(end) => &host[..end],
        None => host,
    }
}

/// The length of a path, query and fragment at the beginning.
fn path(text: &str) -> usize {
    if text.starts_with(['/', '?', '#']) {
        until_space(text)
    } else {
        0
    }
}

/// The length of what may belong to an address: up to a space, quote or angle bracket, without the
/// punctuation of the sentence around it.
fn until_space(text: &str) -> usize {
    let ends = |letter: char| letter.is_whitespace() || "<>\"”“»«|\\^`{}".contains(letter);
    let most = text
        .char_indices()
        .take_while(|(at, _)| *at < LONGEST_ADDRESS);
    let end = most.take_while(|(_, letter)| !ends(*letter)).last();
    let end = end.map_or(0, |(at, letter)| at + letter.len_utf8());
    text[..end]
        .trim_end_matches([
            '.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '*', '_', '-', '–',
        ])
        .len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = text
            .find('@')
            .and_then(|at| email(text, at))
            .or_else(|| url(text));
        assert_eq!(found.map(|length| &text[..length]), expected, "{text}");
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        check("katariina.luoto@kyt.fi.", Some("katariina.luoto@kyt.fi"));
        check(
            "https://www.kyt.fi/a?b=c#d), ja",
            Some("https://www.kyt.fi/a?b=c#d"),
        );
        check("HTTP://kyt.fi", Some("HTTP://kyt.fi"));
        check(
            "www.kyt.fi/ajankohtaista.",
            Some("www.kyt.fi/ajankohtaista"),
        );
        check("kyt.fi ja", Some("kyt.fi"));
        check("hyväks.fi/järjestöt", Some("hyväks.fi/järjestöt"));
    }

    #[test]
    fn a_word_goes_on_after_a_site() {
        for (text, site) in [
            ("Oma.fi-tunnukset", Some("Oma.fi")),
            ("hyvis.fi:ssä", Some("hyvis.fi")),
            ("www.oma-asia.fi-sivut", Some("www.oma-asia.fi")),
            ("oma.fi", None),
            ("oma.fi/a-b", None),
            ("loppu.fiksu-alku", None),
        ] {
            assert_eq!(
                site_in_word(text).map(|length| &text[..length]),
                site,
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_has_labels_and_parents() {
        let site = Site::of("www.Palvelut.hyvis.fi").expect("an address");
        assert_eq!(site.labels().collect::<Vec<_>>(), ["palvelut", "hyvis"]);
        assert_eq!(site.parents().collect::<Vec<_>>(), ["hyvis.fi"]);
        for word in ["12.30", "esim.", "talo", "https://", "a.b ja c.fi", "."] {
            assert_eq!(Site::of(word), None, "{word}");
        }
    }

    #[test]
    fn other_text_is_no_address() {
        for text in [
            "loppu.Sitten",
            "talo",
            "a@b",
            "@kyt",
            "esim.",
            "12.30",
            "http://",
            "www.",
            "a..fi",
        ] {
            check(text, None);
        }
    }
}
