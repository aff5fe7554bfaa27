//! Who asks: the address that the rate limit and the places for exports count by.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// The client of a request, as far as the rate limit tells clients apart.
///
/// A proxy on this machine is believed about its client when the settings say so; nobody else is,
/// or anyone could pose as anyone. Of an IPv6 address the network counts, since whoever has one
/// address of it has them all. Without a socket, as in tests, there is one client.
pub(crate) fn client(
    extensions: &Extensions,
    headers: &HeaderMap,
    trust_loopback_proxy: bool,
) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |info| {
        info.0.ip().to_canonical()
    });
    let believed = trust_loopback_proxy && peer.is_loopback();
    let named = believed.then(|| last_forwarded(headers)).flatten();
    network(named.unwrap_or(peer))
}

/// The last address of `X-Forwarded-For`: the one that the proxy itself has seen.
fn last_forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let header = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()?
        .to_str()
        .ok()?;
    header
        .rsplit(',')
        .next()?
        .trim()
        .parse::<IpAddr>()
        .ok()
        .map(|address| address.to_canonical())
}

/// An address as clients are told apart by.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;

    use super::*;

    #[track_caller]
    fn check(peer: &str, forwarded: &str, trust: bool, expected: &str) {
        let mut request = Request::builder()
            .header("x-forwarded-for", forwarded)
            .body(Body::empty())
            .unwrap();
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let client = client(request.extensions(), request.headers(), trust);
        assert_eq!(client.to_string(), expected);
    }

    #[test]
    fn only_a_trusted_proxy_on_this_machine_is_believed() {
        check("127.0.0.1:9", "9.9.9.9, 203.0.113.7", true, "203.0.113.7");
        check("[::1]:9", "203.0.113.7", true, "203.0.113.7");
        check("[::ffff:127.0.0.1]:9", "203.0.113.7", true, "203.0.113.7");
        check("127.0.0.1:9", "203.0.113.7", false, "127.0.0.1");
        check("198.51.100.4:9", "203.0.113.7", true, "198.51.100.4");
        check("127.0.0.1:9", "nonsense", true, "127.0.0.1");
    }

    #[test]
    fn a_network_counts_as_one_client() {
        check("[2001:db8:1:2:3:4:5:6]:9", "", true, "2001:db8:1:2::");
        check(
            "127.0.0.1:9",
            "2001:db8:1:2:ffff::1",
            true,
            "2001:db8:1:2::",
        );
    }
}
