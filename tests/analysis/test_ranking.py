"""Ranking: the key quote is one that an editor would pull out."""

from dataclasses import replace
from time import process_time

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
    text=f"A new bridge over the river was opened in the rain. {THANKS}. Talk. {FERRY}."
    f" Talk of the bridge. {BRIDGE}. Bridge, river, towns.",
    title="New bridge joins towns across the river",
)
ADEYEMI = Entity("Ruth Adeyemi", "PERSON", salience=0.9)


def first(article: Article, *quotes: Quote, entities: tuple[Entity, ...] = (ADEYEMI,)) -> str:
    best = min(rank(article, quotes, entities), key=lambda ranked: ranked.rank)
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


def test_more_of_ones_own_words_is_better() -> None:
    article = Article(
        "that the ferry is “a slow boat to nowhere”. that the “ferry” is a slow boat."
    )
    whole = quote(article, "that the ferry is “a slow boat to nowhere”", QuoteKind.MIXED)
    word = quote(article, "that the “ferry” is a slow boat", QuoteKind.MIXED)
    marked = [
        replace(whole, quoted=((19, 41),)),
        replace(word, quoted=((whole.content[0][1] + 12, whole.content[0][1] + 17),)),
    ]
    assert first(article, *marked) == "that the ferry is “a slow boat to nowhere”"


def test_the_main_person_beats_a_passer_by_who_says_the_same() -> None:
    words = "The harbour must open again before the winter"
    other = "Gulls have eaten all of my chips"
    article = Article(f"Ruth Adeyemi spoke. {other}. {words}. {words} comes.")
    at = article.text.rindex(words)
    passer_by = quote(article, words, speakers=("Joe Bloggs",))
    main = replace(quote(article, words), content=((at, at + len(words)),))
    people = (ADEYEMI, Entity("Joe Bloggs", "PERSON", salience=0.1))
    ranked = rank(article, [quote(article, other, speakers=("Al Oh",)), passer_by, main], people)
    assert [one.rank for one in ranked[1:]] == [3, 1]


def test_a_scrap_says_too_little() -> None:
    article = Article("The bridge. The bridge was late because nobody ordered the steel in time.")
    scrap = quote(article, "The bridge")
    whole = quote(article, "The bridge was late because nobody ordered the steel in time")
    assert first(article, scrap, whole).endswith("in time")


def test_a_set_phrase_waits_even_if_it_comes_first_and_from_the_main_person() -> None:
    phrase = "We have no comment on the bridge at this time"
    finding = "Two of the four cables on the bridge had rusted through"
    article = Article(f"{phrase}. {finding}.", title="Cables on bridge had rusted")
    engineer = quote(article, finding, speakers=("Sam Osei",))
    assert first(article, quote(article, phrase), engineer) == finding


def test_what_points_back_does_not_stand_alone() -> None:
    article = Article(
        "Hills. It was the worst day of our lives here. Today was the worst day of our lives."
        + " Rain fell on the hills." * 40
    )
    opening = quote(article, "Hills")
    back = quote(article, "It was the worst day of our lives here")
    alone = quote(article, "Today was the worst day of our lives")
    assert first(article, opening, back, alone).startswith("Today")


def test_a_repeat_waits_behind_the_rest() -> None:
    article = Article(
        f"{BRIDGE}. {FERRY}. {BRIDGE.replace('at last', 'again')}.", title=ARTICLE.title
    )
    again = quote(article, BRIDGE.replace("at last", "again"))
    ranked = rank(article, [quote(article, BRIDGE), quote(article, FERRY), again], ())
    assert [one.rank for one in ranked] == [1, 2, 3]


def test_the_third_that_says_the_same_goes_behind() -> None:
    said = [
        "The council will pay for the new school roof this year",
        "The new school roof will be paid for by the council",
        "This year the council pays for the school roof",
    ]
    other = "Parents had raised half of the money with cake and raffles"
    article = Article(". ".join([*said, other, ""]), title="Council to pay for school roof")
    ranked = rank(article, [quote(article, words) for words in [*said, other]], (ADEYEMI,))
    assert ranked[3].rank == 2


def test_themes_are_what_the_article_opens_with() -> None:
    theme = "Farmers can't live on the price of milk any more"
    aside = "Horses were my grandfather's whole life on the hill"
    opening = "Milk prices fell again, dairy farmers said. The price of milk hurts farmers. "
    article = Article(f"{opening}{aside}. Rain came. {theme}. " + "Then it rained. " * 20)
    assert first(article, quote(article, aside), quote(article, theme)) == theme


def test_many_quotes_are_ranked_in_time_that_grows_with_their_number() -> None:
    def seconds(number: int) -> float:
        said = [f"Item {at} of the long list was read aloud to the members" for at in range(number)]
        article = Article(". ".join(said))
        step = len(said[0])
        spans = [(article.text.index(one), article.text.index(one) + step) for one in said]
        quotes = [Quote(QuoteKind.DIRECT, (span,), speakers=("Ruth Adeyemi",)) for span in spans]
        begun = process_time()
        rank(article, quotes, (replace(ADEYEMI, mentions=tuple(spans)),))
        return process_time() - begun

    seconds(100)
    assert seconds(3_000) < 30 * max(seconds(300), 0.01)


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
