//! Web addresses as the service compares them: one spelling for one page.

use url::{Host, Url};

/// Query parameters that say how a reader came, not what is read. Names ending in `*` stand for
/// every name with that beginning. The list holds what analytics and mailing services document.
const TRACKING_PARAMETERS: [&str; 14] = [
    "utm_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga",
    "_gl", "_hsenc", "_hsmi", "ref_src",
];

/// Query parameters and path suffixes that carry a visit's identity.
const SESSION_PARAMETERS: [&str; 4] = ["phpsessid", "jsessionid", "sid", "sessionid"];

/// Brings an address into the one spelling under which it is fetched and remembered: no fragment,
/// no tracking or session parameters, no user name or password, no empty query, and escapes as
/// RFC 3986 section 6.2.2 wants them (`%7e` is `~`, `%c3` is `%C3`, what may not stand is escaped).
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
        let kept = kept.filter(|part| !is_noise(part.split('=').next().unwrap_or_default()));
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

/// Host and port, which robots.txt and the pace of requests belong to.
#[must_use]
pub fn origin(address: &Url) -> String {
    address.origin().ascii_serialization()
}

fn is_noise(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let tracking = TRACKING_PARAMETERS
        .iter()
        .any(|known| match known.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == *known,
        });
    tracking || SESSION_PARAMETERS.contains(&name.as_str())
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
