"""What a page says about its article, in all the ways in which pages say it."""

import pytest

from bot.articles import extract
from tests.articles.paper import SENTENCES, URL, page


def article_node(**more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Gates", **more}


@pytest.mark.parametrize(
    "author",
    [
        "Edda Quist and Tor Brandvold",
        "By Edda Quist, Tor Brandvold",
        ["Edda Quist", "Tor Brandvold"],
        [{"name": "Edda Quist"}, {"@type": "Person", "name": "Tor Brandvold"}],
        {"@type": "Person", "name": ["Edda Quist", "Tor Brandvold"]},
        [{"@id": "#edda"}, "Reporting by Tor Brandvold"],
        ["Edda Quist", "https://www.gullhaven-weekly.co.uk/edda", "Tor Brandvold", "harbor desk"],
        ["Edda Quist", "Gullhaven Weekly", "Tor Brandvold", "@edda", "Edda Quist"],
        ["Edda&nbsp;Quist &amp; Tor  Brandvold\n"],
    ],
)
def test_authors_in_every_form_of_json_ld(author: object) -> None:
    graph = [{"@id": "#edda", "@type": "Person", "name": "Edda Quist"}, article_node(author=author)]
    head = '<meta property="og:site_name" content="Gullhaven Weekly">'
    article = extract(page(head=head, linked={"@graph": graph}))
    assert article.authors == ("Edda Quist", "Tor Brandvold")


def test_at_most_ten_authors_and_no_endless_ones() -> None:
    names = [f"Ada Quist {number}" for number in range(15)]
    article = extract(page(linked=article_node(author=["Q" * 101, *names])))
    assert article.authors == tuple(names[:10])


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("Gates &amp;amp; tides", "Gates & tides"),
        ("Gates\u00a0\u200b\n  close", "Gates close"),
        ("Gates close | Gullhaven Weekly", "Gates close"),
        ("Gates close | gates open - GULLHAVEN WEEKLY", "Gates close | gates open"),
        ("Gates - and tides", "Gates - and tides"),
        ("Gates\ud800 close\x00\x1b", "Gates close"),
        ("T" * 400, "T" * 300),
    ],
)
def test_title_is_clean_and_bounded(claimed: str, shown: str) -> None:
    head = '<meta property="og:site_name" content="Gullhaven Weekly">'
    assert extract(page(head=head, linked=article_node(headline=claimed))).title == shown


def test_title_of_json_ld_stands_before_the_page_s() -> None:
    head = "<title>Gullhaven Weekly: the harbor, the tides and everything between</title>"
    assert extract(page(head=head, linked=article_node())).title == "Gates"
    assert "Gullhaven" in str(extract(page(head=head)).title)


def test_title_is_left_out_of_the_text_in_every_wording() -> None:
    text = "".join(f"<p>{line}</p>" for line in SENTENCES)
    body = f"<h1>The gates of Gullhaven close</h1><h2>Gates!</h2>{text}"
    article = extract(page(body=body, linked=article_node()))
    assert article.text == "\n\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("claimed", "published"),
    [
        ("2019-03-02T23:59:00-08:00", "2019-03-02"),
        ("2019-03-02", "2019-03-02"),
        ("0001-01-01T00:00:00Z", "2018-05-06"),
        ("yesterday", "2018-05-06"),
        (["2019"], "2018-05-06"),
    ],
)
def test_date_is_the_readers_day_or_else_the_page_s(claimed: object, published: str) -> None:
    head = '<meta property="article:published_time" content="2018-05-06T10:00:00Z">'
    article = extract(page(head=head, linked=article_node(datePublished=claimed)))
    assert article.published == published


@pytest.mark.parametrize(
    ("claim", "url"),
    [
        ("https://gullhaven-weekly.co.uk/gates", "https://gullhaven-weekly.co.uk/gates"),
        ("https://amp.gullhaven-weekly.co.uk/g", "https://amp.gullhaven-weekly.co.uk/g"),
        ("/gates#top", "https://www.gullhaven-weekly.co.uk/gates"),
        ("https://marrow-times.co.uk/gates", URL),
        ("https://www.gullhaven-weekly.co.uk/", URL),
        ("javascript:alert(1)", URL),
        ("http://[::1", URL),
        ("https://gullhaven-weekly.co.uk/" + "x" * 2000, URL),
        ("", URL),
    ],
)
def test_canonical_address_holds_only_within_the_registered_domain(claim: str, url: str) -> None:
    assert extract(page(head=f'<link rel="canonical" href="{claim}">')).url == url


def test_hosts_under_no_public_suffix_vouch_only_for_themselves() -> None:
    head = '<link rel="canonical" href="https://tidewater.example/gates">'
    assert (
        extract(page(head=head, url="https://marrow.example/x")).url == "https://marrow.example/x"
    )
    assert (
        extract(page(head=head, url="https://www.tidewater.example/x")).url
        == "https://tidewater.example/gates"
    )


def test_a_local_file_has_the_address_that_it_claims_or_none() -> None:
    local = "file:///home/edda/gates.html"
    head = '<link rel="canonical" href="https://gullhaven-weekly.co.uk/gates">'
    assert extract(page(head=head, url=local)).url == "https://gullhaven-weekly.co.uk/gates"
    assert extract(page(url=local)).url is None
    assert extract(page(head='<link rel="canonical" href="gates.html">', url=local)).url is None


@pytest.mark.parametrize(
    ("head", "linked", "site"),
    [
        ('<meta property="og:site_name" content="The &amp;quot;Weekly">', None, 'The "Weekly'),
        ("", article_node(publisher={"name": "Gullhaven Weekly"}), "Gullhaven Weekly"),
        ("", None, "gullhaven-weekly.co.uk"),
    ],
)
def test_site_is_the_name_that_readers_know(head: str, linked: object, site: str) -> None:
    assert extract(page(head=head, linked=linked)).site == site


@pytest.mark.parametrize(
    "script",
    ["{", "[" * 100_000, '{"@type":"NewsArticle","headline":7}', "null", '"text"', "[[[1]]]", ""],
)
def test_json_ld_that_makes_no_sense_is_passed_over(script: str) -> None:
    head = f'<title>Gates</title><script type="application/ld+json">{script}</script>'
    article = extract(page(head=head))
    assert (article.title, article.text) == ("Gates", "\n\n".join(SENTENCES))


@pytest.mark.parametrize(
    ("headline", "heading", "title"),
    [
        ("Opinion | The gates must close", "The gates must close", "The gates must close"),
        ("The gates of Gullhaven must…", "The gates of Gullhaven must close", None),
        ("The gates of Gullhaven must", "The gates of Gullhaven must close", None),
        ("Gates of Gullhaven must close", "Gullhaven Weekly news", "Gates of Gullhaven must close"),
        ("Gates | Tides", "Tides", "Gates | Tides"),
    ],
)
def test_title_is_the_heading_that_says_it_whole(
    headline: str, heading: str, title: str | None
) -> None:
    body = f"<h1>{heading}</h1>" + "".join(f"<p>{line}</p>" for line in SENTENCES)
    article = extract(page(body=body, linked=article_node(headline=headline)))
    assert article.title == (title or heading)


def test_bylines_in_capitals_and_jobs_beside_names() -> None:
    linked = article_node(author=["EDDA QUIST, Gullhaven Staff Writer", "Associated Press"])
    assert extract(page(linked=linked)).authors == ("Edda Quist",)
    assert extract(page(linked=article_node(author="Associated Press"))).authors == (
        "Associated Press",
    )


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        ("/gates.jpg", "https://www.gullhaven-weekly.co.uk/gates.jpg"),
        (
            [{"@type": "ImageObject", "url": "https://img.example/g.jpg"}],
            "https://img.example/g.jpg",
        ),
        ({"@id": "#gates"}, "https://img.example/g.jpg"),
        ("javascript:alert(1)", "https://www.gullhaven-weekly.co.uk/og.jpg"),
        ("https://img.example/" + "x" * 2000, "https://www.gullhaven-weekly.co.uk/og.jpg"),
        (None, "https://www.gullhaven-weekly.co.uk/og.jpg"),
    ],
)
def test_image_is_an_address_on_the_web(image: object, shown: str) -> None:
    picture = {"@id": "#gates", "@type": "ImageObject", "url": "https://img.example/g.jpg"}
    head = '<meta property="og:image" content="https://www.gullhaven-weekly.co.uk/og.jpg">'
    graph = [picture, article_node(image=image)]
    assert extract(page(head=head, linked={"@graph": graph})).image == shown
    assert extract(page()).image is None
