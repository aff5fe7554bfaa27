//! Web addresses as the service compares them: one spelling for one page.

use std::collections::BTreeSet;

use url::{Host, Url};

/// Query parameters that say how a reader came, not what is read. Names ending in `*` stand for
/// every name with that beginning. The list holds what analytics and mailing services document.
const TRACKING_PARAMETERS: [&str; 14] = [
    "utm_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga",
    "_gl", "_hsenc", "_hsmi", "ref_src",
];

/// Query parameters that show the same page to a printer, to a telephone or to a reader who shares
/// it or answers a comment; with a value where the name alone may mean something else.
const COPY_PARAMETERS: [(&str, Option<&str>); 18] = [
    ("print", None),
    ("printable", None),
    ("printview", None),
    ("print_view", None),
    ("tulosta", None),
    ("tulostus", None),
    ("tulostusversio", None),
    ("utskrift", None),
    ("view", Some("print")),
    ("format", Some("print")),
    ("output", Some("print")),
    ("tmpl", Some("component")),
    ("amp", None),
    ("share", None),
    ("replytocom", None),
    ("like_comment", None),
    ("unapproved", None),
    ("moderation-hash", None),
];

/// Query parameters and path suffixes that carry a visit's identity.
const SESSION_PARAMETERS: [&str; 4] = ["phpsessid", "jsessionid", "sid", "sessionid"];

/// Brings an address into the one spelling under which it is fetched and remembered: no fragment,
/// no parameters that track a reader, carry a session or ask for a copy of the page, no user name or
/// password, no empty query, and escapes as RFC 3986 section 6.2.2 wants them (`%7e` is `~`, `%c3` is
/// `%C3`, what may not stand is escaped).
///
/// Scheme, host, default port and dots in the path are already normal in a parsed [`Url`].
#[must_use]
pub fn normalised(address: &Url) -> Url {
    let mut address = address.clone();
    address.set_fragment(None);
    // Addresses without a host refuse these; they are refused as a whole before they are fetched.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    strip_final_dot(&mut address);
    if !address.cannot_be_a_base() {
        let path = plain_escapes(without_session(address.path()));
        address.set_path(&path);
    }
    let query = address.query().map(|query| {
        let kept = query.split('&').filter(|part| !part.is_empty());
        let kept = kept.filter(|part| !is_noise(part));
        kept.map(plain_escapes).collect::<Vec<_>>().join("&")
    });
    address.set_query(query.as_deref().filter(|query| !query.is_empty()));
    address
}

/// The text under which an address is the same page for ever: its normal spelling, without the
/// port when it lies on this machine, because a loopback port changes from run to run.
#[must_use]
pub fn identity(address: &Url) -> String {
    let mut address = normalised(address);
    if is_loopback(&address) {
        // Only an address without a host refuses a port, and this one has a host.
        let _ = address.set_port(None);
    }
    address.into()
}

/// Whether the host names this machine: `localhost`, a name below it (RFC 6761), 127.0.0.0/8, ::1.
#[must_use]
pub fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => is_loopback_name(name),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether a host name means this machine by RFC 6761.
#[must_use]
pub fn is_loopback_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

/// Whether two addresses may lead to one page: they differ at most by `www.`, by `https`, by what a
/// server adds for a folder's own page, a printer or a telephone, and the parameters of one are among
/// those of the other.
#[must_use]
pub fn may_be_copies(one: &Url, other: &Url) -> bool {
    fn parameters(url: &Url) -> BTreeSet<&str> {
        url.query()
            .unwrap_or_default()
            .split('&')
            .filter(|part| !part.is_empty())
            .collect()
    }
    let (of_one, of_other) = (parameters(one), parameters(other));
    bare_host(one) == bare_host(other)
        && one.port() == other.port()
        && folder(one) == folder(other)
        && (of_one.is_subset(&of_other) || of_other.is_subset(&of_one))
}

/// Whether the first of two addresses of one page is the plainer one, to which readers are led.
#[must_use]
pub fn is_plainer(one: &Url, other: &Url) -> bool {
    let trimmings = |url: &Url| {
        let parameters = url.query().map_or(0, |query| query.split('&').count());
        let is_open = url.scheme() == "http";
        (parameters, url.path().len(), is_open, url.as_str().len())
    };
    trimmings(one) < trimmings(other)
}

/// The path without what a server adds for a folder's own page, a printer or a telephone.
fn folder(url: &Url) -> &str {
    let path = url.path();
    let added = [
        "/index.html",
        "/index.htm",
        "/index.php",
        "/print",
        "/tulosta",
        "/amp",
    ];
    let path = path.trim_end_matches('/');
    let plain = added.iter().find_map(|name| path.strip_suffix(name));
    plain.unwrap_or(path).trim_end_matches('/')
}

fn bare_host(url: &Url) -> Option<&str> {
    url.host_str()
        .map(|host| host.strip_prefix("www.").unwrap_or(host))
}

/// Host and port, which robots.txt and the pace of requests belong to.
#[must_use]
pub fn origin(address: &Url) -> String {
    address.origin().ascii_serialization()
}

fn is_noise(parameter: &str) -> bool {
    let parameter = parameter.to_ascii_lowercase();
    let (name, value) = parameter.split_once('=').unwrap_or((&parameter, ""));
    let tracking = TRACKING_PARAMETERS
        .iter()
        .any(|known| match known.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == *known,
        });
    let copy = COPY_PARAMETERS
        .iter()
        .any(|(known, meant)| name == *known && meant.is_none_or(|meant| value == meant));
    tracking || copy || SESSION_PARAMETERS.contains(&name)
}

/// Java servers write the session into the path: `/uutinen;jsessionid=1A2B`.
fn without_session(path: &str) -> &str {
    let at = path.to_ascii_lowercase().find(";jsessionid=");
    &path[..at.unwrap_or(path.len())]
}

/// `example.fi.` is `example.fi`: the dot stands for the root that is meant anyway.
fn strip_final_dot(address: &mut Url) {
    if let Some(Host::Domain(name)) = address.host()
        && let Some(name) = name.strip_suffix('.').map(str::to_owned)
    {
        // A name that is nothing but dots is refused and stays as it is.
        let _ = address.set_host(Some(&name));
    }
}

/// Undoes escapes of letters, digits, `-`, `.`, `_` and `~`, writes others in upper case, and
/// escapes what RFC 3986 lets stand in no path or query.
fn plain_escapes(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3);
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match value {
            Some(value) if *byte == b'%' && is_hexadecimal(digits) => {
                if is_unreserved(value) {
                    plain.push(char::from(value));
                } else {
                    plain.push_str(&format!("%{value:02X}"));
                }
                at += 2;
            }
            _ if is_unreserved(*byte) || b"/?:@!$&'()*+,;=".contains(byte) => {
                plain.push(char::from(*byte));
            }
            _ => plain.push_str(&format!("%{byte:02X}")),
        }
        at += 1;
    }
    plain
}

/// The parser of numbers takes a sign too.
fn is_hexadecimal(digits: Option<&str>) -> bool {
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// What never needs an escape (RFC 3986 section 2.3).
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &str, normal: &str) {
        assert_eq!(normalised(&Url::parse(given).unwrap()).as_str(), normal);
    }

    #[test]
    fn noise_goes_and_meaning_stays() {
        check(
            "HTTPS://Example.FI:443/Uutinen/#alku",
            "https://example.fi/Uutinen/",
        );
        check(
            "https://example.fi/?utm_source=x&id=3&fbclid=y",
            "https://example.fi/?id=3",
        );
        check("https://example.fi/a?UTM_Medium=x", "https://example.fi/a");
        check(
            "https://example.fi/a?page=2&q=%C3%A4",
            "https://example.fi/a?page=2&q=%C3%A4",
        );
        check(
            "https://example.fi/a;jsessionid=12?b=1",
            "https://example.fi/a?b=1",
        );
        check("https://nimi:salasana@example.fi/", "https://example.fi/");
        check("https://example.fi./a", "https://example.fi/a");
        check(
            "https://example.fi/?q=a+b&&c=%20&sid=1",
            "https://example.fi/?q=a+b&c=%20",
        );
    }

    #[test]
    fn copies_for_printers_and_sharers_are_the_plain_page() {
        for copy in [
            "print=1",
            "PRINT=true",
            "tulosta",
            "share=x",
            "replytocom=12",
            "amp=1",
            "view=print",
        ] {
            check(
                &format!("https://a.fi/uutinen?id=7&{copy}"),
                "https://a.fi/uutinen?id=7",
            );
        }
        check(
            "https://a.fi/x?view=lista&format=json",
            "https://a.fi/x?view=lista&format=json",
        );
    }

    #[test]
    fn addresses_of_one_page_are_told_from_those_of_two() {
        let may_be = |one: &str, other: &str| {
            let base = Url::parse("https://a.fi/").unwrap();
            may_be_copies(&base.join(one).unwrap(), &base.join(other).unwrap())
        };
        assert!(may_be("/uutinen", "/uutinen/") && may_be("/a/", "/a/index.php"));
        assert!(may_be("/uutinen?koko=iso", "/uutinen/") && may_be("/uutinen/print/", "/uutinen"));
        assert!(may_be("http://www.a.fi/uutinen", "/uutinen"));
        assert!(!may_be("/?p=1", "/?p=2") && !may_be("/a", "/b") && !may_be("/a", "http://b.fi/a"));
    }

    #[test]
    fn escapes_are_spelled_in_one_way() {
        check("https://a.fi/%7emaija/%c3%a4", "https://a.fi/~maija/%C3%A4");
        check(
            "https://a.fi/ä?ö=%c3%b6",
            "https://a.fi/%C3%A4?%C3%B6=%C3%B6",
        );
        check(
            "https://a.fi/100%/%zz/%+1",
            "https://a.fi/100%25/%25zz/%25+1",
        );
        check(
            "https://a.fi/a|b^c?d={e}|[f]",
            "https://a.fi/a%7Cb%5Ec?d=%7Be%7D%7C%5Bf%5D",
        );
        check("https://a.fi/%61%2e%2F?x=%26", "https://a.fi/a.%2F?x=%26");
        check("https://a.fi/x/../y/./z", "https://a.fi/y/z");
        check("https://a.fi/x/%2e%2E/y", "https://a.fi/y");
    }

    #[test]
    fn the_port_of_this_machine_is_no_part_of_an_identity() {
        let identity_of = |text: &str| identity(&Url::parse(text).unwrap());
        assert_eq!(
            identity_of("http://a.localhost:8123/x"),
            "http://a.localhost/x"
        );
        assert_eq!(identity_of("http://127.0.0.1:8123/x"), "http://127.0.0.1/x");
        assert_eq!(identity_of("http://[::1]:8123/x"), "http://[::1]/x");
        assert_eq!(
            identity_of("http://example.fi:8123/x"),
            "http://example.fi:8123/x"
        );
    }

    #[test]
    fn normalising_twice_changes_nothing() {
        for text in [
            "https://a.fi/?a=%20b+c&utm_x=1",
            "http://[::1]:3/;jsessionid=3",
            "mailto:a@b",
            "https://a.fi/%2561%252e/..%2f",
            "https://../",
        ] {
            let once = normalised(&Url::parse(text).unwrap());
            assert_eq!(normalised(&once), once);
        }
    }
}
