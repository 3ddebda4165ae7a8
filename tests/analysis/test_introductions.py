"""What an article calls its people, and what is no role of theirs: none is better than wrong."""

from functools import cache

import pytest

from bot.analysis import Model, analyse
from bot.analysis.introductions import LONGEST
from bot.domain import Article

BEHIND = [
    (
        "Jane Roe, the mayor of Halven, said the bridge would open. “It is safe,” Roe said.",
        {"Jane Roe": "the mayor of Halven"},
    ),
    (
        "The treaty was praised by Li Qiang, China's president, on Monday. Li Qiang said so.",
        {"Li Qiang": "China's president"},
    ),
    (
        "Tom Reed, 58, a retired baker from Halven, said he was glad.",
        {"Tom Reed": "a retired baker from Halven"},
    ),
    (
        "“We won,” said Ada Marsh, a lawyer for Tom Reed. The court will sit again.",
        {"Ada Marsh": "a lawyer for Tom Reed"},
    ),
    (
        "The vote was close, said Iris Holt (the council's treasurer), and it was late.",
        {"Iris Holt": "the council's treasurer"},
    ),
]
TITLES = [
    ("President Jane Roe said the bridge would open.", {"Jane Roe": "President"}),
    ("It was Chinese President Li Qiang who called.", {"Li Qiang": "Chinese President"}),
    ("On Monday Mayor Tom Reed said he was glad.", {"Tom Reed": "Mayor"}),
    ("Then Sen. Ada Marsh said that it was late.", {"Ada Marsh": "Senator"}),
    ("Head coach Tom Reed said he was glad.", {"Tom Reed": "head coach"}),
    # what goes on behind the comma is somebody else's
    ("Tom Reed, Mayor Ada Marsh and a clerk said they were glad.", {"Ada Marsh": "Mayor"}),
]
AHEAD = [
    (
        "The council's treasurer, Iris Holt, said the vote was close.",
        {"Iris Holt": "the council's treasurer"},
    ),
]
NONE = [
    # whose relative somebody is, or what they are accused of, is nothing to call them by
    "Ada Marsh, the mayor's wife, said she was glad.",
    "Tom Reed, the suspect, said he was innocent.",
    "Tom Reed, a victim of the flood, said he was glad.",
    "Mr Tom Reed said he was glad. Mrs Ada Marsh said so, too.",
    # what goes on behind the comma is somebody else
    "She met the mayor, Tom Reed, and a clerk.",
    "She thanked Tom Reed, a clerk, and the mayor.",
    # whose they are is told elsewhere
    "Ada Marsh, his lawyer, said she was glad.",
    "Ada Marsh, whose editor was away, said she was glad.",
    # no office at all
    "Ada Marsh, the first of them, said she was glad.",
    "Tom Reed, Monday, said he was glad.",
    "According to the mayor, Tom Reed said he was glad.",
    "In the words of the president, Ada Marsh was glad.",
    # words of somebody else
    "“Tom Reed, the mayor of nowhere, is a fool,” said Ada Marsh.",
    f"Tom Reed, the mayor of {'Upper ' * 12}Halven, said he was glad.",
]


@cache
def roles(text: str) -> dict[str, str]:
    report = analyse(Article(text), Model(engine="rules"))
    return {entity.name: entity.role for entity in report.entities if entity.role}


@pytest.mark.parametrize(("text", "expected"), BEHIND + TITLES + AHEAD)
def test_a_role_is_told_in_the_articles_own_words(text: str, expected: dict[str, str]) -> None:
    assert roles(text) == expected
    for role in expected.values():
        assert len(role) <= LONGEST


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_role_is_not_made_one(text: str) -> None:
    assert roles(text) == {}


def test_the_first_introduction_counts() -> None:
    text = "Jane Roe, the mayor of Halven, came. Former singer Jane Roe, a pilot, said so."
    assert roles(text) == {"Jane Roe": "the mayor of Halven"}


def test_an_office_of_one_that_two_are_said_to_hold_is_nobodys() -> None:
    text = "Jane Roe, the mayor of Halven, came. Tom Reed, the mayor of Halven, left."
    assert roles(text) == {}
