"""What a page is, where it isn't simply an article."""

import pytest

from bot.articles import (
    NotAnArticle,
    NotHtml,
    OnlyVideo,
    OtherLanguage,
    TooShort,
    Unquotable,
    Walled,
    extract,
    html_page,
)
from bot.domain import Article, Page, PageKind
from tests.articles.paper import SENTENCES, URL, page

TEXT = "".join(f"<p>{line}</p>" for line in SENTENCES)
LONG = "".join(f"<p>In week {week} the engineers wrote: {SENTENCES[0]}</p>" for week in range(30))


def kind(source: Page) -> PageKind:
    return extract(source).kind


def refusal(source: Page) -> Unquotable:
    with pytest.raises(Unquotable) as caught:
        extract(source)
    assert str(caught.value).endswith(".")
    assert "{" not in str(caught.value)
    return caught.value


def test_every_kind_of_page_has_its_sentence() -> None:
    assert len({kind.sentence for kind in PageKind}) == len(PageKind)
    assert all(kind.sentence.endswith(".") for kind in PageKind)
    assert PageKind("partial") is PageKind.PARTIAL


WALLS = [
    "Subscribe to continue reading this article",
    "Already a subscriber? Sign in",
    "To continue reading, please log in or create a free account.",
    "This article is for subscribers only.",
    "You have reached your limit of free articles for this month.",
]


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_makes_a_page_partial_and_is_not_quoted(wall: str) -> None:
    article = extract(page(body=f"{TEXT}<p>{wall}</p>"))
    assert article.kind is PageKind.PARTIAL
    assert article.text == "\n\n".join(SENTENCES)


def test_a_wall_that_the_extractors_pass_over_still_makes_a_page_partial() -> None:
    assert kind(page(body=f"{TEXT}<aside><div>{WALLS[0]}</div></aside>")) is PageKind.PARTIAL


def test_a_long_article_under_an_offer_to_subscribe_is_whole() -> None:
    assert kind(page(body=f"{LONG}<p>{WALLS[1]}</p>")) is PageKind.ARTICLE


def test_a_metered_article_that_is_all_there_is_whole() -> None:
    linked = {"@type": "NewsArticle", "isAccessibleForFree": False}
    assert kind(page(body=LONG, linked=linked)) is PageKind.ARTICLE
    assert kind(page(body=TEXT, linked=linked)) is PageKind.PARTIAL


def test_a_part_that_is_not_free_makes_the_page_partial() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".rest"}
    linked = {"@type": "NewsArticle", "isAccessibleForFree": True, "hasPart": [part]}
    assert kind(page(linked=linked)) is PageKind.PARTIAL


@pytest.mark.parametrize(
    "line",
    [
        "“We value your privacy,” said the harbor master, and closed the gates on the reporters.",
        "The council will subscribe to the tide tables of its neighbors, and read them with care.",
        "He is a member of the council already, and of three of its many committees.",
    ],
)
def test_an_article_that_speaks_of_such_things_keeps_them(line: str) -> None:
    article = extract(page(body=f"{TEXT}<p>{line}</p>"))
    assert article.kind is PageKind.ARTICLE
    assert article.text.endswith(line)


def test_consent_is_no_part_of_an_article() -> None:
    asked = "<p>We and our 214 partners use cookies to store information on a device.</p>"
    assert extract(page(body=asked + TEXT)).text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    "url",
    [
        "https://consent.gullhaven-weekly.co.uk/v2/collect?session=1",
        "https://www.gullhaven-weekly.co.uk/login?next=/harbor/tide-gates",
        "https://login.gullhaven-weekly.co.uk/authorize",
    ],
)
def test_a_redirect_to_a_gate_is_told(url: str) -> None:
    error = refusal(page(url=url))
    assert isinstance(error, Walled)
    assert error.page is PageKind.WALL
    assert "without one" in str(error)


def test_a_page_that_is_all_wall_is_told() -> None:
    body = f"<h1>Gates to close</h1><p>The gates will close.</p><p>{WALLS[0]}</p><p>{WALLS[1]}</p>"
    assert isinstance(refusal(page(body=body)), Walled)


@pytest.mark.parametrize(
    ("linked", "url"),
    [
        ({"@type": "LiveBlogPosting", "headline": "Gates"}, URL),
        (None, "https://www.gullhaven-weekly.co.uk/harbor/live/2026/nov/24/gates"),
        (None, "https://www.gullhaven-weekly.co.uk/harbor/gates-live-updates"),
    ],
)
def test_a_live_blog_is_one_by_its_json_ld_or_its_address(linked: object, url: str) -> None:
    assert kind(page(linked=linked, url=url)) is PageKind.LIVE_BLOG


def test_living_in_an_address_is_no_live_blog() -> None:
    assert kind(page(url="https://gullhaven-weekly.co.uk/lives/olive-oil")) is PageKind.ARTICLE


def test_a_film_with_a_line_beside_it_is_told() -> None:
    head = '<meta property="og:type" content="video.other">'
    assert isinstance(refusal(page(body=TEXT, head=head)), OnlyVideo)
    assert kind(page(body=LONG, head=head)) is PageKind.ARTICLE


def test_a_front_page_and_a_list_are_told() -> None:
    assert isinstance(refusal(page(url="https://gullhaven-weekly.co.uk/")), NotAnArticle)
    assert isinstance(refusal(page(linked={"@type": "CollectionPage"})), NotAnArticle)
    linked = [{"@type": "ItemList"}, {"@type": "NewsArticle", "headline": "Gates"}]
    assert kind(page(linked=linked)) is PageKind.ARTICLE


@pytest.mark.parametrize(
    ("body", "what"),
    [(b"%PDF-1.7 ...", "a PDF"), (b"\x89PNG\r\n", "a picture"), (b"PK\x03\x04", "an archive")],
)
def test_a_file_of_another_kind_is_named(body: bytes, what: str) -> None:
    error = refusal(html_page(body))
    assert isinstance(error, NotHtml)
    assert f"That is {what}" in str(error)


def test_another_language_and_too_little_text_are_kinds_of_page_too() -> None:
    german = "<p>Die Tore am Kanal bleiben von Montag an für elf Tage geschlossen.</p>" * 4
    other = refusal(page(body=german))
    assert isinstance(other, OtherLanguage)
    assert "German" in str(other)
    short = refusal(page(body=f"<p>{SENTENCES[0]}</p>"))
    assert isinstance(short, TooShort)
    assert short.page is PageKind.TOO_SHORT


def test_reading_time_and_words_are_counted() -> None:
    article = Article(text="word " * 1400)
    assert (article.words, article.minutes) == (1400, 5)
    assert Article(text="").minutes == 1
