"""``/settings``: seen, changed, noted, moved, and obeyed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
import pytest
import simcord

from bot.cards import Topic
from bot.domain import CardChoices
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told


@pytest.fixture
def manager(newsroom: Newsroom) -> simcord.MemberActor:
    """Somebody who may manage the server."""
    role = newsroom.guild.create_role("staff", permissions=discord.Permissions(manage_guild=True))
    return newsroom.guild.add_member(newsroom.env.create_user("staff"), roles=[role])


class Screen:
    """The message with the settings, as it is after each press."""

    def __init__(self, newsroom: Newsroom, who: simcord.MemberActor, channel: Any) -> None:
        self._newsroom = newsroom
        self._who = who
        self._channel = channel
        self._message: Any = None
        self.told = ""

    @classmethod
    async def open(
        cls,
        newsroom: Newsroom,
        who: simcord.MemberActor,
        channel: simcord.ChannelHandle | None = None,
    ) -> "Screen":
        screen = cls(newsroom, who, channel or newsroom.news)
        result = await who.slash(screen._channel, "settings")
        assert result.response
        assert result.ephemeral
        screen._message = result.response
        return screen

    @property
    def words(self) -> str:
        return content(self._now)

    @property
    def _now(self) -> Any:
        history = self._channel.history(viewer=self._who)
        [found] = [message for message in history if message.id == self._message.id]
        return found

    def control(self, does: str) -> dict[str, Any]:
        """The control that sets something, as Discord has it."""
        [found] = [part for part in controls(self._now) if part["custom_id"].split(":")[2] == does]
        return found

    async def choose(self, does: str, *values: Any) -> str:
        custom_id = self.control(does)["custom_id"]
        result = await self._who.select(self._now, values, custom_id=custom_id)
        return self._noted(result)

    async def topic(self, topic: Topic) -> None:
        await self.choose("topic", topic.value)

    async def click(self, label: str) -> simcord.InteractionResult:
        result = await self._who.click(self._now, label=label)
        self._noted(result)
        return result

    async def fill(self, label: str, values: dict[str, Any]) -> str:
        """Open a form by its button, fill and send it."""
        shown = await self.click(label)
        assert shown.modal
        return self._noted(await self._who.submit_modal(shown, values))

    def _noted(self, result: simcord.InteractionResult) -> str:
        said = [result.response, *result.followups]
        said = [each for each in said if each and each.id != self._message.id]
        assert all(each.ephemeral for each in said)
        self.told = "\n".join(content(each) or each.content for each in said)
        return self.told


def controls(message: discord.Message) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(parts: Sequence[Any]) -> None:
        for part in parts:
            data = part if isinstance(part, dict) else part.to_dict()
            if "custom_id" in data:
                found.append(data)
            walk(data.get("components", []))

    walk(message.components)
    return found


async def answered(newsroom: Newsroom, channel: simcord.ChannelHandle, url: str = MILL) -> bool:
    """Whether a link that alice pastes is answered."""
    before = len(newsroom.replies(channel))
    await newsroom.alice.send(channel, url)
    return len(newsroom.replies(channel)) > before


async def test_one_message_shows_what_applies_here_and_why(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    words = screen.words
    assert "Links here are read: that is the default in a server of this size." in words
    assert "**Bots and webhooks**: not read · default" in words
    assert "**Languages answered**: all that I can read" in words
    assert "**Size**: the full card · default" in words
    assert "**Quotes on it**: 4 · default" in words
    assert "**What is shared is kept**: until the message goes · default" in words


async def test_only_who_manages_the_server_may_see_and_change(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    with pytest.raises(simcord.SetupError):
        await newsroom.bob.slash(newsroom.news, "settings")
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.CHANNELS)
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    [role] = [role for role in guild.roles if role.name == "staff"]
    await role.edit(permissions=discord.Permissions.none())
    await screen.click("Don't watch it")
    assert screen.told == "Only who may manage this server can change this; please ask them."
    assert await answered(newsroom, newsroom.news)


@pytest.mark.parametrize("topic", list(Topic))
async def test_every_topic_fits_into_a_message(
    newsroom: Newsroom, manager: simcord.MemberActor, topic: Topic
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(topic)
    assert screen.words.startswith("### Settings: ")
    assert not screen.told


async def test_this_channel_can_be_switched_off_and_on(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.CHANNELS)
    await screen.click("Don't watch it")
    assert "Links here are not read: this channel is not watched." in screen.words
    assert not await answered(newsroom, newsroom.news)
    await screen.click("Watch this channel")
    assert "Links here are read: this channel is watched." in screen.words
    assert await answered(newsroom, newsroom.news)
    await screen.click("As the others")
    assert "that is the default" in screen.words


async def test_a_large_server_chooses_its_channels_itself(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    large = newsroom.env.create_guild("The City")
    for number in range(201):
        large.add_member(newsroom.env.create_user(f"m{number}"))
    square, lane = large.create_text_channel("square"), large.create_text_channel("lane")
    role = large.create_role("staff", permissions=discord.Permissions(manage_guild=True))
    chief = large.add_member(newsroom.env.create_user("chief"), roles=[role])
    await newsroom.env.settle()
    guild = newsroom.bot.get_guild(large.id)
    assert guild
    newsroom.bot.decisions._members[large.id] = 202
    await chief.send(square, MILL)
    assert newsroom.replies(square) == []
    screen = await Screen.open(newsroom, chief, square)
    assert "Links here are not read: a server of over 200 members chooses" in screen.words
    await screen.topic(Topic.CHANNELS)
    await screen.choose("watched", square)
    await chief.send(square, BRIDGE)
    await chief.send(lane, BRIDGE)
    assert len(newsroom.replies(square)) == 1
    assert newsroom.replies(lane) == []


async def test_a_category_speaks_for_its_channels_and_threads(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    category = newsroom.guild.create_category("Rooms")
    board = newsroom.guild.create_text_channel("board", category=category)
    screen = await Screen.open(newsroom, manager, board)
    await screen.topic(Topic.CHANNELS)
    await screen.choose("unwatched", category)
    assert "Links here are not read: this category is not watched." in screen.words
    found = newsroom.bot.get_channel(board.id)
    assert isinstance(found, discord.TextChannel)
    await found.create_thread(name="talk", type=discord.ChannelType.public_thread)
    await newsroom.env.settle()
    [thread] = board.threads
    assert not await answered(newsroom, board)
    assert not await answered(newsroom, thread)
    assert await answered(newsroom, newsroom.news)
    await screen.choose("watched", thread)
    assert await answered(newsroom, thread)
    assert not await answered(newsroom, board, BRIDGE)


async def test_roles_and_members_can_be_passed_over(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.PEOPLE)
    await screen.choose("ignored_members", newsroom.alice)
    assert not await answered(newsroom, newsroom.news)
    await newsroom.bob.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
    await screen.choose("ignored_members")
    [mods] = [role for role in newsroom.guild.roles.values() if role.name == "mods"]
    await screen.choose("ignored_roles", mods)
    await newsroom.mod.send(newsroom.news, BRIDGE)
    assert len(newsroom.replies()) == 1
    assert await answered(newsroom, newsroom.news, BRIDGE)


async def test_bots_and_webhooks_are_read_where_the_server_wants_it(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    hook = newsroom.guild.create_webhook(newsroom.news)
    await hook.send(MILL)
    assert newsroom.replies() == []
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.PEOPLE)
    await screen.choose("bots", "true")
    assert "**Bots and webhooks**: read · this server" in screen.words
    await hook.send(BRIDGE)
    assert len(newsroom.replies()) == 1


async def test_sites_can_be_denied_and_allowed(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.SITES)
    said = await screen.fill("Deny sites…", {"sites": "gossip.example, no|site"})
    assert said == "“no\\|site” is no site; write it like news.example."
    assert "**Sites denied**: none" in screen.words
    await screen.fill("Deny sites…", {"sites": "https://valley.example/ gossip.example"})
    assert "**Sites denied**: `gossip.example`, `valley.example`" in screen.words
    assert not await answered(newsroom, newsroom.news)
    await screen.fill("Deny sites…", {"sites": ""})
    assert await answered(newsroom, newsroom.news)
    await screen.fill("Allow sites…", {"sites": "gossip.example"})
    assert not await answered(newsroom, newsroom.news, BRIDGE)


async def test_a_short_link_does_not_lead_around_a_denied_site(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    short = "https://short.example/1"
    newsroom.pages.reports[short] = told("Elsewhere", url="https://www.valley.example/x")
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.SITES)
    await screen.fill("Deny sites…", {"sites": "valley.example"})
    message = await newsroom.alice.send(newsroom.news, short)
    assert newsroom.replies() == []
    assert newsroom.reactions(message) == []
    assert await newsroom.archive.shares_of_message(message.id) == []


async def test_other_languages_are_passed_over_in_silence(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.SITES)
    await newsroom.bot.decisions.change(
        newsroom.guild.id, manager.id, lambda now: replace(now, languages=frozenset({"fr"}))
    )
    message = await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    assert newsroom.reactions(message) == []
    assert await newsroom.archive.shares_of_message(message.id) == []
    await screen.topic(Topic.SITES)
    await screen.choose("languages", "en")
    assert await answered(newsroom, newsroom.news)


async def test_the_card_is_chosen_for_the_server_a_category_or_a_channel(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    category = newsroom.guild.create_category("Rooms")
    board = newsroom.guild.create_text_channel("board", category=category)
    screen = await Screen.open(newsroom, manager, board)
    await screen.topic(Topic.CARD)
    await screen.choose("size", "compact")
    await screen.choose("level", "category")
    await screen.choose("quotes", "2")
    await screen.choose("level", "channel")
    await screen.choose("place", "thread")
    assert "**Size**: one quote and the names · this server" in screen.words
    assert "**Quotes on it**: 2 · this category" in screen.words
    assert "**Where**: a thread on the message · this channel" in screen.words
    decisions, here = newsroom.bot.decisions, newsroom.guild.id
    assert decisions.choices(here, board.id) == CardChoices("compact", "thread", quotes=2)
    assert decisions.choices(here, newsroom.news.id) == CardChoices("compact")
    assert decisions.choices(None, 5) == CardChoices()
    await screen.choose("place", "-")
    assert "**Where**: a reply to the message · default" in screen.words


async def test_manners_and_keeping_are_chosen(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.MANNERS)
    for key in ("silent", "suppress_embed", "thumbnail"):
        await screen.choose(key, "true")
    await screen.choose("reposts", "false")
    wanted = CardChoices(silent=True, suppress_embed=True, thumbnail=True, reposts=False)
    assert newsroom.bot.decisions.choices(newsroom.guild.id, newsroom.news.id) == wanted
    await screen.topic(Topic.KEEPING)
    await screen.choose("keep_days", "30")
    assert "**What is shared is kept**: 30 days · this server" in screen.words


async def test_changes_are_listed_with_who_and_when(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.LOG)
    assert "Nothing has been changed yet." in screen.words
    await screen.topic(Topic.KEEPING)
    for days in ["7", "30"] * 7:
        await screen.choose("keep_days", days)
    await screen.topic(Topic.LOG)
    first = screen.words.splitlines()[1]
    assert f"<@{manager.id}>: **Days kept**: 7 → 30" in first
    assert first.startswith("<t:")
    await screen.click("›")
    assert f"<@{manager.id}>: **Days kept**: default → 7" in screen.words
    assert len(screen.words.splitlines()) == 3


async def test_settings_go_from_one_server_to_another(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.CHANNELS)
    await screen.click("Don't watch it")
    await screen.topic(Topic.OVERVIEW)
    exported = await screen.click("Export")
    assert exported.response
    [file] = exported.response.attachments
    data = await file.read()
    assert json.loads(data)["unwatched"] == [{"id": str(newsroom.news.id), "name": "#news"}]
    other = newsroom.env.create_guild("The Hill")
    news = other.create_text_channel("news")
    role = other.create_role("staff", permissions=discord.Permissions(manage_guild=True))
    chief = other.add_member(newsroom.env.create_user("chief"), roles=[role])
    there = await Screen.open(newsroom, chief, news)
    assert await there.fill("Import…", {"file": ("settings.json", data)}) == ""
    assert "Links here are not read: this channel is not watched." in there.words
    assert newsroom.bot.decisions.settings(other.id).unwatched == {news.id}
    [change] = await newsroom.archive.servers.changes(other.id)
    assert (change.user_id, change.what, change.after) == (chief.id, "unwatched", [str(news.id)])


async def test_what_is_wrong_with_a_file_is_told_and_changes_nothing(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    bad = ("settings.json", b'{"pullquote": 1, "colour": "red"}')
    told = await screen.fill("Import…", {"file": bad})
    assert told == "“colour” is no setting; take it out of the file and import it again."
    elsewhere = ("s.json", b'{"pullquote": 1, "watched": [{"id": "5", "name": "#@everyone"}]}')
    told = await screen.fill("Import…", {"file": elsewhere})
    assert told == "This server has no \\#@\u200beveryone, so I left them out; choose others."
    huge = ("s.json", b" " * 70_000)
    assert await screen.fill("Import…", {"file": huge}) == (
        "That file is too large; choose one that Export has made."
    )
    assert newsroom.bot.decisions.settings(newsroom.guild.id).watched == frozenset()


async def test_every_control_goes_on_working_after_a_restart(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.SITES)
    shown = await screen.click("Deny sites…")
    await newsroom.restart()
    await manager.submit_modal(shown, {"sites": "gossip.example"})
    assert "**Sites denied**: `gossip.example`" in screen.words
    await newsroom.restart()
    await screen.topic(Topic.CHANNELS)
    await screen.click("Don't watch it")
    await newsroom.restart()
    assert not await answered(newsroom, newsroom.news)
    await screen.topic(Topic.CARD)
    await newsroom.restart()
    await screen.choose("quotes", "6")
    assert newsroom.bot.decisions.choices(newsroom.guild.id, newsroom.news.id).quotes == 6


async def test_a_message_costs_no_reading_of_settings(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def read() -> None:
        raise AssertionError("settings were read")

    monkeypatch.setattr(newsroom.archive.servers, "settings", read)
    assert await answered(newsroom, newsroom.news)


async def test_a_list_that_is_full_says_so(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    full = frozenset(range(1, 26))
    await newsroom.bot.decisions.change(
        newsroom.guild.id, manager.id, lambda now: replace(now, unwatched=full)
    )
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.CHANNELS)
    await screen.click("Don't watch it")
    assert screen.told == ("That list holds 25 at most; take one out, or choose a whole category.")


async def test_a_deleted_channel_is_forgotten(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    board = newsroom.guild.create_text_channel("board")
    screen = await Screen.open(newsroom, manager, board)
    await screen.topic(Topic.CHANNELS)
    await screen.click("Don't watch it")
    found = newsroom.bot.get_channel(board.id)
    assert isinstance(found, discord.TextChannel)
    await found.delete()
    await newsroom.env.settle()
    assert newsroom.bot.decisions.settings(newsroom.guild.id).unwatched == frozenset()


async def test_a_link_edited_out_of_a_channel_no_longer_watched_takes_its_card_along(
    newsroom: Newsroom, manager: simcord.MemberActor
) -> None:
    message = await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
    screen = await Screen.open(newsroom, manager)
    await screen.topic(Topic.CHANNELS)
    await screen.click("Don't watch it")
    await newsroom.alice.edit(message, "nothing")
    assert newsroom.replies() == []
