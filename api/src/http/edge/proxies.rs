//! Which proxies are believed when they say who the client is.
//!
//! Each proxy adds the address it was asked from at the right end of a list. The list is read from there, past proxies that
//! are trusted, to the first address that is not one of theirs: what stands left of it is the client's own invention. Only
//! one header is read, the one that the operator's proxies write: another would come through them as the client sent it.

use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;
use serde::Deserialize;

use super::Client;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// An address, or a network of them such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpNet);

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let address = text.parse::<IpAddr>().map(IpNet::from);
        let network = address.or_else(|_| text.parse()).map_err(|_| format!("{text:?} is no address or network"))?;
        Ok(Self(network))
    }
}

/// The header that proxies name the client in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, and `X-Forwarded-Proto` for the scheme.
    #[default]
    #[serde(rename = "x-forwarded-for")]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    #[serde(rename = "forwarded")]
    Forwarded,
}

/// The proxies that are believed.
pub struct Proxies {
    networks: Vec<Network>,
    header: ForwardedHeader,
    warned: AtomicBool,
}

/// What a proxy says of whoever asked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hop {
    /// The address; none when it cannot be read.
    address: Option<IpAddr>,
    /// Whether over HTTPS, where that is said.
    https: bool,
}

impl Proxies {
    /// Believes proxies in these networks, in this header.
    #[must_use]
    pub fn new(networks: Vec<Network>, header: ForwardedHeader) -> Self {
        Self { networks, header, warned: AtomicBool::new(false) }
    }

    /// Who is at the other end of a request that came from `peer` with these headers.
    #[must_use]
    pub fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> Client {
        let mut client = Client::at(peer);
        if !self.trusts(client.address) {
            self.warn(client, headers);
            return client;
        }
        let hops = match self.header {
            ForwardedHeader::XForwardedFor => x_forwarded(headers),
            ForwardedHeader::Forwarded => forwarded(headers),
        };
        for hop in hops.iter().rev() {
            // What cannot be read names nobody: the last proxy is all that is known.
            let Some(address) = hop.address else { break };
            client = Client { https: hop.https, ..Client::at(Some(address)) };
            if !self.trusts(client.address) {
                break;
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.0.contains(&address))
    }

    /// Tells the log, once, that there seems to be a proxy that is not trusted: then all that come through it without a
    /// token are counted as one.
    fn warn(&self, client: Client, headers: &HeaderMap) {
        let named = headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(header::FORWARDED);
        if named && !self.warned.swap(true, Ordering::Relaxed) {
            let peer = client.address;
            tracing::warn!(%peer, "clients are named by somebody who is not among trusted_proxies, and not believed");
        }
    }
}

/// The hops in `X-Forwarded-For`, the client's first.
fn x_forwarded(headers: &HeaderMap) -> Vec<Hop> {
    // It has no list of its own to go with the addresses. The first is what the proxy next to the client says, and were it
    // the client itself, it would only harm itself.
    let scheme = headers.get(X_FORWARDED_PROTO).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let https = scheme.split(',').next().is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
    let hop = |text: &str| Hop { address: address(text), https };
    lines(headers, &X_FORWARDED_FOR).flat_map(|line| line.split(',').map(hop).collect::<Vec<_>>()).collect()
}

/// The hops in `Forwarded`, the client's first.
fn forwarded(headers: &HeaderMap) -> Vec<Hop> {
    let hop = |element: &str| {
        let mut hop = Hop { address: None, https: false };
        for pair in split(element, ';').unwrap_or_default() {
            let Some((name, value)) = pair.split_once('=') else { continue };
            match name.trim().to_ascii_lowercase().as_str() {
                "for" => hop.address = address(value),
                "proto" => hop.https = unquoted(value).eq_ignore_ascii_case("https"),
                _ => {}
            }
        }
        hop
    };
    let unreadable = Hop { address: None, https: false };
    let hops = |line| match split(line, ',') {
        Some(elements) => elements.into_iter().map(hop).collect(),
        None => vec![unreadable],
    };
    lines(headers, &header::FORWARDED).flat_map(hops).collect()
}

/// The lines of a header; one that is no text is empty.
fn lines<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers.get_all(name).iter().map(|line| line.to_str().unwrap_or_default())
}

/// Splits a text, but not within quotes. None when a quote is left open: a client that leaves one open would have what
/// its proxy adds to the line taken for its own.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut quoted, mut escaped) = (false, false);
    let separates = |letter| {
        if escaped {
            escaped = false;
        } else if letter == '"' {
            quoted = !quoted;
        } else if quoted && letter == '\\' {
            escaped = true;
        } else {
            return !quoted && letter == separator;
        }
        false
    };
    let parts = text.split(separates).collect();
    (!quoted).then_some(parts)
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

/// An address, with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`, in quotes or not.
fn address(text: &str) -> Option<IpAddr> {
    let text = unquoted(text);
    let plain = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = plain.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::{Client, ForwardedHeader, HeaderMap, HeaderName, Proxies};
    use axum::http::HeaderValue;
    use proptest::prelude::*;
    use std::net::IpAddr;

    const PROXIES: [&str; 3] = ["10.0.0.0/8", "192.0.2.1", "fd00::/8"];

    fn proxies(header: ForwardedHeader) -> Proxies {
        Proxies::new(PROXIES.iter().map(|network| network.parse().unwrap()).collect(), header)
    }

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap())
        };
        lines.iter().map(line).collect()
    }

    fn client(header: ForwardedHeader, peer: &str, lines: &[(&'static str, &str)]) -> (String, bool) {
        let Client { address, https } = proxies(header).client(peer.parse().ok(), &headers(lines));
        (address.to_string(), https)
    }

    #[test]
    fn the_list_is_read_from_the_right_past_trusted_proxies() {
        let plain = |peer, list: &str| client(ForwardedHeader::XForwardedFor, peer, &[("x-forwarded-for", list)]).0;
        for (peer, list, expected) in [
            // Nobody is believed who is not trusted.
            ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
            ("10.1.2.3", "203.0.113.9", "203.0.113.9"),
            ("::ffff:10.1.2.3", "203.0.113.9", "203.0.113.9"),
            ("10.1.2.3", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
            ("10.1.2.3", "1.1.1.1, 203.0.113.9, 10.9.9.9,192.0.2.1", "203.0.113.9"),
            ("10.1.2.3", "10.4.4.4, 10.5.5.5", "10.4.4.4"),
            ("10.1.2.3", "203.0.113.9:4711", "203.0.113.9"),
            ("fd00::1", "2001:db8::7", "2001:db8::7"),
            ("fd00::1", "[2001:db8::7]:80", "2001:db8::7"),
            // What cannot be read is not read past.
            ("10.1.2.3", "203.0.113.9, unknown", "10.1.2.3"),
            ("10.1.2.3", "203.0.113.9, , 10.9.9.9", "10.9.9.9"),
            ("10.1.2.3", "", "10.1.2.3"),
            ("10.1.2.3", "203.0.113.9, blåbær", "10.1.2.3"),
        ] {
            assert_eq!(plain(peer, list), expected, "{peer} says {list}");
        }
        let two = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.9, 10.9.9.9")];
        assert_eq!(client(ForwardedHeader::XForwardedFor, "10.1.2.3", &two).0, "203.0.113.9");
        assert_eq!(client(ForwardedHeader::XForwardedFor, "10.1.2.3", &[]).0, "10.1.2.3");
        let nobody = Proxies::new(Vec::new(), ForwardedHeader::default());
        assert_eq!(nobody.client("127.0.0.1".parse().ok(), &headers(&two)).address.to_string(), "127.0.0.1");
    }

    #[test]
    fn only_the_header_of_the_proxies_is_read() {
        let both = [("forwarded", "for=1.1.1.1;proto=https"), ("x-forwarded-for", "203.0.113.9")];
        assert_eq!(client(ForwardedHeader::XForwardedFor, "10.0.0.1", &both), ("203.0.113.9".to_owned(), false));
        assert_eq!(client(ForwardedHeader::Forwarded, "10.0.0.1", &both), ("1.1.1.1".to_owned(), true));
    }

    #[test]
    fn forwarded_is_read_as_its_rfc_has_it() {
        let read = |value: &str| client(ForwardedHeader::Forwarded, "10.0.0.1", &[("forwarded", value)]);
        for (value, address, https) in [
            ("for=203.0.113.9", "203.0.113.9", false),
            ("For=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17", false),
            ("for=203.0.113.9;proto=https;by=10.0.0.1", "203.0.113.9", true),
            ("proto=\"HTTPS\"; for=\"203.0.113.9:80\"", "203.0.113.9", true),
            ("for=1.1.1.1;proto=https, for=203.0.113.9;proto=http", "203.0.113.9", false),
            ("for=203.0.113.9;proto=https, for=10.0.0.2;proto=http", "203.0.113.9", true),
            ("for=203.0.113.9, for=_hidden", "10.0.0.1", false),
            ("for=203.0.113.9, for=unknown", "10.0.0.1", false),
            // A separator within quotes separates nothing.
            ("for=1.1.1.1;x=\", for=2.2.2.2\", for=203.0.113.9", "203.0.113.9", false),
            ("for=1.1.1.1;x=\"\\\", for=2.2.2.2\", for=203.0.113.9", "203.0.113.9", false),
            ("for=\"203.0.113.9", "10.0.0.1", false),
            ("for=1.1.1.1;x=\", for=203.0.113.9", "10.0.0.1", false),
            ("for=1.1.1.1;x=\"\\, for=203.0.113.9", "10.0.0.1", false),
            ("for=1.1.1.1;x=\", for=\"[2001:db8::7]:80\"", "10.0.0.1", false),
            (";;=,=;", "10.0.0.1", false),
        ] {
            assert_eq!(read(value), (address.to_owned(), https), "{value}");
        }
    }

    #[test]
    fn the_scheme_is_believed_of_trusted_proxies_only() {
        let lines = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-proto", "https")];
        assert!(client(ForwardedHeader::XForwardedFor, "10.0.0.1", &lines).1);
        assert!(!client(ForwardedHeader::XForwardedFor, "198.51.100.7", &lines).1);
    }

    proptest! {
        /// Whatever a client writes, the address that its proxy saw is what counts.
        #[test]
        fn nobody_can_be_somebody_else(
            invented in "[ -~]{0,80}",
            seen in any::<u32>().prop_map(|bits| IpAddr::from(bits.to_be_bytes())),
        ) {
            prop_assume!(!PROXIES.iter().any(|network| network.parse::<super::Network>().unwrap().0.contains(&seen)));
            let list = format!("{invented}, {seen}");
            let (address, _) = client(ForwardedHeader::XForwardedFor, "10.0.0.1", &[("x-forwarded-for", &list)]);
            prop_assert_eq!(address, seen.to_string());
            let line = format!("{invented}, for={seen}");
            let (address, _) = client(ForwardedHeader::Forwarded, "10.0.0.1", &[("forwarded", &line)]);
            prop_assert!(address == seen.to_string() || address == "10.0.0.1", "{}", address);
            // As a line of its own nothing that is left open swallows it.
            let lines = [("forwarded", invented.as_str()), ("forwarded", &format!("for={seen}"))];
            let (address, _) = client(ForwardedHeader::Forwarded, "10.0.0.1", &lines);
            prop_assert_eq!(address, seen.to_string());
        }
    }
}
