//! Who is at the other end of a request.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Who is at the other end, as far as the network tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address.
    pub address: IpAddr,
    /// Whether a trusted proxy says that it speaks HTTPS with the client.
    pub https: bool,
}

impl Client {
    /// Somebody of whom nothing is known but an address, perhaps.
    #[must_use]
    pub fn at(address: Option<IpAddr>) -> Self {
        Self {
            address: address.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.to_canonical()),
            https: false,
        }
    }

    /// What is counted as one: of IPv6 the network of 64 bits, since whoever has one address there has all of them.
    #[must_use]
    pub fn counted_as(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(_) => self.address,
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from(network))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Client;

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let counted = |address: &str| Client::at(Some(address.parse().unwrap())).counted_as().to_string();
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(counted("2001:db8:1:2::1"), "2001:db8:1:2::");
        assert_eq!(counted("2001:db8:1:3::1"), "2001:db8:1:3::");
        assert_eq!(counted("192.0.2.7"), "192.0.2.7");
        // What a socket for both families makes of IPv4.
        assert_eq!(counted("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(Client::at(None).counted_as().to_string(), "0.0.0.0");
    }
}
