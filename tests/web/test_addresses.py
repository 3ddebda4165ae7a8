"""The address table: what is the public web, and what only looks like it."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.addresses import is_public


@pytest.mark.parametrize(
    "ip",
    [
        "1.1.1.1",
        "8.8.8.8",
        "93.184.215.14",
        "172.15.0.1",
        "172.32.0.1",
        "223.255.255.254",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "2a00:1450:4001::200e",
        "2400:cb00::1",
    ],
)
@pytest.mark.parametrize("port", [80, 443])
def test_public_addresses_are_let_through(ip: str, port: int) -> None:
    assert is_public(ip, port)


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "10.0.0.5", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254",
        "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192",
        "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_set_aside_ipv4_is_refused_in_every_dress(ip: str) -> None:
    number = int(IPv4Address(ip))
    dresses = [
        ip,
        str(IPv6Address(number)),  # compatible
        str(IPv6Address(0xFFFF << 32 | number)),  # mapped
        str(IPv6Address(0x64FF9B << 96 | number)),  # NAT64
        str(IPv6Address(0x2002 << 112 | number << 80)),  # 6to4
        str(IPv6Address(0x20010000 << 96 | number ^ 0xFFFFFFFF)),  # Teredo
    ]
    assert [dress for dress in dresses if is_public(dress, 443)] == []


@pytest.mark.parametrize(
    "ip",
    [
        "::", "::1", "fe80::1", "fe80::1%eth0", "2606:2800:21f::1%1", "fc00::1", "fd00:ec2::254",
        "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "2001:10::1", "2620:4f:8000::1",
        "5f00::1", "100::1", "64:ff9b:1::1",
    ],
)  # fmt: skip
def test_set_aside_ipv6_is_refused(ip: str) -> None:
    assert not is_public(ip, 443)


@pytest.mark.parametrize(
    "text", ["", "localhost", "0x7f.1", "017700000001", "2130706433", "1.1", "8.8.8.8 ", "::g"]
)
def test_what_is_no_plain_address_is_refused(text: str) -> None:
    assert not is_public(text, 443)


@pytest.mark.parametrize("port", [0, 22, 25, 6379, 8080, 65535])
def test_only_the_web_ports_are_public(port: int) -> None:
    assert not is_public("1.1.1.1", port)


@given(st.ip_addresses())
def test_nothing_is_public_that_python_calls_private(ip: IPv4Address | IPv6Address) -> None:
    if is_public(str(ip), 443):
        assert ip.is_global
        assert not ip.is_multicast


@given(st.text())
def test_any_text_is_judged_without_a_fuss(text: str) -> None:
    assert is_public(text, 80) in {True, False}
