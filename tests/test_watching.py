"""What a server's settings mean in a place."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import CardChoices, GuildSettings
from bot.watching import (
    CARD_DEFAULTS,
    OPT_IN_OVER,
    Place,
    Verdict,
    Why,
    Writer,
    card_choices,
    card_reasons,
    choosing,
    decide,
    language_is_wanted,
    place_verdict,
    site_is_wanted,
    watching,
    without_places,
)

SERVER, CATEGORY, CHANNEL, THREAD = 1, 2, 3, 4
HERE = Place(SERVER, CHANNEL, CATEGORY, THREAD, members=50)
SOMEONE = Writer(9, frozenset({90, 91}))

ids = st.integers(1, 6)
id_sets = st.frozensets(ids, max_size=6)
words = st.fixed_dictionaries(
    {},
    optional={
        "size": st.sampled_from(["full", "compact", "reaction"]),
        "place": st.sampled_from(["reply", "thread", "request"]),
        "silent": st.booleans(),
        "suppress_embed": st.booleans(),
        "thumbnail": st.booleans(),
        "quotes": st.integers(1, 6),
        "reposts": st.booleans(),
    },
)
sites = st.frozensets(st.sampled_from(["a.example", "b.a.example", "example", "c.test"]))
settings = st.builds(
    GuildSettings,
    watch_all=st.none() | st.booleans(),
    watched=id_sets,
    unwatched=id_sets,
    ignored_roles=id_sets,
    ignored_members=id_sets,
    allowed_sites=sites,
    denied_sites=sites,
    bots=st.none() | st.booleans(),
    languages=st.frozensets(st.sampled_from(["en", "de"])),
    keep_days=st.none() | st.integers(1, 36_500),
    cards=st.dictionaries(ids, words.filter(bool), max_size=4),
)
places = st.builds(
    Place, st.just(SERVER), ids, st.none() | ids, st.none() | ids, st.integers(0, 1_000)
)
writers = st.builds(Writer, ids, id_sets, st.booleans())


@pytest.mark.parametrize(
    ("decided", "members", "verdict"),
    [
        (GuildSettings(), OPT_IN_OVER, Verdict(True, Why.DEFAULT)),
        (GuildSettings(), OPT_IN_OVER + 1, Verdict(False, Why.DEFAULT)),
        (GuildSettings(watch_all=True), 5_000, Verdict(True, Why.SERVER)),
        (GuildSettings(watch_all=False), 5, Verdict(False, Why.SERVER)),
        (GuildSettings(watched=frozenset({CATEGORY})), 5_000, Verdict(True, Why.CATEGORY)),
        (GuildSettings(unwatched=frozenset({CATEGORY})), 5, Verdict(False, Why.CATEGORY)),
        (GuildSettings(unwatched=frozenset({THREAD})), 5, Verdict(False, Why.THREAD)),
    ],
)
def test_the_nearest_word_about_a_place_counts(
    decided: GuildSettings, members: int, verdict: Verdict
) -> None:
    assert place_verdict(decided, replace(HERE, members=members)) == verdict


def test_a_channel_may_differ_from_its_category() -> None:
    decided = GuildSettings(unwatched=frozenset({CATEGORY}), watched=frozenset({CHANNEL}))
    assert place_verdict(decided, HERE) == Verdict(True, Why.CHANNEL)
    assert place_verdict(decided, Place(SERVER, 8, CATEGORY)) == Verdict(False, Why.CATEGORY)


@pytest.mark.parametrize(
    ("decided", "writer", "verdict"),
    [
        (GuildSettings(ignored_roles=frozenset({91})), SOMEONE, Verdict(False, Why.ROLE)),
        (GuildSettings(ignored_members=frozenset({9})), SOMEONE, Verdict(False, Why.MEMBER)),
        (GuildSettings(ignored_roles=frozenset({92})), SOMEONE, Verdict(True, Why.DEFAULT)),
        (GuildSettings(), Writer(9, bot=True), Verdict(False, Why.BOT)),
        (GuildSettings(bots=True), Writer(9, bot=True), Verdict(True, Why.DEFAULT)),
    ],
)
def test_people_roles_and_bots_can_be_passed_over(
    decided: GuildSettings, writer: Writer, verdict: Verdict
) -> None:
    assert decide(decided, HERE, writer) == verdict


def test_a_servers_word_on_bots_goes_before_the_operators() -> None:
    robot = Writer(9, bot=True)
    assert decide(GuildSettings(), HERE, robot, read_bots=True).watched
    assert not decide(GuildSettings(bots=False), HERE, robot, read_bots=True).watched


@pytest.mark.parametrize(
    ("host", "wanted"),
    [("news.example", True), ("live.news.example", True), ("badnews.example", False)],
)
def test_an_allowed_site_stands_for_all_below_it(host: str, wanted: bool) -> None:
    assert site_is_wanted(GuildSettings(allowed_sites=frozenset({"news.example"})), host) is wanted


def test_a_denied_site_is_denied_though_one_above_it_is_allowed() -> None:
    decided = GuildSettings(
        allowed_sites=frozenset({"news.example"}), denied_sites=frozenset({"live.news.example"})
    )
    assert site_is_wanted(decided, "news.example")
    assert not site_is_wanted(decided, "a.LIVE.news.example.")


def test_languages_are_all_answered_until_some_are_named() -> None:
    assert language_is_wanted(GuildSettings(), "fr")
    assert not language_is_wanted(GuildSettings(languages=frozenset({"en"})), "fr")


def test_a_choice_of_the_card_is_the_nearest_and_says_whose_it_is() -> None:
    decided = GuildSettings(
        cards={
            SERVER: {"quotes": 2, "silent": True},
            CATEGORY: {"quotes": 3},
            THREAD: {"quotes": 1},
        }
    )
    reasons = dict(card_reasons(decided, HERE))
    assert reasons["quotes"] == (1, Why.THREAD)
    assert reasons["silent"] == (True, Why.SERVER)
    assert reasons["size"] == ("full", Why.DEFAULT)
    assert card_choices(decided, Place(SERVER, 8, CATEGORY)) == CardChoices(quotes=3, silent=True)


@given(settings, places, writers, st.booleans())
def test_a_verdict_names_what_decided_it(
    decided: GuildSettings, place: Place, writer: Writer, read_bots: bool
) -> None:
    verdict = decide(decided, place, writer, read_bots=read_bots)
    if verdict.why in {Why.MEMBER, Why.ROLE, Why.BOT}:
        assert not verdict.watched
        nobody = replace(decided, ignored_members=frozenset(), ignored_roles=frozenset(), bots=True)
        assert decide(nobody, place, writer) == place_verdict(decided, place)
        return
    assert verdict == place_verdict(decided, place)
    about = {why: id_ for id_, why in place.levels}
    if verdict.why in about:
        lists = {True: decided.watched - decided.unwatched, False: decided.unwatched}
        assert about[verdict.why] in lists[verdict.watched]
    else:
        named = decided.watched | decided.unwatched
        assert not named & set(about.values())


@given(settings, places, st.none() | st.booleans())
def test_a_word_about_a_channel_holds_there_and_nowhere_else(
    decided: GuildSettings, place: Place, word: bool | None
) -> None:
    after = watching(decided, place.channel_id, word)
    channel = Place(place.guild_id, place.channel_id)
    if word is not None:
        assert place_verdict(after, channel) == Verdict(word, Why.CHANNEL)
    else:
        assert place_verdict(after, channel).why in {Why.SERVER, Why.DEFAULT}
    elsewhere = Place(place.guild_id, 99)
    assert place_verdict(after, elsewhere) == place_verdict(decided, elsewhere)


@given(settings, places)
def test_choices_are_whole_whatever_was_decided(decided: GuildSettings, place: Place) -> None:
    choices = asdict(card_choices(decided, place))
    assert choices.keys() == CARD_DEFAULTS.keys()
    for key, (value, why) in card_reasons(decided, place):
        assert choices[key] == value
        if why is Why.DEFAULT:
            assert value == CARD_DEFAULTS[key]


@given(settings, places, st.sampled_from(["quotes", "silent"]))
def test_a_choice_can_be_taken_back(decided: GuildSettings, place: Place, key: str) -> None:
    made = choosing(decided, place.channel_id, key, CARD_DEFAULTS[key])
    assert made.cards[place.channel_id][key] == CARD_DEFAULTS[key]
    taken_back = choosing(made, place.channel_id, key, None)
    assert key not in taken_back.cards.get(place.channel_id, {})
    assert all(taken_back.cards.values())


@given(settings, id_sets)
def test_nothing_is_kept_about_channels_that_are_gone(
    decided: GuildSettings, gone: frozenset[int]
) -> None:
    after = without_places(decided, gone)
    assert not (after.watched | after.unwatched | after.cards.keys()) & gone
