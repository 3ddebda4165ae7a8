"""Whatever a page throws at us, an article or a plain sentence comes out."""

import pickle
import time
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles import (
    NotAnArticle,
    NotHtml,
    OnlyVideo,
    OtherLanguage,
    TooLong,
    TooShort,
    Walled,
    extract,
    html_page,
)
from bot.articles.decoding import decode
from bot.domain import Page, PullquoteError
from tests.articles.paper import SENTENCES, page

SAMPLE = (files("bot") / "demo" / "pages" / "millbrook-courier-goose.html").read_bytes()

PIECES = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<q>",
            "</q>",
            "<br>",
            "<table>",
            "<tr>",
            "<td>",
            "<li>",
        ),
        *("<ul>", "<h1>", "<b>", "<!--", "-->", "<![CDATA[", "<?xml encoding='x'?>", "<script>"),
        *("</script>", "<script type='application/ld+json'>", '{"@type":"NewsArticle"', "[", "]}"),
        *("<link rel=canonical href='//[", "<base href=x:>", "&#0;", "&#xD800;", "&quot;", "\0"),
        *("<blockquote class=twitter-tweet>", "<a href=x>", "</a>", "<tr colspan=9>", "<h2>"),
        *("<html>", "<body>", "<head>", "<frameset>", "<svg>", "<math>", "<template>", "“", "”"),
        *(f" {sentence} " for sentence in SENTENCES),
    ]
)


def outcome(source: Page) -> None:
    """Read a page: what comes out keeps every promise, or is one of our own errors."""
    try:
        article = extract(source)
    except PullquoteError:
        return
    assert article.words >= 40
    assert len(article.title or "") <= 300
    assert len(article.authors) <= 10
    assert "\n\n".join(article.text[start:end] for start, end in article.paragraphs) == article.text
    article.text.encode()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000), st.text(max_size=40))
def test_any_bytes_under_any_header(body: bytes, header: str) -> None:
    source = Page("https://x.example/a", 200, {"content-type": header}, body)
    decode(source).encode()
    outcome(source)


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=30))
def test_any_soup_of_tags(soup: str, address: str) -> None:
    outcome(html_page(soup.encode(errors="replace"), address))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 400), st.binary(max_size=30))
def test_a_real_page_cut_and_patched_anywhere(start: int, length: int, patch: bytes) -> None:
    body = SAMPLE[:start] + patch + SAMPLE[start + length :]
    outcome(html_page(body, "https://millbrook-courier.example/council/the-goose-stays"))


@pytest.mark.parametrize("tag", ["div", "q", "b", "blockquote", "span"])
def test_deep_nesting_is_no_crash(tag: str) -> None:
    depth = 20_000
    outcome(page(body=f"{f'<{tag}>' * depth}{' '.join(SENTENCES)}{f'</{tag}>' * depth}"))


FLOODS = {
    "attributes of a tag": f"<div {' '.join(f'a{n}=1' for n in range(400_000))}>",
    "a class of two million words": f"<div class='{'caption ' * 600_000}'>",
    "cells in a row": "<table><tr>" + "<td>a" * 50_000 + "</table>",
    "cells that span a million others": "<table>"
    + "<tr><td colspan=1000000 rowspan=1000000>a<td>b" * 300
    + "</table>",
    "links under two hundred elements": "<div>" * 200 + "<a href=x>one</a>, text " * 25_000,
    "posts beside each other": "<blockquote class=twitter-tweet>a b c</blockquote>" * 25_000,
    "quotations": f"<p>{'<q>a</q>' * 25_000}</p>",
    "links alone in their lines": "<li><a href=x>one two three four</a>" * 19_000,
    "pull quotes": "".join(
        f"<p>a{n} b{n} c{n} d{n} e{n} f{n} g{n} h{n}.</p>"
        f"<p>x{n} a{n} b{n} c{n} d{n} e{n} f{n} g{n} h{n}.</p>"
        for n in range(3_000)
    ),
    "JSON-LD in JSON-LD": f'<script type="application/ld+json">{"[" * 900_000}</script>',
    "entities in entities": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    + "]><p>&b11;</p>",
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_ends_in_a_few_seconds(flood: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in SENTENCES * 3)
    started = time.process_time()
    outcome(html_page(f"<html><body>{FLOODS[flood]}{text}".encode()))
    # A quarter of it is usual; what grows with the square takes minutes.
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    "error", [NotAnArticle, NotHtml, OnlyVideo, OtherLanguage, TooLong, TooShort, Walled]
)
def test_errors_cross_process_borders(error: type[PullquoteError]) -> None:
    sent = pickle.loads(pickle.dumps(error("One plain sentence.")))
    assert type(sent) is error
    assert str(sent) == "One plain sentence."
    assert sent.kind == error.kind != "error"
