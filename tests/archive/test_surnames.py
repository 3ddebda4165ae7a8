"""A surname alone is somebody's where context leaves no doubt, for who can see what told it."""

import pytest

from bot.archive import Archive, NoSuchChange, QuoteQuery
from bot.archive.context import Context
from bot.domain import Entity, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))
HIDDEN = Scope(SERVER, frozenset({OTHER_CHANNEL}))
BOTH = Scope(SERVER, frozenset({NEWS, OTHER_CHANNEL}))
THERE = Scope(SERVER + 1, frozenset({NEWS}))
KIM = "Kim Jong Un"
SUMMIT = ("Beijing", "Pyongyang", "Xi Jinping", "KCNA", "Kremlin", "Six-Party Talks", "Yongbyon")
ELSEWHERE = ("Los Angeles", "Skims", "Hollywood", "Vogue", "Calabasas", "Met Gala", "Balenciaga")


async def article(
    archive: Archive,
    number: int,
    speaker: str,
    topic: tuple[str, ...] = SUMMIT,
    *,
    channel: int = NEWS,
    guild: int = SERVER,
) -> int:
    names = [Entity(name, "ORG", salience=0.5) for name in topic]
    named = Entity(speaker, "PERSON", salience=0.5)
    report = said((f"Words {number}.", speaker), title=str(number), entities=(named, *names))
    seen = sighting(f"u{number}", channel_id=channel, guild_id=guild)
    return (await pasted(archive, report, seen))[1].article_id


async def words(archive: Archive, speaker: str, scope: Scope = HERE) -> set[str]:
    return {hit.words for hit in (await archive.quotes(QuoteQuery(speaker, scope=scope))).hits}


async def others(archive: Archive, *, guild: int = SERVER, channel: int = NEWS) -> None:
    """Articles about all sorts of things, so that what the summit is about is rare."""
    for number in range(50, 56):
        topic = tuple(f"Thing {number}.{place}" for place in range(6))
        await article(archive, number, f"Ana {number}", topic, guild=guild, channel=channel)


async def test_a_surname_is_taken_for_who_is_known_by_the_same_context(archive: Archive) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    lone = await article(archive, 2, "Kim")
    await archive.names.from_context()
    assert await words(archive, f"={KIM}") == {"Words 1.", "Words 2."}
    assert await words(archive, "=Kim") == set()
    [change] = await archive.names.log(SERVER, scope=HERE)
    assert (change.name, change.becomes, change.article_id) == ("Kim", KIM, lone)
    assert change.author_id is None
    assert set(change.evidence) <= set(SUMMIT)
    assert len(change.evidence) == 5


async def test_what_was_taken_back_is_not_taken_again(archive: Archive) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    await article(archive, 2, "Kim")
    await archive.names.from_context()
    await archive.names.from_context()
    [change] = await archive.names.log(SERVER, scope=HERE)
    await archive.names.undo(SERVER, 7, change.id)
    await article(archive, 2, "Kim")  # read again
    await archive.names.from_context()
    assert await words(archive, f"={KIM}") == {"Words 1."}
    assert await words(archive, "=Kim") == {"Words 2."}
    with pytest.raises(NoSuchChange):
        await archive.names.undo(SERVER, 7, change.id)


async def test_the_next_reading_respects_it(archive: Archive) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    await article(archive, 2, "Kim")
    await archive.names.from_context()
    await article(archive, 2, "Kim")
    assert await words(archive, f"={KIM}") == {"Words 1.", "Words 2."}


async def test_other_context_tells_nothing(archive: Archive) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    await article(archive, 2, "Kim", ELSEWHERE)
    await archive.names.from_context()
    assert await archive.names.log(SERVER, scope=HERE) == []
    assert await words(archive, "=Kim") == {"Words 2."}


@pytest.mark.parametrize("topic", [SUMMIT, (*SUMMIT[:1], *ELSEWHERE[1:])])
async def test_another_of_that_surname_who_fits_a_little_makes_it_doubtful(
    archive: Archive, topic: tuple[str, ...]
) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    await article(archive, 2, "Kim Yo Jong", topic)
    await article(archive, 3, "Kim")
    await archive.names.from_context()
    assert await archive.names.log(SERVER, scope=HERE) == []


async def test_what_people_decided_is_left_alone(archive: Archive) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    lone = await article(archive, 2, "Kim")
    await archive.names.in_article(SERVER, 7, lone, "Kim", "Kim, the cook")
    await archive.names.from_context()
    assert await words(archive, "cook") == {"Words 2."}
    assert len(await archive.names.log(SERVER, scope=HERE)) == 1


async def test_another_server_or_channel_tells_nothing(archive: Archive) -> None:
    for place in ({"guild": SERVER + 1}, {"channel": OTHER_CHANNEL}):
        await others(archive, **place)
        await article(archive, 1, KIM, **place)
    await others(archive)
    await article(archive, 2, "Kim")
    await archive.names.from_context()
    for scope in (HERE, THERE, BOTH):
        assert "Words 2." not in await words(archive, f"={KIM}", scope)
    assert await archive.names.log(SERVER, scope=BOTH) == []


async def test_what_a_channel_told_is_told_to_who_can_see_it(archive: Archive) -> None:
    await others(archive, channel=OTHER_CHANNEL)
    await article(archive, 1, KIM, channel=OTHER_CHANNEL)
    await article(archive, 2, "Kim", channel=OTHER_CHANNEL)
    await article(archive, 2, "Kim")  # also shared where Kim Jong Un never was
    await archive.names.from_context()
    assert await words(archive, "=Kim") == {"Words 2."}
    assert await words(archive, f"={KIM}") == set()
    assert await archive.names.log(SERVER, scope=HERE) == []
    assert await words(archive, f"={KIM}", HIDDEN) == {"Words 1.", "Words 2."}
    assert len(await archive.names.log(SERVER, scope=HIDDEN)) == 1


async def test_it_is_told_no_more_when_the_full_name_has_gone(archive: Archive) -> None:
    await others(archive)
    await article(archive, 1, KIM)
    await article(archive, 2, "Kim")
    await archive.names.from_context()
    share = await archive.share_in("u1", HERE)
    assert share
    await archive.forget_message(share.seen.message_id)
    assert await words(archive, "=Kim") == {"Words 2."}
    assert await words(archive, f"={KIM}") == set()
    assert await archive.names.log(SERVER, scope=HERE) == []


def test_an_article_that_names_a_bearer_in_full_tells_by_itself() -> None:
    names = dict.fromkeys(range(10, 20), 0.5)
    articles = {1: {1: 0.5, **names}, 2: {2: 0.5, 1: 0.5, **names}, 3: {2: 0.5, **names}}
    articles |= {number: {number * 100: 0.5} for number in range(4, 10)}
    context = Context(articles, {1: ("ada", "kim")})
    assert context.whose(2, 2, "kim") is None
    taken = context.whose(3, 2, "kim")
    assert taken
    assert taken.identity_id == 1
    assert Context(articles, {1: ("kim", "20")}).whose(3, 2, "kim") is None
