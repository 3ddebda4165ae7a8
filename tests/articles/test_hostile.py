"""Whatever a page throws at us, an article or a plain sentence comes out."""

import pickle
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles import NotAnArticle, OtherLanguage, TooLong, TooShort, extract, html_page
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


@pytest.mark.parametrize("error", [NotAnArticle, OtherLanguage, TooLong, TooShort])
def test_errors_cross_process_borders(error: type[PullquoteError]) -> None:
    sent = pickle.loads(pickle.dumps(error("One plain sentence.")))
    assert type(sent) is error
    assert str(sent) == "One plain sentence."
    assert sent.kind == error.kind != "error"
