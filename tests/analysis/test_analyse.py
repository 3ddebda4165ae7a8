"""A whole article in, its quotes and names out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.analysis import Model, PipelineMissing, analyse, load
from bot.domain import Article, Quote, QuoteKind, Report

STORY = """Harbour town votes to move its lighthouse

PORT ELLERY (Gull News) – Mayor Ines Calder said on Monday that the lighthouse “cannot stay where \
it is” and that moving it would cost about two million crowns.

“We have lost nine metres of cliff since I was a child,” Calder said. “Nobody can argue with that.”

Her rival, Tomas Brandt, called the plan “a very expensive piece of theatre.” He told reporters \
that he would vote against it.

Calder told Brandt that “the sea does not read party programmes,” the Gull News Agency reported.

A lighthouse stands on a cliff at Port Ellery on Monday. | GULL NEWS
"""


def find(report: Report, words: str) -> Quote:
    (quote,) = [q for q in report.quotes if words in report.words_of(q.content)]
    return quote


@pytest.fixture(scope="module")
def report() -> Report:
    return analyse(Article(STORY, title="Harbour town votes to move its lighthouse"))


def test_a_surname_is_given_in_full(report: Report) -> None:
    quote = find(report, "nine metres of cliff")
    assert quote.speakers == ("Ines Calder",)
    assert quote.speaker_type == "PERSON"
    assert quote.kind is QuoteKind.DIRECT


def test_sentences_around_one_attribution_are_one_quote(report: Report) -> None:
    quote = find(report, "nine metres of cliff")
    assert [report.article.text[slice(*span)] for span in quote.quoted] == [
        "We have lost nine metres of cliff since I was a child,",
        "Nobody can argue with that.",
    ]


def test_a_clause_with_quoted_words_is_mixed(report: Report) -> None:
    quote = find(report, "cannot stay where it is")
    assert quote.kind is QuoteKind.MIXED
    assert report.words_of(quote.content).startswith("that the lighthouse “cannot stay")
    assert quote.speakers == ("Ines Calder",)


def test_a_clause_without_quoted_words_is_indirect(report: Report) -> None:
    quote = find(report, "he would vote against it")
    assert quote.kind is QuoteKind.INDIRECT
    assert report.words_of(quote.mention) == "He"


def test_the_outlet_that_reports_is_the_relay_and_the_one_told_the_addressee(
    report: Report,
) -> None:
    quote = find(report, "the sea does not read")
    assert quote.speakers == ("Ines Calder",)
    assert quote.relay is not None
    assert "Gull News" in quote.relay
    assert quote.addressee == "Tomas Brandt"


def test_a_caption_is_not_quoted(report: Report) -> None:
    assert not [q for q in report.quotes if "stands on a cliff" in report.words_of(q.content)]


def test_quotes_come_by_place_and_are_ranked(report: Report) -> None:
    places = [quote.content for quote in report.quotes]
    assert places == sorted(places)
    assert sorted(quote.rank for quote in report.quotes) == list(range(1, len(places) + 1))


def test_whoever_is_never_named_has_no_speaker() -> None:
    report = analyse(Article("“It was very cold in there,” one visitor said."))
    (quote,) = report.quotes
    assert quote.speakers == ()
    assert report.words_of(quote.mention) == "one visitor"


def test_a_pull_quote_counts_once() -> None:
    text = (
        "“The sea does not read party programmes.”\n\n"
        "“The sea does not read party programmes,” said Ines Calder, the mayor."
    )
    (quote,) = analyse(Article(text)).quotes
    assert quote.speakers == ("Ines Calder",)


@pytest.mark.parametrize("text", ["", "\n\n \n", "“", "”\n“\n”", "according", "said"])
def test_hardly_any_text_has_no_quotes(text: str) -> None:
    assert analyse(Article(text)).quotes == ()


def test_half_a_surrogate_pair_does_not_stop_it() -> None:
    text = "“We are \ud83d ready for it,” said Ines Calder."
    assert len(analyse(Article(text)).quotes) == 1


def test_a_line_without_end_is_read_in_pieces() -> None:
    text = "“We are ready for it,” said Ines Calder, who had waited all day. " * 300
    quotes = analyse(Article(text)).quotes
    assert quotes
    assert all(end <= len(text) for quote in quotes for _, end in quote.content)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(PipelineMissing, match="en_no_such_thing") as error:
        load(Model(pipeline="en_no_such_thing"))
    assert error.value.kind == "pipeline_missing"


def test_loading_twice_is_harmless() -> None:
    load()
    load()


MESSY = st.lists(
    st.one_of(
        st.sampled_from(
            ["“", "”", '"', "‘", "’", "\n\n", " said ", "Mayor Calder", " told ", "that ", ", "]
        ),
        st.text(max_size=8),
    ),
    max_size=25,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(MESSY)
def test_any_text_gives_valid_offsets(text: str) -> None:
    for quote in analyse(Article(text)).quotes:
        for spans in (quote.content, quote.quoted, quote.cue, quote.mention):
            assert list(spans) == sorted(spans)
            assert all(0 <= start < end <= len(text) for start, end in spans)
        for inner_start, inner_end in quote.quoted:
            assert any(start <= inner_start and inner_end <= end for start, end in quote.content)
        assert 0 <= quote.confidence <= 1
