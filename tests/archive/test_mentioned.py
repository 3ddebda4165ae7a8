"""Who is mentioned but never quoted: found by the name, asked back, merged, split and renamed."""

import pytest

from bot.archive import Archive, NotOneName, QuoteQuery, Who
from bot.domain import Entity, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))
THERE = Scope(SERVER + 1, frozenset({NEWS}))
HIDDEN = Scope(SERVER, frozenset({OTHER_CHANNEL}))
MOD = 7


def person(name: str, *aliases: str) -> Entity:
    return Entity(name, "PERSON", aliases, salience=0.5)


def place(name: str) -> Entity:
    return Entity(name, "GPE", salience=0.5)


async def shared(
    archive: Archive, number: int, *quotes: tuple[str, str], entities: tuple[Entity, ...]
) -> None:
    """An article, shared in two servers."""
    report = said(*quotes, title=f"Title {number}", entities=entities)
    await pasted(archive, report, sighting(f"u{number}"))
    await pasted(archive, report, sighting(f"u{number}", guild_id=SERVER + 1))


async def asked_back(archive: Archive, typed: str, scope: Scope | None = HERE) -> list[str]:
    return [who.name for who in (await archive.who(typed, scope)).candidates]


async def card(archive: Archive, typed: str, scope: Scope | None = HERE) -> Who:
    found = await archive.who(typed, scope)
    assert found.who, found.candidates
    return found.who


async def one(archive: Archive, typed: str, scope: Scope | None = HERE) -> int:
    [who] = await archive.names.anybody(typed, scope)
    return who.identity_id


@pytest.mark.parametrize("typed", ["paris", "Paris", "PARIS", "=Paris"])
async def test_an_exact_name_goes_before_one_that_begins_so(archive: Archive, typed: str) -> None:
    await shared(archive, 1, ("Yes.", "Parisa"), entities=(person("Parisa"), place("Paris")))
    assert (await card(archive, typed)).name == "Paris"
    assert (await card(archive, "parisa")).name == "Parisa"


async def test_what_only_begins_so_is_asked_back(archive: Archive) -> None:
    await shared(archive, 1, ("Yes.", "Parisa"), entities=(person("Parisa"), place("Paris")))
    assert await asked_back(archive, "pari") == ["Paris", "Parisa"]
    assert (await card(archive, "p")).name == "Parisa"  # of one letter too many names begin so


async def test_an_exact_name_comes_first_where_others_hold_it(archive: Archive) -> None:
    await shared(
        archive, 1, ("1", "Paris Hilton"), ("2", "Paris Hilton"), entities=(place("Paris"),)
    )
    assert await asked_back(archive, "paris") == ["Paris", "Paris Hilton"]
    assert (await card(archive, "=Paris")).type == "GPE"
    assert (await card(archive, "paris hilton")).quotes == 2


async def test_a_full_name_of_two_words_is_not_asked_back(archive: Archive) -> None:
    await shared(archive, 1, ("1", "New York Times"), entities=(place("New York"),))
    assert (await card(archive, "new york")).name == "New York"


async def test_a_name_with_two_kinds_is_one_card(archive: Archive) -> None:
    await shared(archive, 1, ("1", "Jordan"), entities=(person("Jordan"), place("Jordan")))
    assert (await card(archive, "jordan")).quotes == 1


async def test_nobody_out_of_scope_is_a_candidate(archive: Archive) -> None:
    report = said(("1", "Bo"), entities=(place("Paris"),))
    await pasted(archive, report, sighting("u1", channel_id=OTHER_CHANNEL))
    await pasted(archive, said(("2", "Parisa"), title="2"), sighting("u2"))
    assert (await card(archive, "paris")).name == "Parisa"
    for typed in ("paris", "=Paris", "par"):
        assert [who.name for who in await archive.names.anybody(typed, THERE)] == []
    assert (await card(archive, "pari", HIDDEN)).name == "Paris"


async def test_two_who_are_only_mentioned_are_merged_in_one_server(archive: Archive) -> None:
    await shared(archive, 1, ("1", "Bo"), entities=(person("Tom Reed"),))
    await shared(archive, 2, ("2", "Bo"), entities=(person("Thomas Reed"),))
    change = await archive.names.merge(
        SERVER, MOD, await one(archive, "Thomas Reed"), await one(archive, "Tom Reed")
    )
    assert (change.name, change.becomes) == ("Thomas Reed", "Tom Reed")
    for typed in ("tom reed", "thomas reed", "=Thomas Reed"):
        who = await card(archive, typed)
        assert (who.name, who.articles, set(who.aliases)) == ("Tom Reed", 2, {"Thomas Reed"})
    assert (await card(archive, "tom reed", THERE)).articles == 1
    assert (await card(archive, "thomas reed", None)).name == "Thomas Reed"
    # The next article with that name follows.
    await shared(archive, 3, ("3", "Bo"), entities=(person("Thomas Reed"),))
    assert (await card(archive, "tom reed")).articles == 3
    await archive.names.undo(SERVER, MOD, change.id)
    assert (await card(archive, "thomas reed")).articles == 2


async def test_whoever_is_only_mentioned_is_merged_with_one_who_is_quoted(
    archive: Archive,
) -> None:
    await shared(archive, 1, ("1", "Bo Lind"), entities=(person("The Miller"),))
    await archive.names.merge(
        SERVER, MOD, await one(archive, "The Miller"), await one(archive, "Bo Lind")
    )
    who = await card(archive, "the miller")
    assert (who.name, who.quotes, who.aliases) == ("Bo Lind", 1, ("The Miller",))
    assert (await archive.quotes(QuoteQuery("the miller", scope=HERE))).total == 1
    assert (await archive.quotes(QuoteQuery("the miller", scope=THERE))).total == 0


async def test_whoever_is_quoted_is_merged_with_one_who_is_only_mentioned(
    archive: Archive,
) -> None:
    await shared(archive, 1, ("1", "The Miller"), entities=(person("Bo Lind"),))
    await archive.names.merge(
        SERVER, MOD, await one(archive, "The Miller"), await one(archive, "Bo Lind")
    )
    for typed in ("bo lind", "the miller"):
        who = await card(archive, typed)
        assert (who.name, who.quotes) == ("Bo Lind", 1)
        assert (await archive.quotes(QuoteQuery(typed, scope=HERE))).total == 1


async def test_a_form_that_is_only_mentioned_is_split_off(archive: Archive) -> None:
    await shared(archive, 1, ("1", "Bo"), entities=(person("George Bush"),))
    await shared(archive, 2, ("2", "Bo"), entities=(person("George W. Bush"),))
    bush = await one(archive, "george bush")
    assert set(await archive.names.forms(bush, HERE)) == {"George Bush", "George W. Bush"}
    assert (await card(archive, "george bush")).articles == 2
    change = await archive.names.split(SERVER, MOD, bush, "George W. Bush")
    assert (await card(archive, "george bush")).articles == 1
    assert (await card(archive, "george w bush")).articles == 1
    assert (await card(archive, "george bush", THERE)).articles == 2
    await archive.names.undo(SERVER, MOD, change.id)
    assert (await card(archive, "george bush")).articles == 2
    with pytest.raises(NotOneName):
        await archive.names.split(SERVER, MOD, bush, "Somebody Else")


async def test_whoever_is_only_mentioned_is_called_otherwise(archive: Archive) -> None:
    await shared(archive, 1, ("1", "Bo"), entities=(place("Kyiv"),))
    change = await archive.names.rename(SERVER, MOD, await one(archive, "kyiv"), "Kiev")
    for typed in ("kyiv", "kiev"):
        who = await card(archive, typed)
        assert (who.name, who.articles) == ("Kiev", 1)
    assert (await archive.who("kiev", THERE)).who is None
    await archive.names.undo(SERVER, MOD, change.id)
    assert (await card(archive, "kyiv")).name == "Kyiv"


async def test_a_decision_outlives_the_last_mention(archive: Archive) -> None:
    seen = sighting("u1")
    report = said(("1", "Bo"), entities=(place("Kyiv"),))
    await pasted(archive, report, seen)
    await archive.names.rename(SERVER, MOD, await one(archive, "kyiv"), "Kiev")
    await archive.forget_message(seen.message_id)
    assert (await archive.who("kyiv", HERE)).who is None
    await pasted(archive, report, sighting("u1"))
    assert (await card(archive, "kyiv")).name == "Kiev"
