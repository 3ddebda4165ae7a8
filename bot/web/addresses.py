"""Which addresses belong to the public web.

Python's ``is_global`` is not enough: up to 3.13 it lets addresses through that carry a private
IPv4 address inside (NAT64, 6to4, the old "compatible" form), site-local ones and multicast. So
IPv6 is an allow-list less what IANA has set aside, and IPv4 a deny-list beside ``is_global``.

Sources: the IANA special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates).
"""

from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

WEB_PORTS = frozenset({80, 443})

_DENIED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; some clouds' metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the host of an Azure machine, public only in looks
        "169.254.0.0/16",  # link-local; most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_DENIED_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_public(ip: str, port: int) -> bool:
    """Whether an address, as a socket would dial it, is a web server anybody can reach.

    Anything that is not a plain IPv4 or IPv6 address (a name, an octal form, a zone) is not.
    """
    if port not in WEB_PORTS:
        return False
    try:
        return _is_public_ipv6(ip) if ":" in ip else _is_public_ipv4(ip)
    except AddressValueError:
        return False


def _is_public_ipv4(ip: str) -> bool:
    address = IPv4Address(ip)
    return address.is_global and not any(address in network for network in _DENIED_IPV4)


def _is_public_ipv6(ip: str) -> bool:
    if "%" in ip:
        return False
    address = IPv6Address(ip)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _DENIED_IPV6)
