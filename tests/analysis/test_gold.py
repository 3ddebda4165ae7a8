"""The whole analysis on 76 articles of our own, against gold files written by hand.

The gold was written before the engine and is not bent to it. A wrong name in somebody's mouth is
the worst that can happen: in the first articles there is none, in the ordinary ones one in a
hundred, in the others, which have all that makes a text hard, one in thirty.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.analysis import analyse
from bot.domain import Article, Quote, Report, Spans

GOLD = Path(__file__).parent / "gold"
WRITTEN = tuple(sorted(path.stem for path in GOLD.glob("*.txt")))
FIRST = ("british", "business", "court", "interview", "paper", "science", "sports", "wire")
ORDINARY = (
    *("election", "flood", "museum", "startup", "transit", "vaccine"),
    *("city_council_ballpark", "football_derby", "hospital_maternity", "merger_grocers"),
    *("science_seagrass", "wire_beijing_hanoi", "court_pension_fraud", "film_festival_lighthouse"),
    *("hurricane_residents", "parliament_rail_bill", "tech_teen_app_rules"),
    *("wire_white_house_steel", "canal_verdict", "carmaker_results", "chepauk_test"),
    *("nairobi_summit", "port_strike", "school_closing", "stopgap_bill", "wind_wakes"),
    *("airline_job_cuts", "campus_speech", "court_press_ban", "missing_hikers"),
    *("party_conference", "seoul_tokyo_summit", "space_second_moon", "tennis_final"),
    *("cathedral_spire", "house_hearing_chatbot", "mayor_budget_fight", "nurses_pay_talks"),
    *("obit_conductor", "oil_field_sale", "peru_runoff", "stroke_trial"),
    *("train_derailment_quebec", "transfer_striker"),
)

# For the first articles, for the ordinary ones and for all of them:
WRONG = {FIRST: 0.0, ORDINARY: 0.02, WRITTEN: 0.03}  # of the quotes whose speaker has a name
NAMED_IN_FULL = {FIRST: 0.95, ORDINARY: 0.88, WRITTEN: 0.80}  # of the same
FOUND = {FIRST: 0.95, ORDINARY: 0.97, WRITTEN: 0.95}  # of all quotes but the optional ones


@cache
def gold(name: str) -> list[dict[str, Any]]:
    return json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))["quotes"]


@cache
def text(name: str) -> str:
    return (GOLD / f"{name}.txt").read_text(encoding="utf-8")


@cache
def report(name: str) -> Report:
    return analyse(Article(text(name), title=text(name).split("\n", 1)[0]))


def spans(parts: list[dict[str, Any]]) -> Spans:
    return tuple((part["start"], part["end"]) for part in parts)


def characters(content: Spans) -> set[int]:
    return {at for start, end in content for at in range(start, end)}


def found(name: str, item: dict[str, Any]) -> Quote | None:
    """The quote that shares most with the gold item, if they share a third of what either has."""
    wanted = characters(spans(item["content"]))

    def likeness(quote: Quote) -> float:
        mine = characters(quote.content)
        return len(mine & wanted) / len(mine | wanted)

    best = max(report(name).quotes, key=likeness, default=None)
    return best if best is not None and likeness(best) >= 1 / 3 else None


def speakers(item: dict[str, Any]) -> set[str]:
    """Full names, without the acronym that gold puts in brackets; none for "(unnamed)"."""
    named = (speaker for speaker in item["speaker"] if "(unnamed)" not in speaker)
    return {re.sub(r" \([A-Z]+\)$", "", speaker) for speaker in named}


def optional(item: dict[str, Any]) -> bool:
    return (item["note"] or "").startswith("optional") or item["kind"] == "phrase"


def test_there_are_thirty_articles() -> None:
    assert len(WRITTEN) >= 30


@pytest.mark.parametrize("name", WRITTEN)
def test_gold_offsets_match_their_texts(name: str) -> None:
    for item in gold(name):
        single = [item["speaker_mention"], item["cue"], item["relay_mention"], item["relay_cue"]]
        for part in [*item["content"], *item["quoted"], *filter(None, single)]:
            assert text(name)[part["start"] : part["end"]] == part["text"]


def test_editors_judged_pairs_of_quotes_that_are_there() -> None:
    lines = (GOLD.parent / "judgements.jsonl").read_text(encoding="utf-8").splitlines()
    judged = [json.loads(line) for line in lines]
    assert len(judged) >= 200
    for judgement in judged:
        ids = {item["id"] for item in gold(judgement["article"])}
        assert {judgement["better"], judgement["worse"]} <= ids
        assert judgement["better"] != judgement["worse"]


def needed(articles: Sequence[str]) -> list[tuple[Quote | None, set[str]]]:
    """What was found for each item that a fair reader would not leave out, and who says it."""
    items = ((name, item) for name in articles for item in gold(name) if not optional(item))
    return [(found(name, item), speakers(item)) for name, item in items]


@pytest.mark.parametrize("articles", WRONG, ids=["first", "ordinary", "all"])
def test_hardly_a_wrong_name_in_anybodys_mouth(articles: tuple[str, ...]) -> None:
    named = [(quote, names) for quote, names in needed(articles) if names]
    wrong = [
        (quote.speakers, names)
        for quote, names in named
        if quote and quote.speakers and set(quote.speakers) != names
    ]
    assert len(wrong) <= WRONG[articles] * len(named), wrong


@pytest.mark.parametrize("name", FIRST + ORDINARY)
def test_a_relay_is_the_one_that_gold_has(name: str) -> None:
    for item in gold(name):
        quote = found(name, item)
        if quote is not None and quote.relay is not None:
            assert quote.relay == re.sub(r" \([A-Z]+\)$", "", item["relay"] or "")


@pytest.mark.parametrize("articles", WRONG, ids=["first", "ordinary", "all"])
def test_nearly_all_quotes_are_found_with_their_speakers_in_full(
    articles: tuple[str, ...],
) -> None:
    quotes = needed(articles)
    named = [(quote, names) for quote, names in quotes if names]
    right = [quote for quote, names in named if quote and set(quote.speakers) == names]
    assert sum(quote is not None for quote, _ in quotes) >= FOUND[articles] * len(quotes)
    assert len(right) >= NAMED_IN_FULL[articles] * len(named)
