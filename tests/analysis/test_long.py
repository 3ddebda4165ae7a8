"""Long texts: read in windows, and nothing is lost where one ends and the next begins."""

import pytest

from bot.analysis import Model, analyse
from bot.analysis.model import EngineName
from bot.domain import Article

PEOPLE = (
    "Ines Calder", "Tomas Brandt", "Mira Oduya", "Walter Boone", "Lena Brandvik", "Hugo Marsh",
    "Agnes Marlowe", "Petr Salok", "Rosa Lind", "Samuel Okoro",
)  # fmt: skip
CUES = ("said", "promised", "wrote")
PLACES = ("harbour", "bridge", "school", "market", "station", "library", "theatre", "mill")
ENGINES: tuple[EngineName, ...] = ("learned", "rules")


def said(number: int) -> str:
    place = PLACES[number % len(PLACES)]
    return f"The {place} will be open again on day {number} of the year."


def sentence(number: int) -> str:
    """A quotation of its own for each number, with more or less before it."""
    rain = "It rained in the valley. " * (number % 5)
    return f"{rain}“{said(number)}” {CUES[number % 3]} {PEOPLE[number % len(PEOPLE)]}."


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("between", [" ", "\n\n"], ids=["one line", "paragraphs"])
def test_no_quote_is_lost_at_a_seam(between: str, engine: EngineName) -> None:
    text = between.join(sentence(number) for number in range(300))
    report = analyse(Article(text), Model(engine=engine))
    by_words = {report.words_of(quote.quoted): quote for quote in report.quotes}
    lost = [number for number in range(300) if said(number) not in " ".join(by_words)]
    assert not lost
    wrong = [
        (words, quote.speaker)
        for words, quote in by_words.items()
        for number in range(300)
        if words == said(number) and quote.speaker not in {PEOPLE[number % len(PEOPLE)], None}
    ]
    assert not wrong


@pytest.mark.parametrize("engine", ENGINES)
def test_a_long_text_is_read_like_its_parts(engine: EngineName) -> None:
    parts = ["\n\n".join(sentence(n) for n in range(k, k + 10)) for k in range(0, 60, 10)]
    alone = sum(len(analyse(Article(part), Model(engine=engine)).quotes) for part in parts)
    whole = analyse(Article("\n\n".join(parts)), Model(engine=engine)).quotes
    assert len(whole) == alone == 60
