"""What is an article's, by two readings of a page that differ."""

from hypothesis import given
from hypothesis import strategies as st

from bot.articles.consensus import consensus
from bot.articles.tree import Line
from tests.articles.paper import SENTENCES

LONG = (
    "The engineers have until the spring tide to fit the new hinges, and nobody in the town, "
    "least of all the engineers, believes that they will be done by then."
)
OTHER = (
    "Gullhaven Weekly has told the people of the harbor about their harbor since the year in "
    "which the first gate was hung, and hopes to go on telling them."
)
LINES = st.lists(st.sampled_from((*SENTENCES, LONG, OTHER, "Gates", "“No,” he said.")))


def merged(first: list[str], second: list[str]) -> list[str]:
    return consensus([Line(text) for text in first], [Line(text) for text in second])


def test_where_both_agree_there_is_nothing_to_choose() -> None:
    assert merged([*SENTENCES], [*SENTENCES]) == [*SENTENCES]


def test_one_reading_is_as_good_as_none_better() -> None:
    assert merged([*SENTENCES], []) == [*SENTENCES]
    assert merged([], [*SENTENCES]) == [*SENTENCES]
    assert merged([], []) == []


def test_what_stands_between_lines_of_both_stays() -> None:
    assert merged([SENTENCES[0], "Gates", *SENTENCES[1:]], [*SENTENCES]) == [
        SENTENCES[0],
        "Gates",
        *SENTENCES[1:],
    ]


def test_headings_before_and_paragraphs_after_the_lines_of_both_go() -> None:
    standfirst = Line(LONG, heading=True)
    article = [Line(text) for text in SENTENCES * 3]
    first = [Line("Gullhaven"), standfirst, *article, Line(OTHER)]
    assert consensus(first, article) == [*SENTENCES] * 3


def test_a_first_paragraph_that_only_one_has_stays() -> None:
    assert merged([LONG, *SENTENCES], [*SENTENCES]) == [LONG, *SENTENCES]


def test_the_rest_stays_if_it_is_a_large_part() -> None:
    rest = [LONG, *SENTENCES[1:]]
    assert merged([SENTENCES[0], *rest], [SENTENCES[0]]) == [SENTENCES[0], *rest]


def test_prose_that_only_the_second_has_comes_in_at_its_place() -> None:
    more = [LONG, "“No,” he said.", OTHER]
    second = [*SENTENCES[:3], "Share this", *more, "More tides", SENTENCES[3]]
    assert merged([*SENTENCES], second) == [*SENTENCES[:3], *more, SENTENCES[3]]


def test_readings_of_two_places_are_not_mixed() -> None:
    assert merged([*SENTENCES], [LONG, OTHER]) == [*SENTENCES]


def test_a_whole_page_in_one_line_gives_way_to_the_article_in_it() -> None:
    page = " ".join(["Home News Sport Tides Shop"] * 40 + [*SENTENCES])
    assert merged([page], [*SENTENCES]) == [*SENTENCES]


@given(LINES, LINES)
def test_nothing_is_made_up_and_what_both_say_stays(first: list[str], second: list[str]) -> None:
    result = merged(first, second)
    assert set(result) <= {*first, *second}
    if first == second:
        assert result == first
