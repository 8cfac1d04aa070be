//! Which addresses are public: whoever types a calendar's address must not reach what stands beside the desk.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address belongs to the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || first == 0
        || (first == 100 && second & 0xc0 == 64)
        || (first == 192 && second == 0 && third == 0)
        || (first == 192 && second == 88 && third == 99)
        || (first == 198 && second & 0xfe == 18)
        || first >= 224;
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // What stands for an address of the old kind is what that is.
    if let Some(address) = address.to_ipv4_mapped() {
        return is_public_v4(address);
    }
    if parts[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        return is_public_v4(last_32_bits(parts));
    }
    let given_out = parts[0] & 0xe000 == 0x2000;
    // Teredo and others of 2001::/23, documentation, 6to4.
    let special = (parts[0] == 0x2001 && (parts[1] < 0x200 || parts[1] == 0xdb8))
        || parts[0] == 0x2002
        || (parts[0] == 0x3fff && parts[1] < 0x1000);
    given_out && !special
}

fn last_32_bits(parts: [u16; 8]) -> Ipv4Addr {
    let bits = (u32::from(parts[6]) << 16) | u32::from(parts[7]);
    Ipv4Addr::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("93.184.215.14", true)]
    #[case("172.15.0.1", true)]
    #[case("100.63.255.255", true)]
    #[case("100.128.0.0", true)]
    #[case("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    #[case("::ffff:93.184.215.14", true)]
    #[case("64:ff9b::5db8:d70e", true)]
    #[case::this_network("0.0.0.0", false)]
    #[case::this_network_too("0.1.2.3", false)]
    #[case::private("10.0.0.1", false)]
    #[case::private("172.16.0.1", false)]
    #[case::private("192.168.1.1", false)]
    #[case::loopback("127.0.0.1", false)]
    #[case::loopback("127.8.8.8", false)]
    #[case::link_local("169.254.169.254", false)]
    #[case::shared("100.64.0.1", false)]
    #[case::shared("100.127.255.255", false)]
    #[case::protocol("192.0.0.1", false)]
    #[case::documentation("203.0.113.7", false)]
    #[case::measured("198.19.0.1", false)]
    #[case::multicast("224.0.0.1", false)]
    #[case::reserved("240.0.0.1", false)]
    #[case::broadcast("255.255.255.255", false)]
    #[case::unspecified("::", false)]
    #[case::loopback("::1", false)]
    #[case::mapped("::ffff:10.0.0.1", false)]
    #[case::mapped("::ffff:127.0.0.1", false)]
    #[case::compatible("::127.0.0.1", false)]
    #[case::translated("64:ff9b::a00:1", false)]
    #[case::translated_locally("64:ff9b:1::a00:1", false)]
    #[case::six_to_four("2002:a00:1::", false)]
    #[case::teredo("2001::1", false)]
    #[case::unique_local("fd00::1", false)]
    #[case::link_local("fe80::1", false)]
    #[case::site_local("fec0::1", false)]
    #[case::multicast("ff02::1", false)]
    #[case::documentation("2001:db8::1", false)]
    fn what_is_public(#[case] address: &str, #[case] public: bool) {
        assert_eq!(is_public(address.parse().unwrap()), public);
    }
}
