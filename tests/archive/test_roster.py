"""Who is quoted here, who somebody is, which sites and articles were shared: in scope alone."""

import pytest

from bot.archive import Archive, RosterLine, RosterQuery, SiteCount, roster, who
from bot.domain import Entity, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting
from tests.archive.test_stories import ANA, BO, story

HERE, THERE = (Scope(SERVER, frozenset({channel})) for channel in (NEWS, OTHER_CHANNEL))
NOWHERE = Scope(SERVER)


async def names(archive: Archive, query: RosterQuery) -> list[tuple[str, int]]:
    page = await archive.roster(query)
    assert page.total == len(page.lines)
    return [(line.name, line.quotes) for line in page.lines]


async def fill(archive: Archive) -> None:
    """Ana and Bo here, Ana and Cy there."""
    first = said(("Mill.", "Ana"), ("Ferry.", "Ana"), ("Mill.", "Bo"), title="1")
    await pasted(archive, first, sighting("u1", minutes=1))
    second = said(("Boats.", "Ana"), ("Mills.", "Cy"), title="2", published="2026-04-01")
    await pasted(archive, second, sighting("u2", channel_id=OTHER_CHANNEL, minutes=2))
    third = said(("Ferries.", "Di"), title="3", published=None)
    await pasted(archive, third, sighting("u3", minutes=3))


async def test_the_most_quoted_in_scope(archive: Archive) -> None:
    await fill(archive)
    assert await names(archive, RosterQuery(scope=HERE)) == [("Ana", 2), ("Bo", 1), ("Di", 1)]
    assert await names(archive, RosterQuery(scope=THERE)) == [("Ana", 1), ("Cy", 1)]
    assert await names(archive, RosterQuery()) == [("Ana", 3), ("Bo", 1), ("Cy", 1), ("Di", 1)]
    assert await names(archive, RosterQuery(scope=NOWHERE)) == []
    [ana] = (await archive.roster(RosterQuery(limit=1))).lines
    assert ana == RosterLine("Ana", 3, "2026-03-01", "2026-04-01")


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ("mills", [("Ana", 1), ("Bo", 1)]),
        ("ferry -mill", [("Ana", 1), ("Di", 1)]),
        ("2", []),
        ("3", [("Di", 1)]),
        ("!!", []),
        ("-mill", []),
        (" ", [("Ana", 2), ("Bo", 1), ("Di", 1)]),
    ],
)
async def test_those_who_spoke_of_something(
    archive: Archive, about: str, found: list[tuple[str, int]]
) -> None:
    await fill(archive)
    assert await names(archive, RosterQuery(about, scope=HERE)) == found


async def test_the_newly_quoted_come_by_their_first_share(archive: Archive) -> None:
    await fill(archive)
    await pasted(archive, said(("So.", "Ana"), title="4"), sighting("u4", minutes=4))
    newly = RosterQuery(newly=True, scope=HERE)
    assert [name for name, _ in await names(archive, newly)] == ["Di", "Ana", "Bo"]


async def test_who_was_quoted_before_the_newest_shares_is_not_new(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(archive)
    await pasted(archive, said(("So.", "Ana"), ("Oh.", "Cy"), title="4"), sighting("u4", minutes=4))
    monkeypatch.setattr(roster, "_SHARES", 2)
    page = await archive.roster(RosterQuery(newly=True, scope=HERE))
    # Cy was quoted before, but where the asker may not see it.
    assert [line.name for line in page.lines] == ["Cy", "Di"]
    assert page.more
    most = await archive.roster(RosterQuery(scope=HERE))
    assert [line.name for line in most.lines] == ["Ana", "Cy", "Di"]
    assert most.more


async def test_who_was_quoted_before_by_another_name_is_not_new(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(archive)
    await pasted(archive, said(("So.", "Dina Berg"), title="4"), sighting("u4", minutes=4))
    await pasted(archive, said(("Oh.", "Ed"), title="5"), sighting("u5", minutes=5))
    monkeypatch.setattr(roster, "_SHARES", 2)
    newly = RosterQuery(newly=True, scope=HERE)
    assert [name for name, _ in await names(archive, newly)] == ["Ed", "Dina Berg"]
    one, other = [(await archive.names.candidates(name, HERE))[0] for name in ("=Di", "=Dina Berg")]
    await archive.names.merge(SERVER, None, one.identity_id, other.identity_id)
    assert [name for name, _ in await names(archive, newly)] == ["Ed"]


async def test_pages_of_speakers(archive: Archive) -> None:
    await fill(archive)
    page = await archive.roster(RosterQuery(scope=HERE, limit=2, offset=2))
    assert [line.name for line in page.lines] == ["Di"]
    assert (page.total, page.more) == (3, False)


# ------------------------------------------------------------------------------------ who


def entity(name: str, *aliases: str, kind: str = "PERSON") -> Entity:
    return Entity(name, kind, aliases=aliases, salience=0.5)


async def fill_names(archive: Archive) -> None:
    here = said(
        ("Yes.", "Ana Ruiz"),
        ("Ana Ruiz is right.", "Bo Lind"),
        entities=(entity("Ana Ruiz", "Ruiz"), entity("Bo Lind"), entity("Oslo", kind="GPE")),
    )
    await pasted(archive, here, sighting("u1"))
    there = said(
        ("No.", "Ana Ruiz"),
        ("Never trust Ana Ruiz.", "Cy Odell"),
        title="2",
        published="2026-05-01",
        entities=(entity("Ana Ruiz", "The Shark"), entity("Paris", kind="GPE")),
    )
    await pasted(archive, there, sighting("u2", channel_id=OTHER_CHANNEL))


async def test_what_is_known_of_a_name_in_scope(archive: Archive) -> None:
    await fill_names(archive)
    found = (await archive.who("ana ruiz", HERE)).who
    assert found
    assert (found.name, found.type, found.quotes, found.articles) == ("Ana Ruiz", "PERSON", 1, 1)
    assert (found.first, found.last, found.more) == ("2026-03-01", "2026-03-01", False)
    assert found.aliases == ("Ruiz",)
    assert found.sites == (("The Example", 1),)
    assert found.alongside == (("Bo Lind", 1),)
    assert found.spoken_of_by == (("Bo Lind", 1),)
    assert found.appears_with == (("Bo Lind", 1), ("Oslo", 1))


async def test_what_is_known_of_a_name_everywhere(archive: Archive) -> None:
    await fill_names(archive)
    found = (await archive.who("ana ruiz", None)).who
    assert found
    assert (found.quotes, found.first, found.last) == (2, "2026-03-01", "2026-05-01")
    assert set(found.aliases) == {"Ruiz", "The Shark"}
    assert found.alongside == found.spoken_of_by == (("Bo Lind", 1), ("Cy Odell", 1))


async def test_of_a_name_out_of_scope_nothing_is_known(archive: Archive) -> None:
    await fill_names(archive)
    for name in ("Cy Odell", "Paris", "odell"):
        assert await archive.who(name, HERE) == await archive.who("Nobody", HERE)
    assert (await archive.who("Ana Ruiz", NOWHERE)).who is None


async def test_a_name_that_is_never_quoted_is_known_by_its_articles(archive: Archive) -> None:
    await fill_names(archive)
    found = (await archive.who("oslo", HERE)).who
    assert found
    assert found.name == "Oslo"
    assert (found.type, found.quotes, found.articles) == ("GPE", 0, 1)


async def test_a_name_that_fits_several_is_asked_back(archive: Archive) -> None:
    kims = (("Yes.", "Kim Jong Un"), ("No.", "Kim Jong Un"), ("Ah.", "Kim Yo Jong"))
    await pasted(archive, said(*kims), sighting())
    for typed in ("kim", "Jong", "ki"):
        found = await archive.who(typed, HERE)
        fits = [(one.name, one.quotes) for one in found.candidates]
        assert (found.who, fits) == (None, [("Kim Jong Un", 2), ("Kim Yo Jong", 1)])
        assert (await archive.who(typed, THERE)).candidates == ()
    for typed in ("kim jong-un", "un"):
        found = await archive.who(typed, HERE)
        assert found.who
        assert found.who.name == "Kim Jong Un"


async def test_one_name_in_two_spellings_is_one(archive: Archive) -> None:
    await pasted(archive, said(("Yes.", "Kim Jong Un"), ("No.", "Kim Jong-un")), sighting())
    found = await archive.who("kim", HERE)
    assert found.who
    assert found.who.quotes == 2


async def test_a_whole_name_of_one_word_is_meant_behind_an_equals_sign(archive: Archive) -> None:
    await pasted(archive, said(("Yes.", "Kim"), ("No.", "Kim Jong Un")), sighting())
    assert len((await archive.who("Kim", HERE)).candidates) == 2
    found = await archive.who("=Kim", HERE)
    assert found.who
    assert (found.who.name, found.who.exactly) == ("Kim", "=Kim")


async def test_a_name_is_found_as_it_is_written_here(archive: Archive) -> None:
    here = said(("Yes.", "Bo"), entities=(entity("Oslo", kind="GPE"),))
    await pasted(archive, here, sighting("u1"))
    there = said(("No.", "Cy"), title="2", entities=(entity("oslo", kind="GPE"),))
    await pasted(archive, there, sighting("u2", channel_id=OTHER_CHANNEL))
    for scope, name in ((HERE, "Oslo"), (THERE, "oslo")):
        found = (await archive.who("oslo", scope)).who
        assert found
        assert (found.name, found.articles) == (name, 1)


@pytest.mark.parametrize("typed", ["", "!?", '"', "NOT", "a" * 500])
async def test_no_name_is_an_error(archive: Archive, typed: str) -> None:
    await fill_names(archive)
    found = await archive.who(typed, HERE)
    assert (found.who, found.candidates) == (None, ())


async def test_of_who_is_quoted_often_the_newest_shares_are_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        report = said((f"{number}", "Ana Ruiz"), title=str(number))
        await pasted(archive, report, sighting(f"u{number}", minutes=number))
    monkeypatch.setattr(who, "_SHARES", 2)
    found = (await archive.who("ana ruiz", HERE)).who
    assert found
    assert (found.quotes, found.more) == (2, True)


# ------------------------------------------------------------------------ sites, articles


async def test_sites_are_those_of_the_outlets_shared_here(archive: Archive) -> None:
    await pasted(archive, story(ANA, BO), sighting("courier"))
    await pasted(archive, story(ANA, BO, site="The Herald"), sighting("herald", channel_id=201))
    await pasted(archive, story(BO, seed=5), sighting("courier/2"))
    assert await archive.sites("", HERE) == [SiteCount("The Courier", 2)]
    assert await archive.sites("HERA", THERE) == [SiteCount("The Herald", 1)]
    assert await archive.sites("hera", HERE) == []
    assert await archive.sites("%", HERE) == []


async def test_an_article_is_found_by_a_link_of_its_own_in_scope(archive: Archive) -> None:
    ours, _ = await pasted(archive, story(ANA), sighting("courier"))
    later, _ = await pasted(archive, story(ANA), sighting("courier", minutes=5))
    theirs, _ = await pasted(
        archive, story(ANA, site="The Herald"), sighting("herald", channel_id=OTHER_CHANNEL)
    )
    assert await archive.share_in("courier", HERE) == later
    assert await archive.share_in("herald", THERE) == theirs
    assert await archive.share_in("courier", NOWHERE) is None
    assert await archive.share_in("unknown", HERE) is None
    assert ours.article_id == theirs.article_id
