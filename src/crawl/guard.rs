//! Which machines the crawler may talk to: public ones, and this one only for sources that say so.
//!
//! Names are resolved here, so the address that was checked is the address that is connected to,
//! and a name whose answer changes between check and use gains nothing (DNS rebinding).

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::address::is_loopback_name;

/// Which addresses a source may lie at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses only.
    Public,
    /// Public addresses and this machine.
    PublicAndLoopback,
}

impl Reach {
    /// Whether an address may be connected to.
    #[must_use]
    pub fn allows(self, address: IpAddr) -> bool {
        match (self, address) {
            (Self::PublicAndLoopback, address) if address.is_loopback() => true,
            (_, IpAddr::V4(address)) => is_public_v4(address),
            (_, IpAddr::V6(address)) => is_public_v6(address),
        }
    }

    /// Whether a URL may be requested as it stands: http or https, no credentials, and no literal
    /// address that is refused. Names are checked when they are resolved.
    #[must_use]
    pub fn allows_url(self, url: &Url) -> bool {
        let plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none();
        plain
            && match url.host() {
                Some(Host::Domain(name)) => {
                    self == Self::PublicAndLoopback || !is_loopback_name(name)
                }
                Some(Host::Ipv4(address)) => self.allows(address.into()),
                Some(Host::Ipv6(address)) => self.allows(address.into()),
                None => false,
            }
    }
}

/// Public unless a registry says otherwise (IANA IPv4 Special-Purpose Address Registry).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let protocol_assignments = first == 192 && second == 0 && third == 0;
    let relay = first == 192 && second == 88 && third == 99;
    let benchmarking = first == 198 && (second & 0xFE) == 18;
    !(first == 0
        || first >= 224
        || shared
        || protocol_assignments
        || relay
        || benchmarking
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation())
}

/// Global unicast (2000::/3) that holds no refused IPv4 address inside (mapped, NAT64, 6to4,
/// Teredo) and is not set aside for documentation or protocols.
fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    let segments = address.segments();
    let [first, second, ..] = segments;
    let embedded_v4 = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    if segments[..6] == [0x64, 0xFF9B, 0, 0, 0, 0] {
        return is_public_v4(embedded_v4(segments[6], segments[7]));
    }
    if first == 0x2002 {
        return is_public_v4(embedded_v4(segments[1], segments[2]));
    }
    let protocol_or_documentation = first == 0x2001 && (second < 0x200 || second == 0xDB8);
    let documentation = first == 0x3FFF && second < 0x1000;
    (first & 0xE000) == 0x2000 && !protocol_or_documentation && !documentation
}

/// Why a host is not connected to.
#[derive(Debug, thiserror::Error)]
pub enum NoAddress {
    /// None of its addresses may be visited.
    #[error("it has no address that may be visited")]
    OutOfReach,
    /// Its name leads nowhere.
    #[error(transparent)]
    Unknown(#[from] io::Error),
}

impl Reach {
    /// The addresses of a name that may be connected to, in the order in which a name server gave them;
    /// `asked` is what it answers.
    ///
    /// # Errors
    /// When the name is not known, or none of its addresses may be visited.
    pub async fn addresses(
        self,
        name: &str,
        asked: impl Future<Output = io::Result<Vec<IpAddr>>>,
    ) -> Result<Vec<IpAddr>, NoAddress> {
        let mut found = if is_loopback_name(name) {
            // RFC 6761: such names mean this machine, whatever a name server says.
            vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]
        } else {
            asked.await?
        };
        found.retain(|address| self.allows(*address));
        if found.is_empty() {
            return Err(NoAddress::OutOfReach);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_in_reach() {
        for public in [
            "193.166.3.2",
            "8.8.8.8",
            "2001:708::2",
            "2a00:1450::1",
            "64:ff9b::808:808",
        ] {
            assert!(Reach::Public.allows(public.parse().unwrap()), "{public}");
        }
        for refused in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
            "fc00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "3fff::1",
        ] {
            assert!(!Reach::Public.allows(refused.parse().unwrap()), "{refused}");
        }
    }

    #[test]
    fn this_machine_is_in_reach_only_when_a_source_says_so() {
        for text in [
            "http://127.0.0.1:80/",
            "http://a.localhost/",
            "http://[::1]/",
        ] {
            let url = Url::parse(text).unwrap();
            assert!(!Reach::Public.allows_url(&url), "{text}");
            assert!(Reach::PublicAndLoopback.allows_url(&url), "{text}");
        }
        for text in [
            "http://10.0.0.1/",
            "ftp://example.fi/",
            "https://a:b@example.fi/",
        ] {
            assert!(
                !Reach::PublicAndLoopback.allows_url(&Url::parse(text).unwrap()),
                "{text}"
            );
        }
    }
}
