"""Who is quoted, who somebody is, and two speakers side by side, as cards."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import Candidate, QuotePage, Roster, RosterLine, Who
from bot.cards import (
    ROUNDS,
    SPEAKERS_A_PAGE,
    Asked,
    did_you_mean_card,
    roster_card,
    versus_card,
    which_card,
    who_card,
)
from tests.cards.making import HOSTILE, MAYBE, share
from tests.cards.payload import assert_within_limits, components, custom_ids, labels, text, texts
from tests.cards.test_found import HIT, HITS

WIDE = "\U0001f986 @everyone **wide** " * 20
ADA = Who("Ada", "PERSON", 3, False, 2, "2025-09-05", "2025-10-01", (), (), (), (), ())
ASKED = Asked("who", {"name": "=Ada"})


def versus(one: QuotePage, other: QuotePage, **said: str) -> list[str]:
    return texts(versus_card(one, other, Asked("versus", {"a": "Ada", "b": "Bo", **said})))


def page(*days: str | None, more: bool = False) -> QuotePage:
    hits = tuple(replace(HIT, words=f"On {day}", quoted=(), published=day) for day in days)
    return QuotePage(hits, len(hits), more)


def test_speakers_have_their_counts_and_days() -> None:
    lines = (
        RosterLine("*Ada*", 12, "2025-09-05", "2025-10-01"),
        RosterLine("Bo", 1, "2025-09-05", "2025-09-05"),
    )
    card = roster_card(Roster(lines, 30, more=True), Asked("speakers", offset=10))
    assert text(card) == (
        "**Most quoted**\n-# 11–12 of 30 in the newest articles\n"
        "**\\*Ada\\*** · 12 quotes · 5 Sep 2025 – 1 Oct 2025\n"
        "**Bo** · 1 quote · 5 Sep 2025"
    )
    assert custom_ids(card) == ["pq?speakers?0?", "pq?speakers?20?"]


def test_nobody_newly_quoted() -> None:
    card = roster_card(Roster((), 0), Asked("speakers", {"order": "new"}))
    assert "ask for the most quoted" in text(card)


def test_what_is_not_known_of_a_name_is_left_out() -> None:
    assert text(who_card(ADA, ASKED)) == (
        "### Ada\n-# person\n**3 quotes** · 2 articles · 5 Sep 2025 – 1 Oct 2025"
    )
    bare = replace(ADA, name="", type=None, quotes=0, articles=1, first=None, last="?", more=True)
    assert text(who_card(bare, ASKED)) == (
        "### Unreadable name\n**0 quotes** · 1 article · the newest shared here"
    )
    assert labels(who_card(ADA, ASKED)) == ["All quotes"]
    assert custom_ids(who_card(ADA, ASKED)) == ["pq?quotes?0?speaker==Ada"]
    assert labels(who_card(bare, ASKED)) == []
    assert text(who_card(None, Asked("who", {"name": "=Bo"}))).startswith("I know nobody called Bo")


def test_candidates_are_chosen_from_a_select() -> None:
    asked = Asked("versus", {"a": "kim", "b": "=Bo"}, 4).leaving_open("a")
    kims = [Candidate(number, f"Kim {number}", number) for number in range(12)]
    card = which_card("kim", [*kims, Candidate(12, "Kim", None)], asked)
    head, named = text(card).splitlines()
    assert head == "**Which “kim” do you mean?**"
    assert named.startswith("**Kim 0** (only mentioned), **Kim 1** (1 quote), ")
    [select] = [part for part in components(card) if "options" in part]
    assert select["custom_id"] == "pq?versus?0?a=?b==Bo"
    choices = [(each["label"], each["value"], each["description"]) for each in select["options"]]
    assert choices[1] == ("Kim 1", "=Kim 1", "1 quote")
    assert choices[-1] == ("Kim", "=Kim", "many quotes")


def test_what_has_no_room_and_is_not_kept_has_no_select() -> None:
    asked = Asked("quotes", {"speaker": "=Kim", "about": "long " * 30}).leaving_open("speaker")
    card = did_you_mean_card("=Kim", [Candidate(1, "Kim Jong Un", 1)], asked)
    assert custom_ids(card) == []
    assert text(card).startswith("Nobody called “Kim” is quoted here")


def test_what_two_said_stands_by_turns_the_newer_first() -> None:
    _, *shown = versus(page("2025-09-05", "2025-09-01"), page("2025-10-01", None), about="mill")
    heads = [each.splitlines()[0] for each in shown]
    assert heads == [
        "🟦 ❝ On 2025-10-01 ❞",
        "🟧 ❝ On 2025-09-05 ❞",
        # What has no date goes by its share, of 6 September.
        "🟦 ❝ On None ❞",
        "🟧 ❝ On 2025-09-01 ❞",
    ]


def test_one_who_has_no_more_leaves_the_other_alone() -> None:
    head, *shown = versus(page(more=True), page("2025-10-01", "2025-09-01"))
    assert head == "**Ada and Bo**\n-# 🟧 Ada: 0+ · 🟦 Bo: 2"
    assert [each[0] for each in shown] == ["🟦", "🟦"]


COUNTS = st.lists(st.tuples(st.text(max_size=90) | st.just(WIDE), st.integers(1, 999)), max_size=8)
TEXTS = st.lists(st.text(max_size=90) | st.just(WIDE), max_size=8)


@settings(max_examples=60)
@given(st.lists(HITS, max_size=ROUNDS), st.lists(HITS, max_size=ROUNDS), HOSTILE, HOSTILE)
def test_whatever_two_said_the_card_is_within_the_limits(
    one: list[object], other: list[object], a: str, about: str
) -> None:
    far = "https://news.example/" + "a" * 370
    seen = replace(share().seen, url=far)
    pages = [
        QuotePage(tuple(replace(hit, share=replace(share(), seen=seen)) for hit in hits), 99)
        for hits in (one, other)
    ]
    asked = Asked("versus", {"a": a[:100], "b": WIDE[:100], "about": about[:200]}, 2)
    assert_within_limits(versus_card(*pages, asked))


@given(TEXTS, COUNTS, COUNTS, MAYBE, st.text(max_size=300))
def test_whoever_it_is_the_card_is_within_the_limits(
    aliases: list[str],
    ones: list[tuple[str, int]],
    others: list[tuple[str, int]],
    day: str | None,
    name: str,
) -> None:
    counts = tuple(ones), tuple(others), tuple(ones), tuple(others)
    who = Who(name, day, 10**6, True, 10**6, day, day, tuple(aliases), *counts)
    assert_within_limits(who_card(who, ASKED))
    candidates = [
        Candidate(place, found, count) for place, (found, count) in enumerate((*ones, *others))
    ]
    asked = Asked("who", {"name": ""})
    if candidates:
        assert_within_limits(which_card(name[:100], candidates, asked))
        assert_within_limits(did_you_mean_card(name[:100], candidates, asked))


@given(st.lists(st.text(max_size=300) | st.just(WIDE), max_size=SPEAKERS_A_PAGE), HOSTILE)
def test_whoever_is_quoted_the_card_is_within_the_limits(names: list[str], about: str) -> None:
    lines = tuple(RosterLine(name, 10**6, "2025-09-05", "2025-10-01") for name in names)
    card = roster_card(Roster(lines, 10**6), Asked("speakers", {"about": about[:200]}, 99_990))
    assert_within_limits(card)


def test_where_neither_is_quoted_words_are_only_spoken_of_if_there_were_any() -> None:
    [nobody] = versus(QuotePage((), 0), QuotePage((), 0))
    assert nobody == (
        "Neither Ada nor Bo is quoted here; try other names, or pick them from the suggestions."
    )
    [about] = versus(QuotePage((), 0), QuotePage((), 0), about="mills")
    assert "about “mills” here; try other words, or pick the names" in about
