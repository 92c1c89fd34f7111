"""Which IP addresses are of the public internet.

By lists of our own and not by what a version of Python knows, which has changed within 3.11 and 3.12. From IANA's
registries of special-purpose addresses, as of 2025
(https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry),
the IPv6 space that is assigned for global use (https://www.iana.org/assignments/ipv6-address-space), and one address
that a large provider answers every machine of its own at.
"""

from __future__ import annotations

import ipaddress

_NOT_PUBLIC_4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network (RFC 791)
        "10.0.0.0/8",  # private use (RFC 1918)
        "100.64.0.0/10",  # shared address space of providers (RFC 6598)
        "127.0.0.0/8",  # loopback (RFC 1122)
        "168.63.129.16/32",  # Azure's wire server (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16)
        "169.254.0.0/16",  # link local, where machines in clouds find their keys (RFC 3927)
        "172.16.0.0/12",  # private use (RFC 1918)
        "192.0.0.0/24",  # IETF protocol assignments; Oracle's clouds have their keys at 192.0.0.192 (RFC 6890)
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.31.196.0/24",  # AS112, which answers for private addresses (RFC 7535)
        "192.52.193.0/24",  # multicast tunnels (RFC 7450)
        "192.88.99.0/24",  # relays from IPv6, given up (RFC 7526)
        "192.168.0.0/16",  # private use (RFC 1918)
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved, broadcast (RFC 1112, RFC 919)
    )
)
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
"""All IPv6 addresses that are given out. Outside lie loopback, IPv4-compatible (::/96), private (fc00::/7), link and
site local (fe80::/10, fec0::/10), multicast (ff00::/8), discard (100::/64), local translation (64:ff9b:1::/48),
segments (5f00::/16)."""
_NOT_PUBLIC_6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments: Teredo, benchmarks, ORCHID (RFC 2928)
        "2001:db8::/32",  # documentation (RFC 3849)
        "2620:4f:8000::/48",  # AS112 (RFC 7534)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
_TRANSLATED = (  # an IPv4 address in an IPv6 one, and how many bits stand behind it
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # mapped (RFC 4291)
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # translated (RFC 6052)
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4 (RFC 3056)
)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet: not private, local, reserved, or a disguise of such."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    for network, behind in _TRANSLATED:
        if ip in network:
            return is_public(str(ipaddress.IPv4Address(int(ip) >> behind & 0xFFFFFFFF)))
    return ip in _GLOBAL_6 and not any(ip in network for network in _NOT_PUBLIC_6)
