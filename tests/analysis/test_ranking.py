"""Ranking: the key quote is one that an editor would pull out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.ranking import rank
from bot.domain import Article, Entity, Quote, QuoteKind


def quote(
    article: Article,
    words: str,
    kind: QuoteKind = QuoteKind.DIRECT,
    speakers: tuple[str, ...] = ("Ruth Adeyemi",),
) -> Quote:
    start = article.text.index(words)
    return Quote(kind, content=((start, start + len(words)),), speakers=speakers)


BRIDGE = "The new bridge over the river will bring the two towns together at last"
FERRY = "My uncle once rowed a goat across on a wet Sunday in some old boat"
THANKS = "Thank you all"
ARTICLE = Article(
    text=f"{THANKS}. Talk. {FERRY}. Talk of the bridge. {BRIDGE}. Bridge, river, towns.",
    title="New bridge joins towns across the river",
)
ADEYEMI = Entity("Ruth Adeyemi", "PERSON", salience=0.9)


def first(article: Article, *quotes: Quote) -> str:
    best = min(rank(article, quotes, (ADEYEMI,)), key=lambda ranked: ranked.rank)
    return article.text[slice(*best.content[0])]


def test_what_the_title_speaks_of_beats_an_aside() -> None:
    assert first(ARTICLE, quote(ARTICLE, FERRY), quote(ARTICLE, BRIDGE)) == BRIDGE


def test_thanks_say_nothing() -> None:
    assert first(ARTICLE, quote(ARTICLE, THANKS), quote(ARTICLE, FERRY)) == FERRY


def test_a_named_speaker_beats_nobody() -> None:
    text = (
        "The bridge was late again, we all knew it. The bridge was paid for twice, we all saw it."
    )
    article = Article(text)
    nobody = quote(article, "The bridge was late again, we all knew it", speakers=())
    named = quote(article, "The bridge was paid for twice, we all saw it")
    assert first(article, nobody, named) == "The bridge was paid for twice, we all saw it"


def test_own_words_beat_reported_ones() -> None:
    told = quote(ARTICLE, BRIDGE, kind=QuoteKind.INDIRECT)
    said = quote(ARTICLE, BRIDGE)
    assert [ranked.rank for ranked in rank(ARTICLE, [told, said], ())] == [2, 1]


def test_what_points_back_does_not_stand_alone() -> None:
    article = Article(
        "It was the worst day of our lives here. Today was the worst day of our lives."
        + " Rain fell on the hills." * 40
    )
    back = quote(article, "It was the worst day of our lives here")
    alone = quote(article, "Today was the worst day of our lives")
    assert first(article, back, alone).startswith("Today")


def test_a_repeat_waits_behind_the_rest() -> None:
    article = Article(
        f"{BRIDGE}. {FERRY}. {BRIDGE.replace('at last', 'again')}.", title=ARTICLE.title
    )
    again = quote(article, BRIDGE.replace("at last", "again"))
    ranked = rank(article, [quote(article, BRIDGE), quote(article, FERRY), again], ())
    assert [one.rank for one in ranked] == [1, 2, 3]


def test_nothing_to_rank() -> None:
    assert rank(Article(""), (), ()) == ()


spans = st.tuples(st.integers(0, 80), st.integers(0, 80)).map(lambda s: (min(s), max(s)))


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.lists(spans, max_size=3), st.sampled_from(QuoteKind)), max_size=8),
)
def test_ranks_are_one_to_n_and_quotes_stay_in_text_order(
    text: str, drafts: list[tuple[list[tuple[int, int]], QuoteKind]]
) -> None:
    quotes = [Quote(kind, tuple(sorted(content))) for content, kind in drafts]
    ranked = rank(Article(text), quotes, ())
    assert sorted(one.rank for one in ranked) == list(range(1, len(quotes) + 1))
    starts = [one.content or ((0, 0),) for one in ranked]
    assert starts == sorted(starts)
