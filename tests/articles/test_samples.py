"""The sample pages of the demo, read as a person would."""

import json
from importlib.resources import files

import pytest

from bot.articles import NotAnArticle, OtherLanguage, extract, html_page
from bot.domain import Article, Page, PageKind

SAMPLES = files("bot") / "demo" / "pages"
INDEX = {entry["file"]: entry for entry in json.loads((SAMPLES / "index.json").read_text("utf-8"))}
OURS = files("tests.articles") / "pages"
FURNITURE = (
    "read more", "more:", "related", "advertise", "cookie", "copyright", "all rights", "sign up",
    "sign me up", "newsletter", "comments", "share", "photograph:", "photo:", "(picture",
    "courier photo", "whitlock motors", "gutters", "/ the harbor ledger", "internal", "keywords",
    "may also like", "most read", "topics:", "tagged", "\u00ad", "\u200b", "\u00a0", "  ",
    "| ", "&",
)  # fmt: skip


def sample(file: str) -> Article:
    body = (SAMPLES / file).read_bytes()
    return extract(Page(INDEX[file]["url"], 200, {"content-type": "text/html"}, body))


def own(file: str) -> Article:
    return extract(html_page((OURS / file).read_bytes(), "https://gullhaven-weekly.example/n/1"))


@pytest.mark.parametrize("file", INDEX)
def test_sample_is_a_whole_article_under_its_own_address(file: str) -> None:
    article = sample(file)
    assert 400 <= article.words <= 800
    assert article.url == INDEX[file]["url"]
    assert (article.language, article.kind) == ("en", PageKind.ARTICLE)
    assert article.title
    assert article.title not in article.text
    assert "\n\n".join(article.text[start:end] for start, end in article.paragraphs) == article.text


@pytest.mark.parametrize("file", INDEX)
def test_no_furniture_of_the_page_is_in_the_text(file: str) -> None:
    text = sample(file).text.replace("Halvorsen & Dray", "")
    assert [words for words in FURNITURE if words.casefold() in text.casefold()] == []


@pytest.mark.parametrize(
    ("file", "site", "authors", "published"),
    [
        (
            "harbor-ledger-candle-strait.html",
            "The Harbor Ledger",
            ("Ines Dupre", "Colm Haverty"),
            "2026-11-19",
        ),
        ("tidewater-crow-queue.html", "The Tidewater", ("Juniper Halloway",), "2026-11-18"),
        ("millbrook-courier-goose.html", "Millbrook Courier", ("Theodora Finch",), "2026-11-17"),
        (
            "meridian-halvorsen-pianos.html",
            "Meridian Business",
            ("Pascal Thorne", "Lin Abara"),
            "2026-11-20",
        ),
    ],
)
def test_metadata_of_samples(
    file: str, site: str, authors: tuple[str, ...], published: str
) -> None:
    article = sample(file)
    assert (article.site, article.authors, article.published) == (site, authors, published)


def test_an_author_s_job_and_address_are_no_authors() -> None:
    assert sample("cairnmoor-post-bagpipes.html").authors == ("Rhona Sketch",)


def test_broken_json_ld_falls_back_on_the_page() -> None:
    article = sample("evening-beacon-fog-goal.html")
    assert article.title == "Goalkeeper scores from his own box in fog, finds out on the bus"
    assert article.authors == ("Ottilie Crane",)


def test_soft_hyphens_and_zero_width_spaces_leave_whole_words() -> None:
    assert "a nine-week standoff that" in sample("harbor-ledger-candle-strait.html").text
    assert "Head coach Yvonne Carrick said" in sample("evening-beacon-fog-goal.html").text


def test_q_elements_get_their_marks() -> None:
    text = sample("millbrook-courier-goose.html").text
    assert "he is “a fixture of the premises”, in the same class" in text


def test_a_quotation_over_two_paragraphs_keeps_its_marks() -> None:
    text = sample("millbrook-courier-goose.html").text
    assert "of every patron.\n\n“What I can say" in text


def test_a_pull_quote_is_not_said_twice() -> None:
    assert sample("harbor-ledger-candle-strait.html").text.count("his goat to the vet") == 1
    assert sample("tidewater-crow-queue.html").text.count("It is bookkeeping.") == 1


def test_a_standfirst_that_the_text_repeats_is_said_once() -> None:
    assert sample("tidewater-crow-queue.html").text.count("who is in charge") == 1


def test_lists_and_tables_are_lines_a_person_can_read() -> None:
    assert "\n\nDistance: 84 yards\n\n" in sample("evening-beacon-fog-goal.html").text
    assert "\n\n2024 · 90 · 341\n\n" in sample("meridian-halvorsen-pianos.html").text


def test_single_quotation_marks_survive() -> None:
    text = sample("cairnmoor-post-bagpipes.html").text
    assert "said, “It’s a free country, Gwen”, and then he played it again.’" in text


def test_an_article_without_quotations_is_an_article() -> None:
    article = own("no-quotes.html")
    assert article.title == "Tide gates to close for repairs"
    assert article.text.startswith("The tide gates at the mouth")
    assert len(article.paragraphs) == 3


def test_a_page_in_another_language_is_named() -> None:
    with pytest.raises(OtherLanguage, match="French"):
        own("french.html")


def test_a_list_of_headlines_is_no_article() -> None:
    with pytest.raises(NotAnArticle, match="share the link of a single article"):
        own("headlines.html")
