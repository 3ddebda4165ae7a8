"""The page to look at: everything of the article is there, and nothing of it is markup."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Article, Entity, Quote, QuoteKind, Report
from bot.page import report_html


class Reader(HTMLParser):
    """What a browser would show of the articles' texts, and every tag and attribute met."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if ("class", "text") in attrs:
            self.texts.append("")
            self._inside = 1
        elif self._inside and tag == "div":
            self._inside += 1

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == "div":
            self._inside -= 1

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data


def read(*reports: Report) -> Reader:
    reader = Reader()
    reader.feed(report_html([("a.txt", report) for report in reports]))
    return reader


STORY = "Roe said “it <b>rained</b>,” and Doe & Sons agreed."
REPORT = Report(
    Article(STORY, title="Rain & <i>more</i>"),
    (
        Quote(
            QuoteKind.DIRECT, ((9, 28),), ((10, 27),), ((4, 8),), ((0, 3),),
            speakers=('Jane "J" Roe',), confidence=0.9,
        ),
        Quote(QuoteKind.INDIRECT, ((13, 24),), mention=((33, 43),), rank=2),
    ),
    (Entity("Jane Roe", "PERSON", ("Roe",), ((0, 3),), 0.7),),
)  # fmt: skip


def test_the_article_is_there_to_the_last_character() -> None:
    assert read(REPORT, REPORT).texts == [STORY, STORY]


def test_nothing_of_it_is_markup() -> None:
    page = report_html([("a.txt", REPORT)])
    assert "<b>" not in page
    assert "<i>" not in page
    assert ("data-who", 'Jane "J" Roe') in read(REPORT).attributes
    assert not {"script", "img", "link", "iframe"} & read(REPORT).tags


def test_a_key_quote_leads_to_its_place() -> None:
    reader = read(REPORT)
    assert ("href", "#q0-0") in reader.attributes
    assert ("id", "q0-0") in reader.attributes


def test_an_article_that_quotes_nobody_says_so() -> None:
    page = report_html([("a.txt", Report(Article("It rained.")))])
    assert "Nobody is quoted" in page
    assert "<h1><bdi>a.txt</bdi></h1>" in page


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (min(pair), max(pair))),
    max_size=3,
).map(tuple)


@given(
    st.text(max_size=40),
    st.lists(st.builds(Quote, st.just(QuoteKind.MIXED), SPANS, SPANS, SPANS, SPANS), max_size=3),
    st.lists(st.builds(Entity, st.text(max_size=5), st.just("ORG"), mentions=SPANS), max_size=3),
)
def test_whatever_overlaps_nothing_is_lost(
    text: str, quotes: list[Quote], entities: list[Entity]
) -> None:
    text = "".join(c for c in text if c.isprintable() or c == "\n")
    text = text.ljust(40)
    assert read(Report(Article(text), tuple(quotes), tuple(entities))).texts == [text]
