//! E-mail addresses and addresses of pages and sites.

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
