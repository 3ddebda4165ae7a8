"""Links as a person sees them in a message."""

from urllib.parse import urlsplit

import pytest
from courlan import normalize_url
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.domain import Link
from bot.links import find_links, link_key

A, B = "https://a.test/x", "https://b.test/y"


def urls(content: str) -> list[str]:
    return [link.url for link in find_links(content)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        # plain text around it
        (A, [A]),
        (f"look: {A}", [A]),
        (f"{A} and {B}", [A, B]),
        (f"{A}\n{B}", [A, B]),
        (f"{B} {A} {B}", [B, A]),
        ("no link", []),
        ("", []),
        ("a.test www.a.test a.test/x", []),
        ("ftp://a.test mailto:a@a.test javascript://a.test/%0aalert(1) hxxps://a.test", []),
        ("https:// http:///x https://?", []),
        # what sticks to its end
        (f"{A}.", [A]),
        (f"{A}?!", [A]),
        (f"really {A}...", [A]),
        (f"({A})", [A]),
        (f"({A}).", [A]),
        ("(https://a.test/Goose_(bird))", ["https://a.test/Goose_(bird)"]),
        ("https://a.test/Goose_(bird)", ["https://a.test/Goose_(bird)"]),
        (f'"{A}"', [A]),
        (f"'{A}'", [A]),
        (f"“{A}”", [A]),
        (f"„{A}“", [A]),
        (f"«{A}»", [A]),
        (f"‘{A}’", [A]),
        (f"{A}’s", [A]),
        (f"{A}…", [A]),
        (f"看{A}。", [A]),
        (f"看{A}，很好", [A]),
        (f"「{A}」です", [A]),
        (f"（{A}）", [A]),
        (f"{A}؟", [A]),
        (f"{A},{B}", [A, B]),
        (f"{A};{B}", [A, B]),
        (f"{A},", [A]),
        ("https://a.test/1,2,3", ["https://a.test/1,2,3"]),
        ("https://a.test/web/https://b.test/y", ["https://a.test/web/https://b.test/y"]),
        # Markdown
        (f"[read this]({A})", [A]),
        (f"[read this]({A} 'title')", [A]),
        (f"[{A}]({B})", [B]),
        (f"[read]({A}) [me]({B})", [A, B]),
        (f"**{A}**", [A]),
        (f"*{A}*", [A]),
        (f"_{A}_", [A]),
        (f"__{A}__", [A]),
        (f"_see {A}_", [A]),
        ("https://a.test/x_", ["https://a.test/x_"]),
        ("https://a.test/a_b_c", ["https://a.test/a_b_c"]),
        (f"~~{A}~~", [A]),
        (f"> {A}", [A]),
        (f">>> {A}\nmore", [A]),
        (f"# {A}", [A]),
        (f"-# {A}", [A]),
        (f"- {A}\n  - {B}", [A, B]),
        (f"    {A}", [A]),
        (f"| {A} | {B} |", [A, B]),
        (f"[x]: {A}", [A]),
        (f"<b>{A}</b>", [A]),
        (f"\\<{A}\\>", [A]),
        (f"![goose]({A})", [A]),
        # suppressed or code
        (f"<{A}>", []),
        (f"<{A}> {B}", [B]),
        (f"[read this](<{A}>)", []),
        (f"[read this](<{A}> 'title')", []),
        (f"`{A}`", []),
        (f"``{A}``", []),
        (f"```{A}```", []),
        (f"```\n{A}\n```\n{B}", [B]),
        (f"```py\nget('{A}')\n```", []),
        (f"```\n\n{A}\n\n```", []),
        (f"look:```{A}\n\n```{B}", [B]),
        (f"```\n{A}", [A]),
        (f"~~~\n{A}\n~~~", [A]),
        (f"`code` {A}", [A]),
        # the address itself
        ("HTTPS://A.Test/X", ["https://a.test/X"]),
        ("https://a.test", ["https://a.test"]),
        ("https://a.test/x#part", [A]),
        ("https://a.test/x#:~:text=goose", [A]),
        ("https://münchen.test/ä", ["https://xn--mnchen-3ya.test/%C3%A4"]),
        ("https://a.test/x?utm_source=d&utm_medium=e", [A]),
        ("https://a.test/x?id=5&fbclid=Iw&p=%20a+b", ["https://a.test/x?id=5&p=%20a+b"]),
        ("https://a.test/x?gclid=1&a", ["https://a.test/x?a"]),
        ("https://a.test/x?a=b%26c&d=[e]", ["https://a.test/x?a=b%26c&d=%5Be%5D"]),
        ("https://a.test:8443/x", ["https://a.test:8443/x"]),
        ("https://user:word@a.test/x", []),
        ("https://[::1", []),
        ("http://a.test:99999/", []),
        # Discord's own
        ("https://discord.com/channels/1/2/3 https://discord.gg/abc", []),
        ("https://cdn.discordapp.com/attachments/1/2/a.png", []),
        ("https://media.discordapp.net/a.png https://PTB.discord.com/x", []),
        ("https://notdiscord.com/x", ["https://notdiscord.com/x"]),
        ("https://discord.com.a.test/x", ["https://discord.com.a.test/x"]),
    ],
)
def test_links_are_found_as_discord_shows_them(content: str, found: list[str]) -> None:
    assert urls(content) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"||{A}||", [Link(A, spoiler=True)]),
        (f"|| {A} ||", [Link(A, spoiler=True)]),
        (f"||the goose wins {A}|| {B}", [Link(A, spoiler=True), Link(B)]),
        (f"||**{A}**||", [Link(A, spoiler=True)]),
        (f"||[goose]({A})||", [Link(A, spoiler=True)]),
        (f"||one||{A}||two||", [Link(A)]),
        (f"||{A}||{B}||", [Link(A, spoiler=True), Link(B)]),
        (f"||{A}||and||{B}||", [Link(A, spoiler=True), Link(B, spoiler=True)]),
        (f"||{A}\n\n{B}||", [Link(A, spoiler=True), Link(B, spoiler=True)]),
        (f"||{A}", [Link(A)]),
        (f"{A}||", [Link(A)]),
        (f"`||` {A} `||`", [Link(A)]),
        (f"\\|\\|{A}\\|\\|", [Link(A)]),
        (f"||{A}|| {A}", [Link(A)]),
        (f"{A} ||{A}||", [Link(A)]),
        (f"||<{A}>||", []),
    ],
)
def test_spoilers_stay_spoilers(content: str, found: list[Link]) -> None:
    assert find_links(content) == found


@pytest.mark.parametrize(
    "other",
    [
        "http://a.test/x",
        "https://A.test/x/",
        "https://a.test:443/x",
        "https://a.test/x#part",
        "https://a.test/x?utm_source=discord&fbclid=1",
    ],
)
def test_two_addresses_of_a_page_have_one_key(other: str) -> None:
    assert link_key(other) == link_key(A)
    assert urls(f"{A} {other}") == [A]


@pytest.mark.parametrize(
    "other",
    [
        "https://a.test/X",
        "https://a.test/x/2",
        "https://a.test/x?id=1",
        "https://a.test/x?story=goose",
        "https://a.test/x?cid=7",
        "https://b.test/x",
        "https://a.test:8443/x",
        "https://b.test/https://a.test/x",
        "https://b.test/?u=https://a.test/x",
    ],
)
def test_two_pages_have_two_keys(other: str) -> None:
    assert link_key(other) != link_key(A)


@pytest.mark.parametrize("pair", ["story=ferry story=mill", "v=1 v=2", "newsid=7 newsid=8"])
def test_our_key_tells_apart_what_courlans_strict_form_would_not(pair: str) -> None:
    one, other = (f"https://a.test/x?{query}" for query in pair.split())
    assert normalize_url(one, strict=True) == normalize_url(other, strict=True)
    assert link_key(one) != link_key(other)


@pytest.mark.parametrize(
    "pair",
    [
        "https://a.test/x?id=5&utm_source=d https://a.test/x?id=5",
        "https://A.test/x#top https://a.test/x",
        "https://a.test:443/x?id=5&fbclid=z https://a.test/x?id=5",
        "https://a.test/x?page=2&id=5 https://a.test/x?id=5&page=2",
        "https://xn--mnchen-3ya.test/x https://münchen.test/x",
    ],
)
def test_our_key_brings_together_what_courlans_strict_form_does(pair: str) -> None:
    one, other = pair.split()
    assert normalize_url(one, strict=True) == normalize_url(other, strict=True)
    assert link_key(one) == link_key(other)


def test_the_order_of_parameters_does_not_matter() -> None:
    assert link_key("https://a.test./?b=2&a=1") == link_key("https://a.test?a=1&b=2")


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(link_key(text), str)
    assert isinstance(link_key(f"https://{text}"), str)


PIECES = st.sampled_from(
    [
        *(A, B, "https://", "http://a.test:", "||", "~~", "`", "```", "<", ">", "[", "](", ")"),
        *("_", "*", "\\", "\n", " ", ",", "。", "”", "#", "> ", "@", "?utm_source=", "%"),
        *("[::1]", "ä", "\x00"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_any_message_has_links_that_parse(content: str) -> None:
    links = find_links(content)
    for link in links:
        parts = urlsplit(link.url)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert not set(link.url) & set(" \n<>")
    assert len({link_key(link.url) for link in links}) == len(links)


def test_an_overlong_message_loses_its_end_but_cuts_no_link() -> None:
    content = f"{A} " + "honk " * 797 + "https://b.test/a-long-way-to-the-goose"
    assert len(content) > 4_000
    assert urls(content) == [A]


@pytest.mark.parametrize(
    "unit",
    [
        *("[", "](", "[a](", "![", "`", "*", "_", "~~", "||", "<", "\\", "> ", "- ", "(", "&amp;"),
        *(
            "https://",
            "https://a.test/",
            "https://a.test/_",
            "_https://a.test/_",
            "[https://a.test",
        ),
        *("https://a.test/(", "https://a.test/”", "a_", "**a", "`a``", "](<", "https://a.test/x,"),
        *("\n> ", "\n- ", "https://a.test/?&utm_a", "||https://a.test/||", "https://a.test/。"),
    ],
)
def test_no_message_leads_astray(unit: str) -> None:
    content = unit * (3_980 // len(unit)) + " https://a.test/x"
    assert {URL(link.url).host for link in find_links(content)} <= {"a.test"}
