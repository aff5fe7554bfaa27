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
/// no tracking or session parameters, no user name or password, no empty query.
///
/// Scheme, host and default port are already normal in a parsed [`Url`].
#[must_use]
pub fn normalised(address: &Url) -> Url {
    let mut address = address.clone();
    address.set_fragment(None);
    // Addresses without a host refuse these; they are refused as a whole before they are fetched.
    let _ = address.set_username("");
    let _ = address.set_password(None);
    strip_session_suffix(&mut address);
    let kept: Vec<(String, String)> = address
        .query_pairs()
        .filter(|(name, _)| !is_noise(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let all = address.query_pairs().count();
    if kept.is_empty() {
        address.set_query(None);
    } else if kept.len() < all {
        address.query_pairs_mut().clear().extend_pairs(kept);
    }
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
fn strip_session_suffix(address: &mut Url) {
    let path = address.path().to_owned();
    if let Some(at) = path.to_ascii_lowercase().find(";jsessionid=") {
        address.set_path(&path[..at]);
    }
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
        ] {
            let once = normalised(&Url::parse(text).unwrap());
            assert_eq!(normalised(&once), once);
        }
    }
}
