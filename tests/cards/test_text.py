"""Words from pages, cleaned: shown word for word, live to nobody."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.text import chip, clean, day, fold, host, link, picture, plain

LIVE = re.compile(
    r"@(?!\u200b)"  # mentions
    r"|(?<!\\)(?:\\\\)*[*_~|`\[\]<>]"  # markdown, <@id>, <#id>, </command:id>, <t:0>, <:e:1>
    r"|://"
    r"|discord(?:app)?\.\w"
    r"|(?<!\\):[\w+~-]+:"  # :emoji:
    r"|^[#+-]|^\d+[.)]"  # headings, subtext, lists
    r"|[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069\u200d-\u200f]",
    re.IGNORECASE,
)
MARKED = st.text(st.sampled_from("@everyone <#1>*_~|`[]()\\:/.-+discordgg\u202e\u0301\n\t é“”’—ש"))


def shown(markdown: str) -> str:
    """What a reader sees of cleaned words."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown).replace("\u200b", "")


@given(st.one_of(st.text(), MARKED), st.integers(8, 300))
@example("0000<@0", 8)
def test_cleaned_words_are_within_their_limit_and_dead(words: str, limit: int) -> None:
    cleaned = clean(words, limit)
    assert len(cleaned) <= limit
    assert not LIVE.search(cleaned)


@given(st.one_of(st.text(max_size=200), MARKED))
def test_cleaned_words_read_as_they_were_written(words: str) -> None:
    assert shown(clean(words, 5000)) == plain(words, 5000)


@pytest.mark.parametrize(
    "attack",
    [
        "@everyone",
        "@here now",
        "<@123456789012345678>",
        "<@&123456789012345678>",
        "<#123456789012345678>",
        "</ban:123456789012345678>",
        "<t:1757030400:R>",
        "<:kappa:123456789012345678>",
        "<a:kappa:123456789012345678>",
        "<id:customize>",
        ":joy: and :+1:",
        "[free](https://evil.example)",
        "https://evil.example/x_y",
        "HTTPS://EVIL.EXAMPLE",
        "discord.gg/abc",
        "discord.com/invite/abc",
        "DiscordApp.com/invite/abc",
        "_discord.gg/abc",
        "overthere.discord.gg/abc@herediscord.gg/abc",
        "# heading",
        "-# small",
        "> cited",
        ">>> cited",
        "- a list",
        "* a list",
        "1. a list",
        "`code` and ```block```",
        "||spoiler|| ~~gone~~ __under__ *it* **bold** _it_",
        "a line\n# a heading",
        "\\*escaped\\*",
    ],
)
def test_what_discord_would_act_on_is_shown_instead(attack: str) -> None:
    cleaned = clean(attack, 200)
    assert not LIVE.search(cleaned)
    assert shown(cleaned) == " ".join(attack.split())


def test_direction_overrides_and_stacked_marks_are_bounded() -> None:
    assert clean("safe\u202egnp.exe\u2066\u200f", 100) == "safegnp.exe"
    assert clean("e" + "\u0301" * 50 + "x", 100) == "e\u0301\u0301x"


def test_words_of_any_length_take_no_longer_than_their_limit() -> None:
    assert clean("word " * 1_000_000, 20) == "word word word word…"


def test_a_cut_never_ends_within_an_escape() -> None:
    assert clean("ab**", 4) == "ab…"
    assert clean("abc*", 4) == "abc…"
    assert clean("\\\\\\\\", 5) == "\\\\\\\\…"


@pytest.mark.parametrize(
    ("limit", "folded"),
    [
        (100, "It was late. We went home, tired, and slept till noon."),
        (50, "It was late. We went home, tired …"),
        (22, "It was late. …"),
        (14, "It was late. …"),
    ],
)
def test_long_words_are_folded_where_they_make_sense(limit: int, folded: str) -> None:
    text = "It was late. We went home, tired, and slept till noon."
    assert fold(text, limit) == folded


@given(st.text(max_size=400), st.integers(8, 100))
def test_folded_words_are_within_their_limit(words: str, limit: int) -> None:
    assert len(fold(words, limit)) <= limit


def test_a_title_becomes_a_link_that_its_brackets_cannot_break() -> None:
    masked = link("[Up](https://evil.example) & down", "https://news.example/a_(b)?c=<d>", 100)
    assert masked == (
        "[(Up)(https:\u200b//evil.example) & down](<https://news.example/a_%28b%29?c=%3Cd%3E>)"
    )


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://[broken",
        "https://user:word@news.example",
        "https://news.example/" + "a" * 500,
    ],
)
def test_an_address_unfit_for_a_link_leaves_plain_words(url: str | None) -> None:
    assert link("Title", url, 50) == "Title"


@given(st.text(), st.text(max_size=500))
def test_a_link_has_one_label_and_one_address(label: str, url: str) -> None:
    masked = link(label, f"https://news.example/{url}", 80)
    assert re.fullmatch(r"\[[^\[\]]+\]\(<https?://[!-~]+>\)|[^\[\]]*", masked)


def test_dates_sites_and_times_as_a_reader_says_them() -> None:
    assert day("2025-09-05") == "5 Sep 2025"
    assert day("2025-09-05T10:00:00Z") == "5 Sep 2025"
    assert day("yesterday") is None
    assert day(None) is None
    assert host("https://www.news.example/x") == "news.example"
    assert host("https://[broken") == ""


@given(st.one_of(st.text(), MARKED), st.integers(2, 60))
def test_a_chip_is_one_box_within_its_limit(words: str, limit: int) -> None:
    box = chip(words, limit)
    assert len(box) <= limit + 2
    assert not box or re.fullmatch(r"`[^`\n]+`", box)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/a.jpg",
        "https://cdn.news.example./a.jpg?w=1200&h=630",
        "https://xn--bcher-kva.example/a.jpg",
    ],
)
def test_a_public_picture_is_one(url: str) -> None:
    assert picture(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "http://news.example/a.jpg",
        "ftp://news.example/a.jpg",
        "data:image/png;base64,AAAA",
        "attachment://a.png",
        "https://localhost/a.jpg",
        "https://printer/a.jpg",
        "https://printer.local/a.jpg",
        "https://db.internal/a.jpg",
        "https://127.0.0.1/a.jpg",
        "https://10.0.0.1/a.jpg",
        "https://0x7f.1/a.jpg",
        "https://2130706433/a.jpg",
        "https://[::1]/a.jpg",
        "https://me:secret@news.example/a.jpg",
        "https://news.example:8443/a.jpg",
        "https://news.example:99999/a.jpg",
        "https://news.example/" + "a" * 1000,
        "https://",
        "//news.example/a.jpg",
    ],
)
def test_a_picture_that_only_some_can_fetch_is_none(url: str | None) -> None:
    assert picture(url) is None


@given(st.text(max_size=80) | st.text(max_size=80).map("https://".__add__))
def test_any_words_are_a_fit_picture_or_none(words: str) -> None:
    found = picture(words)
    assert found is None or (found.startswith("https://") and found.isascii())
