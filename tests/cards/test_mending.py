"""What ✎ opens, as Discord gets it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import (
    NOBODY,
    SOMEBODY_ELSE,
    Act,
    Mend,
    mend_quote_page,
    mending_page,
    name_by_value,
    speaker_form,
)
from bot.domain import Correction, CorrectionKind, Entity, QuoteKind, StoredReport
from tests.cards.making import HOSTILE, quote_of, reports, share, stored
from tests.cards.payload import assert_within_limits, components, labels, text

TEXT = "“Honk,” said Ada Marsh. “Quack,” said Tom Reed."
HONK = quote_of(TEXT, "“Honk,”", speakers=("Ada Marsh",))
QUACK = quote_of(TEXT, "“Quack,”", speakers=("Tom Reed",))
NAMES = (
    Entity("Ada Marsh", "PERSON"),
    Entity("Mill Trust", "ORG"),
    Entity("Norwold", "GPE"),
)
REPORT = stored(TEXT, (HONK, QUACK), NAMES)


@given(
    st.builds(
        Mend,
        st.sampled_from(Act),
        st.integers(0, 2**62),
        st.integers(0, 999_999_999),
        st.integers(0, 999_999_999),
        st.integers(0, 9_999),
    )
)
def test_a_press_comes_back_from_its_custom_id(press: Mend) -> None:
    match = Mend.TEMPLATE.fullmatch(press.custom_id)
    assert match is not None
    assert Mend.of(match) == press
    assert len(press.custom_id) <= 100


def options(view: object) -> list[tuple[str, str]]:
    [select] = [part for part in components(view) if "options" in part]  # type: ignore[arg-type]
    return [(option["label"], option.get("description", "")) for option in select["options"]]


def test_each_quote_is_offered_with_its_speaker() -> None:
    page = mending_page(REPORT, share(), [])
    assert options(page) == [("Honk", "— Ada Marsh"), ("Quack", "— Tom Reed")]
    assert labels(page) == ["Wrong article"]


def test_a_quote_in_two_parts_is_offered_as_one() -> None:
    text = "“Honk,” said Ada Marsh, “and honk again.” She called it “a song”."
    parts = tuple(quote_of(text, part).content[0] for part in ("“Honk,”", "“and honk again.”"))
    honks = replace(quote_of(text, "“Honk,”"), content=parts, quoted=parts)
    song = quote_of(text, "it “a song”", QuoteKind.MIXED)
    song = replace(song, quoted=quote_of(text, "“a song”").content)
    offered = options(mending_page(stored(text, (honks, song)), share(), []))
    assert [label for label, _ in offered] == ["Honk … and honk again.", "it “a song”"]


def test_whoever_speaks_or_is_named_may_have_said_it() -> None:
    page = mend_quote_page(REPORT, share(), HONK)
    names = [label for label, _ in options(page)]
    assert names == ["Tom Reed", "Mill Trust", "An unnamed person", "Somebody else …"]
    assert labels(page) == ["Not a quote", "‹ Other quotes"]
    [select] = [part for part in components(page) if "options" in part]
    values = [option["value"] for option in select["options"]]
    assert values[2:] == [NOBODY, SOMEBODY_ELSE]
    assert [name_by_value(REPORT.report, HONK, value) for value in values] == [
        "Tom Reed",
        "Mill Trust",
        None,
        None,
    ]


def test_what_was_corrected_is_told() -> None:
    made = [
        Correction(CorrectionKind.SPEAKER, HONK.content, "Tom *Reed*", "Ada Marsh"),
        Correction(CorrectionKind.SPEAKER, HONK.content),
        Correction(CorrectionKind.NOT_A_QUOTE, QUACK.content),
        Correction(CorrectionKind.WRONG_ARTICLE),
    ]
    page = mending_page(REPORT, share(), made)
    assert text(page).split("\n")[2:] == [
        "✎ **Tom \\*Reed\\***, not Ada Marsh: “Honk”",
        "✎ **an unnamed person**, not an unnamed person: “Honk”",
        "✎ Not a quote: “Quack”",
        "✎ This is the wrong article.",
    ]
    assert labels(page) == ["Wrong article", "Undo the last"]


def test_a_press_means_the_same_quote_when_another_is_gone() -> None:
    start, end = QUACK.content[0]
    press = Mend(Act.QUOTE, 7).choosing(f"{start}-{end}")
    assert press.quote_in(REPORT.report) == QUACK
    assert press.quote_in(replace(REPORT.report, quotes=(QUACK,))) == QUACK
    assert press.quote_in(replace(REPORT.report, quotes=(HONK,))) is None


def test_the_form_asks_for_one_name() -> None:
    form = speaker_form(Mend(Act.SPEAKER, 7, 1, 2)).to_dict()
    assert form["custom_id"] == "pq~typed:7:1:2:0"
    assert len(form["title"]) <= 45
    [label] = form["components"]
    assert label["component"]["max_length"] == 80  # type: ignore[typeddict-item]


@settings(max_examples=60, deadline=None)
@given(reports(), st.integers(0, 40), st.none() | HOSTILE.map(lambda words: words[:80]))
def test_whatever_an_article_holds_its_pages_are_within_the_limits(
    report: StoredReport, page: int, name: str | None
) -> None:
    quotes = report.report.quotes
    made = [Correction(CorrectionKind.SPEAKER, one.content, name, name) for one in quotes]
    assert_within_limits(mending_page(report, share(2**62), made, page))
    for quote in quotes[:3]:
        assert_within_limits(mend_quote_page(report, share(2**62), quote))
