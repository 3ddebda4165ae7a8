"""Links and redirects, judged as the parser that dials reads them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.web.addresses import is_public
from bot.web.errors import BadAddress, NotTheArticle, PrivateAddress, WebError
from bot.web.targets import target


@pytest.mark.parametrize(
    ("url", "dialled"),
    [
        ("https://news.test/a?b=c#part", "https://news.test/a?b=c"),
        ("HTTP://News.Test/A", "http://news.test/A"),
        ("http://news.test./", "http://news.test./"),
        ("http://münchen.test/ä", "http://xn--mnchen-3ya.test/%C3%A4"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_proper_links_are_kept(url: str, dialled: str) -> None:
    assert str(target(url, is_public)) == dialled


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://12\t7.0.0.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
        "http://[fe80::1%25eth0]/", "http://[64:ff9b::a00:5]/", "http://10.0.0.5/",
        "http://169.254.169.254/latest/meta-data", "http://1.1.1.1:22/", "https://[fd00:ec2::254]/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_before_the_dial(url: str) -> None:
    with pytest.raises(PrivateAddress):
        target(url, is_public)


@pytest.mark.parametrize(
    "url",
    [
        "", "news.test", "/a", "//news.test/a", "http://", "http:///a", "https:news.test",
        "ftp://news.test/", "file:///etc/passwd", "ws://news.test/", "wss://news.test/",
        "javascript:alert(1)", "data:text/html,x", "gopher://news.test",
        "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/",
        "http://127.1/", "http://1.2.3.4.5/", "http://127.0.0.1./", "http://news.0x1/",
        "http://user@news.test/", "http://user:word@news.test/",
        "http://news.test%2f@evil.test/", "http://news.test:99999/", "http://news.test:x/",
        "http://[::1", "http://a..b/", "http://.news.test/", "http://a b.test/",
        "http://news\x00.test/", "http://127.0.0.1%00.test/", "http://%31%32%37.0.0.1/",
        "http://xn--a.test/", f"http://{'a' * 64}.test/", f"http://{'a.' * 150}test/",
        f"http://news.test/{'a' * 9_000}", "http:\\\\10.0.0.5/",
    ],
)  # fmt: skip
def test_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(BadAddress, match=r"share (a|the) (shorter )?link"):
        target(url, is_public)


@pytest.mark.parametrize("host", ["ä." * 3_500, "ä" * 7_000, "\u0627" * 7_000])
def test_a_name_that_is_too_long_costs_no_time(host: str) -> None:
    begun = time.thread_time()
    with pytest.raises(BadAddress):
        target(f"http://{host}test/", is_public)
    assert time.thread_time() - begun < 0.005


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("//10.0.0.5/", PrivateAddress),
        ("http://127.0.0.1", PrivateAddress),
        ("//pub@10.0.0.5", BadAddress),
        ("file:///etc/passwd", BadAddress),
        ("ws://news.test/", BadAddress),
        ("\\\\10.0.0.5", None),  # a path on the same host
        ("../b", None),
    ],
)
def test_redirects_are_judged_like_links(location: str, error: type[WebError] | None) -> None:
    base = URL("https://news.test/a/c")
    if error is None:
        assert target(location, is_public, base).raw_host == "news.test"
        return
    with pytest.raises(error):
        target(location, is_public, base)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.google.com/rss/articles/CBMiWkFVX3lx?oc=5",
        "https://archive.ph/abcde",
        "https://archive.today/newest/https://news.test",
    ],
)
def test_wrappers_are_told_from_articles(url: str) -> None:
    with pytest.raises(NotTheArticle, match="publisher's"):
        target(url, is_public)


@given(st.text() | st.text().map("http://{}".format))
def test_any_text_is_a_target_or_a_named_error(text: str) -> None:
    try:
        url = target(text, is_public)
    except WebError:
        return
    assert url.scheme in {"http", "https"}
    assert url.raw_host
    assert target(url, is_public) == url
