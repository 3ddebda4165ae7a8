"""Who may be meant: the candidates in scope, by any of their names, and the nearest of them."""

import pytest

from bot.archive import Archive, QuoteQuery, speakers
from bot.domain import Entity, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))
KIMS = (("Kim Jong Un", 4), ("Kim Yo Jong", 2), ("Kim Kardashian", 1))


@pytest.fixture(params=["few shares", "many shares", "many names"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that holds little, and one that counts as if it held much."""
    if request.param != "few shares":
        monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    if request.param == "many names":
        monkeypatch.setattr(speakers, "_DENSE", 0)
        monkeypatch.setattr(speakers, "_ENOUGH", 1)


async def kims(archive: Archive, **where: int) -> None:
    quotes = [(f"{name} {place}", name) for name, many in KIMS for place in range(many)]
    un = Entity("Kim Jong Un", "PERSON", aliases=("Kim", "Jong Un"))
    await pasted(archive, said(*quotes, entities=(un,)), sighting("a", **where))
    await pasted(archive, said(("Again.", "Kim Jong-un"), title="b"), sighting("b", **where))


async def meant(archive: Archive, typed: str, scope: Scope | None = HERE) -> dict[str, int | None]:
    return {who.name: who.quotes for who in await archive.names.candidates(typed, scope)}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("typed", ["Kim", "kim", "KIM ", "Kí"])
async def test_all_whom_a_name_fits_are_counted(archive: Archive, typed: str) -> None:
    await kims(archive)
    found = await meant(archive, typed)
    assert found == {"Kim Jong Un": 5, "Kim Yo Jong": 2, "Kim Kardashian": 1}
    assert next(iter(found)) == "Kim Jong Un"


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize(
    "typed", ["Kim Jong Un", "kim jong-un", "Jong Un", "jong-un", "=Kim Jong Un", "=kim jong un"]
)
async def test_any_name_finds_all_that_was_said_under_all_names(
    archive: Archive, typed: str
) -> None:
    await kims(archive)
    assert await meant(archive, typed) == {"Kim Jong Un": 5}
    [who] = await archive.names.candidates(typed, HERE)
    assert (await archive.quotes(QuoteQuery(who.exactly, scope=HERE))).total == 5
    assert (await archive.quotes(QuoteQuery(typed, scope=HERE))).total == 5


@pytest.mark.parametrize("typed", ["DPRK leader", "Kim Un Kardashian", "", "  ", "=", "=Kim", "!"])
async def test_what_is_no_name_of_anybody_finds_nobody(archive: Archive, typed: str) -> None:
    await kims(archive)
    assert await meant(archive, typed) == {}


async def test_a_full_name_is_not_asked_back_though_others_hold_it(archive: Archive) -> None:
    await pasted(
        archive, said(("1", "Ana Ruiz"), ("2", "Ana Ruiz Foundation"), ("3", "Ana")), sighting()
    )
    assert await meant(archive, "ana ruiz") == {"Ana Ruiz": 1}
    assert set(await meant(archive, "Ana")) == {"Ana Ruiz", "Ana Ruiz Foundation", "Ana"}
    assert await meant(archive, "=Ana") == {"Ana": 1}
    assert (await archive.quotes(QuoteQuery("=Ana"))).total == 1


async def test_a_name_that_was_cut_is_found_by_its_beginning(archive: Archive) -> None:
    name = "The International Association of Extremely Long Names"
    await pasted(archive, said(("1", name), ("2", "The International")), sighting())
    assert await meant(archive, f"={name[:40]}…") == {name: 1}
    assert await meant(archive, f"={name[:40]}") == {}


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize("typed", ["Kim", "K", "=Kim Jong Un", "Kim Jong Un", "Kmi", "Kardashain"])
async def test_nobody_out_of_scope_is_ever_named(archive: Archive, typed: str) -> None:
    await kims(archive, channel_id=OTHER_CHANNEL)
    await kims(archive, guild_id=101)
    await kims(archive, guild_id=None)
    await archive.record(None, "kept", said(("Kept.", "Kim Kardashian")), "rules-1")
    assert await meant(archive, typed) == {}
    assert await archive.names.near(typed, HERE) == []
    [one, *_] = await archive.names.candidates("=Kim Jong Un", None)
    assert await archive.names.forms(one.identity_id, HERE) == []
    assert await archive.names.forms(one.identity_id, None) == ["Kim Jong Un", "Kim Jong-un"]


@pytest.mark.usefixtures("size")
async def test_people_go_by_a_name_that_may_be_seen(archive: Archive) -> None:
    hidden = said(*((str(place), "Joseph R. Biden Jr.") for place in range(5)), title="hidden")
    await pasted(archive, hidden, sighting("hidden", channel_id=OTHER_CHANNEL))
    await pasted(archive, said(("Yes.", "Joseph Biden")), sighting("seen"))
    assert await meant(archive, "biden") == {"Joseph Biden": 1}
    assert [who.name for who in await archive.speakers("", HERE)] == ["Joseph Biden"]


@pytest.mark.usefixtures("size")
@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Kardashain", ["Kim Kardashian"]),
        ("kim jonh un", ["Kim Jong Un"]),
        ("Kimm Kardasian", ["Kim Kardashian"]),
        ("Kmi", ["Kim Jong Un", "Kim Kardashian", "Kim Yo Jong"]),
        ("Xi", []),
        ("Somebody Else", []),
        ("", []),
    ],
)
async def test_a_slip_of_the_pen_finds_the_nearest(
    archive: Archive, typed: str, near: list[str]
) -> None:
    await kims(archive)
    assert sorted(who.name for who in await archive.names.near(typed, HERE)) == near


async def test_a_wrong_word_finds_such_as_were_said_in_scope(archive: Archive) -> None:
    await pasted(archive, said(("The ferries leave at noon.", "Ana Ruiz")), sighting("a"))
    secret = said(("The ferryman sleeps.", "Bo Lind"), title="Secret")
    await pasted(archive, secret, sighting("b", channel_id=OTHER_CHANNEL))
    near = archive.names.near_words
    assert await near("feries noon", HERE) == ["ferries noon"]
    assert await near("ferrymen", HERE) == []
    assert await near("ferrymen", None) == ["ferryman"]
    assert await near("zzzzzz", HERE) == []
    assert await near('-"OR', HERE) == []
    assert await near("feries", Scope(SERVER)) == []
    assert await near("feries", Scope(101, frozenset({NEWS}))) == []
