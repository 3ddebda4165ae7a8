"""A name that several people have is asked back, one that nobody has finds the nearest."""

from typing import Any

import discord
import pytest
import simcord

from tests.cogs.newsroom import MILL, Newsroom, content, told

KOREA = "https://valley.example/korea"
KIMS = told(
    "Three Kims",
    *(("Kim Jong Un", f"Line {place}.") for place in range(7)),
    ("Kim Yo Jong", "A short word."),
    ("Kim Yo Jong", "Another word."),
    ("Kim Kardashian", "Hello, all."),
    ("Kim", "Just me."),
    url=KOREA,
)


@pytest.fixture(autouse=True)
def korea(newsroom: Newsroom) -> None:
    newsroom.pages.reports[KOREA] = KIMS


def select_of(message: Any) -> dict[str, Any]:
    """The select on a card."""
    found: list[dict[str, Any]] = []

    def walk(part: Any) -> None:
        data = part if isinstance(part, dict) else part.to_dict()
        if data.get("type") == discord.ComponentType.string_select.value:
            found.append(data)
        for child in data.get("components", []):
            walk(child)

    for part in message.components:
        walk(part)
    return found[0] if found else {}


def options(message: Any) -> list[str]:
    return [
        f"{option['label']}: {option.get('description', '')}"
        for option in select_of(message).get("options", [])
    ]


async def ask(
    newsroom: Newsroom, command: str = "quotes", **options: str
) -> simcord.ResponseMessage:
    result = await newsroom.bob.slash(newsroom.news, command, **options)
    assert result.response
    assert result.response.ephemeral
    return result.response


async def test_a_name_of_several_is_asked_back_also_after_a_restart(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    back = await ask(newsroom, speaker="Kim", about="line OR word")
    assert content(back) == (
        "**Which “Kim” do you mean?**\n"
        "**Kim Jong Un** (7 quotes), **Kim Yo Jong** (2 quotes), **Kim** (1 quote), "
        "**Kim Kardashian** (1 quote)"
    )
    assert options(back)[:2] == ["Kim Jong Un: 7 quotes", "Kim Yo Jong: 2 quotes"]
    await newsroom.restart()
    await newsroom.bob.select(newsroom.latest(back), ["=Kim Jong Un"])
    answer = newsroom.latest(back)
    assert "**Quotes by Kim Jong Un about “line OR word”**\n-# 1–5 of 7" in content(answer)
    await newsroom.bob.click(answer, label="›")
    assert "6–7 of 7" in content(newsroom.latest(back))
    assert "word" not in content(newsroom.latest(back)).partition("\n")[2]


async def test_whoever_is_called_so_and_nothing_else_can_be_chosen(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    back = await ask(newsroom, speaker="Kim")
    await newsroom.bob.select(back, ["=Kim"])
    assert "**Quotes by Kim**\n-# 1 of 1" in content(newsroom.latest(back))
    picked = await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "Kim")
    values = [choice["value"] for choice in picked]
    assert set(values) == {"Kim Jong Un", "Kim Yo Jong", "Kim Kardashian", "=Kim"}
    for value in values:
        words = content(await ask(newsroom, speaker=value))
        assert words.startswith(f"**Quotes by {value.removeprefix('=')}**")


async def test_only_who_may_be_seen_is_asked_back(newsroom: Newsroom) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: hidden})
    await newsroom.alice.send(board, KOREA)
    assert content(await ask(newsroom, speaker="Kim")).startswith("No quotes by Kim here")
    assert content(await ask(newsroom, speaker="Kardashain")).startswith("No quotes by")
    assert content(await ask(newsroom, "search", words="Helo")).startswith("Nothing with")
    only = told("One Kim", ("Kim Yo Jong", "Here I am."), url=MILL)
    newsroom.pages.reports[MILL] = only
    await newsroom.alice.send(newsroom.news, MILL)
    words = content(await ask(newsroom, speaker="Kim"))
    assert words.startswith("**Quotes by Kim Yo Jong**\n-# 1 of 1")


async def test_a_choice_shows_nothing_of_a_channel_closed_meanwhile(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, KOREA)
    back = await ask(newsroom, speaker="Kim")
    channel = newsroom.env.bot.get_channel(board.id)
    assert isinstance(channel, discord.TextChannel)
    closed = discord.PermissionOverwrite(view_channel=False)
    await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    await newsroom.bob.select(back, ["=Kim Jong Un"])
    assert content(newsroom.latest(back)).startswith("No quotes by Kim Jong Un here")


async def test_a_slip_of_the_pen_is_offered_the_nearest_name(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    back = await ask(newsroom, speaker="Kardashain")
    assert content(back) == (
        "Nobody called “Kardashain” is quoted here; did you mean one of these?"
    )
    assert options(back) == ["Kim Kardashian: 1 quote"]
    await newsroom.bob.select(back, ["=Kim Kardashian"])
    assert "Hello, all." in content(newsroom.latest(back))


async def test_a_long_question_is_asked_back_also_after_a_restart(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    about = "line OR " + " OR ".join(f"word{number}" for number in range(15))
    back = await ask(newsroom, speaker="Kim", about=about)
    assert "#" in select_of(back)["custom_id"]
    await newsroom.restart()
    await newsroom.bob.select(newsroom.latest(back), ["=Kim Jong Un"])
    assert "**Quotes by Kim Jong Un about “line OR" in content(newsroom.latest(back))
    await newsroom.restart()
    await newsroom.bob.click(newsroom.latest(back), label="›")
    assert "6–7 of 7" in content(newsroom.latest(back))


async def test_the_sign_that_asks_for_one_alone_is_not_shown(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    for command, option in (("quotes", "speaker"), ("who", "name"), ("timeline", "speaker")):
        for typed in ("=Kim", "=Kardashain", "=Zebediah"):
            assert "=" not in content(await ask(newsroom, command, **{option: typed})), command


@pytest.mark.parametrize("typed", ["Kim Jong-un", "Jong Un", "kim jong un"])
async def test_a_search_for_a_name_leads_to_its_bearer(newsroom: Newsroom, typed: str) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    found = await ask(newsroom, "search", words=typed)
    assert options(found) == ["Kim Jong Un: 7 quotes"]
    await newsroom.bob.select(found, ["=Kim Jong Un"])
    assert "**Quotes by Kim Jong Un**\n-# 1–5 of 7" in content(newsroom.latest(found))


async def test_a_search_beside_the_mark_is_offered_other_words(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, KOREA)
    back = await ask(newsroom, "search", words="anothr")
    assert content(back) == "Nothing with “anothr” here; did you mean one of these?"
    assert options(back) == ["another: "]
    await newsroom.bob.select(back, ["another"])
    assert "**Another** word." in content(newsroom.latest(back))
    back = await ask(newsroom, "search", words="Kardashain")
    assert options(back) == ["Kim Kardashian: 1 quote"]
    assert "DPRK" in content(await ask(newsroom, "search", words="DPRK leader"))
    assert not select_of(await ask(newsroom, "search", words="DPRK leader"))
