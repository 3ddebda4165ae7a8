"""Which words of a page are the article's."""

import pytest

from bot.articles import extract, html_page, plain_text
from bot.articles.errors import TooLong, TooShort
from bot.articles.tree import lines_of, parse, tidy
from bot.domain import PageKind
from tests.articles.paper import SENTENCES, page


def read(*extra: str) -> list[str]:
    """The paragraphs of a page that holds its usual sentences and then some markup."""
    lines = "".join(f"<p>{line}</p>" for line in SENTENCES)
    text = extract(page(body=lines + "".join(extra))).text
    paragraphs = text.split("\n\n")
    assert paragraphs[:4] == list(SENTENCES)
    return paragraphs[4:]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: The limpet that would not move house",
        "» Read more: The limpet that would not move house",
        "Related: Who rings the bell buoy?",
        "MORE: Eel returns to the pond that it left",
        "Advertisement",
        "Sign up for our morning newsletter, the only one you will open",
        "Follow Edda Quist on Twitter",
        "Write to Edda Quist at edda@gullhaven.example",
        "(Additional reporting by Tor Brandvold; editing by Una Marsh)",
        "© 2026 Gullhaven Weekly",
        "All rights reserved.",
        "Edda Quist at the gates on Monday. | Una Marsh / Gullhaven Weekly",
        "The gates before the work began (Picture: Una Marsh)",
    ],
)
def test_furniture_is_left_out(line: str) -> None:
    assert read(f"<p>{line}</p>") == []


@pytest.mark.parametrize(
    "line",
    [
        "More than 200 people came to watch the gates close for the last time.",
        "“More: that is the only word I know,” said the mayor of the town.",
        "Related work on the lock has been put off until the spring.",
        "Watch your step, the harbor master told everyone who came near.",
        "Share prices at the shipyard fell by a third on the news of it.",
        "Copy of the letter was sent to the council, Quist said on Twitter.",
        "Comments from the council were cautious, as they are on most days.",
        "Subscribers to the scheme, he said, will have to wait for a year.",
    ],
)
def test_sentences_that_look_like_furniture_stay(line: str) -> None:
    assert read(f"<p>{line}</p>") == [line]


@pytest.mark.parametrize(
    "box",
    [
        '<section id="comments"><h2>Comments</h2><ol>{}</ol></section>',
        '<div class="comments-area"><h3>3 comments</h3><ul class="comment-list">{}</ul></div>',
        '<div id="disqus_thread">{}</div>',
        '<div class="reader-comments">{}</div>',
    ],
)
def test_what_readers_wrote_below_is_left_out(box: str) -> None:
    comment = '<li class="comment"><p>“I waited {} hours,” wrote Gullfan, who is cross.</p></li>'
    assert read(box.format("".join(comment.format(hours) for hours in (2, 3, 4)))) == []


def test_hidden_text_and_captions_are_left_out() -> None:
    hidden = (
        '<p style="display : none">A hidden sentence about the gates of the town.</p>',
        "<p hidden>A hidden sentence about the gates of the town.</p>",
        '<p class="wp-caption-text">The gates on Monday, as seen from the quay.</p>',
        "<figure><img src=x><figcaption>The gates on Monday.</figcaption></figure>",
    )
    assert read(*hidden) == []


def test_a_line_that_is_only_a_link_to_another_article_is_left_out() -> None:
    link = '<a href="/limpet">The limpet that would not move house</a>'
    assert read(f"<p>{link}</p>", f"<ul><li>{link}</li></ul>") == []


def test_a_sentence_that_is_a_link_stays() -> None:
    line = "The council’s letter has been read by everyone in the town."
    tree = parse(f'<p><a href="/letter">{line}</a></p><p><a href=x>All about the town</a></p>')
    assert tree is not None
    tidy(tree)
    assert [text for text, _ in lines_of(tree) if text] == [line]


def test_a_post_that_the_article_shows_is_read() -> None:
    words = "We will not oil them either, and you may tell your grandfather that I said so."
    post = f'<blockquote class="twitter-tweet"><p>{words}</p></blockquote>'
    assert words in read(
        "<p>The mayor answered in public on the same evening, at some length:</p>",
        f'<div class="social-embed">{post}</div>',
        "<p>Nobody in the harbor has spoken of hinges since that evening.</p>",
    )


def test_what_hides_behind_a_name_is_left_out() -> None:
    box = '<span class="rollover-block"><a href=x>Quist</a> <a href=y>More on Edda Quist</a></span>'
    assert read(f"<p>The letter came from Edda Quist{box}, who wrote it.</p>") == [
        "The letter came from Edda Quist, who wrote it."
    ]


def test_a_quotation_pulled_out_of_the_text_is_said_once() -> None:
    pulled = "Nobody has oiled them since my grandfather did"
    assert read(f"<blockquote><p>{pulled}</p></blockquote>") == []


def test_columns_of_a_page_are_no_row_of_data() -> None:
    lines = "".join(f"<p>{line}</p>" for line in SENTENCES)
    body = f"<table><tr><td>Home</td><td>{lines * 2}</td></tr></table>"
    assert "·" not in extract(page(body=body)).text


def test_a_page_that_hides_all_of_itself_until_a_script_has_run_is_read() -> None:
    text = "".join(f"<p>{line}</p>" for line in SENTENCES)
    hidden = f'<html><body style="display:none"><h1>The gates</h1>{text}</body></html>'
    assert extract(html_page(hidden.encode())).text == "\n\n".join(SENTENCES)


def test_a_line_said_again_nearby_is_said_once() -> None:
    caption = "The old tide gates of Gullhaven, seen from the quay in the rain"
    assert read(f"<p>{caption}</p>", f"<p>{caption} | Una Marsh</p>") == [caption]


def test_a_line_said_again_far_away_stays() -> None:
    question = "What do you think the gates would say if they could speak?"
    talk = [
        question,
        "Nothing at all.",
        "Not a word.",
        "They are gates.",
        "Ask the lock.",
        question,
    ]
    assert read(*(f"<p>{line}</p>" for line in talk)) == talk


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<q>Mind the gate</q> was all he said.", "“Mind the gate” was all he said."),
        ("<q>Mind the <b>gate</b></q> was all he said.", "“Mind the gate” was all he said."),
        ("<q>“Mind the gate”</q> was all he said.", "“Mind the gate” was all he said."),
        ("<q><i>Mind</i> it</q> was all he said.", "“Mind it” was all he said."),
        ("<q></q>Nothing was said by anybody.", "Nothing was said by anybody."),
    ],
)
def test_q_elements_become_marks(markup: str, text: str) -> None:
    assert read(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize("code", ["&#1;", "&#x0B", "&#xFFFE;", "&#65535;", "\x01", "\x0c", "\0"])
def test_characters_that_are_none_leave_the_words(code: str) -> None:
    assert read(f"<p>“Mind<q> the</q> ga{code}te,” he said.</p>") == ["“Mind“ the” gate,” he said."]


def test_line_breaks_part_paragraphs_and_inline_markup_does_not() -> None:
    assert read("<p>The first half of it<br>and the <em>sec</em>ond half of it.</p>") == [
        "The first half of it",
        "and the second half of it.",
    ]


def test_plain_text_is_kept_to_the_code_point() -> None:
    text = "\ufeff  The gates\u00ad close.\r\n\r\n\n“Yes,”\u00a0she said.\t\n"
    article = plain_text(text)
    assert article.text == text
    assert (article.url, article.title, article.language) == (None, None, "en")


@pytest.mark.parametrize("text", ["", " \n\t\u00a0\n"])
def test_blank_text_is_too_short(text: str) -> None:
    with pytest.raises(TooShort, match="empty"):
        plain_text(text)


def test_a_page_of_a_few_words_is_too_short() -> None:
    with pytest.raises(TooShort, match="too little text"):
        extract(page(body="<p>The tide gates of the town will close on Monday for a while.</p>"))


def test_three_hundred_thousand_words_are_too_long() -> None:
    sentence = "The harbor master said that the gates would close again on day {} of the month.\n\n"
    book = "".join(sentence.format(day) for day in range(20_000))
    assert len(book.split()) >= 300_000
    with pytest.raises(TooLong, match="single article"):
        plain_text(book)
    with pytest.raises(TooLong, match="single article"):
        extract(page(body="".join(f"<p>{line}</p>" for line in book.splitlines() if line)))


@pytest.mark.parametrize("opened", ["<div>", "<p>", "<table><tr><td>", "<ul><li>a", "<q>"])
def test_a_flood_of_markup_is_refused_before_it_is_walked(opened: str) -> None:
    with pytest.raises(TooLong, match="single article"):
        extract(html_page(f"<html><body>{opened * 100_000}text".encode()))


@pytest.mark.parametrize(
    ("linked", "kind"),
    [
        ({"isAccessibleForFree": False}, PageKind.PARTIAL),
        ({"isAccessibleForFree": "False"}, PageKind.PARTIAL),
        ({"isAccessibleForFree": "true"}, PageKind.ARTICLE),
        ({"isAccessibleForFree": True, "articleBody": "word " * 500}, PageKind.PARTIAL),
        ({"isAccessibleForFree": False, "articleBody": " ".join(SENTENCES)}, PageKind.ARTICLE),
        ({}, PageKind.ARTICLE),
    ],
)
def test_a_page_behind_a_wall_is_partial(linked: dict[str, object], kind: PageKind) -> None:
    assert extract(page(linked={"@type": "NewsArticle", **linked})).kind is kind
