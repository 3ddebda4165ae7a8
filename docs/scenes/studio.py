"""The server in which the pictures are taken, and what its people do there."""

import asyncio
import html
import io
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord
import simcord
from simcord.preview import Preview

from bot.app import Pullquote, open_services
from bot.demo.newsroom import Newsroom, open_newsroom
from bot.demo.samples import SamplePages, load_samples
from bot.domain import GuildSettings, Page, Validators
from bot.settings import Settings
from bot.web import PageSource, open_reader

ARTICLES = json.loads(Path(__file__).with_name("articles.json").read_bytes())
FERRIES, CROWS, GOOSE, BAGPIPES, FOG, PIANOS = (sample.url for sample in load_samples())
TIMETABLE, HARBOR, LETTERS, HALF, SOUP, LIGHT, INSIDE, HOURS, SEALS = (it["url"] for it in ARTICLES)
NOWHERE = "https://the-paper-that-never-was.example/front-page"
#: Of the page: as wide as a card at its full 600 pixels beside the avatar, taller than any card.
WIDTH, HEIGHT = 704, 2400
_READERS = ("odile", "casimir", "petra", "wilf", "thea", "bram", "dolores", "juniper")

Message = discord.Message | simcord.ResponseMessage


@dataclass(frozen=True, slots=True)
class Shot:
    """A message or a form, and who sees it where."""

    target: Message | simcord.InteractionResult
    who: Any
    where: simcord.ChannelHandle


@dataclass
class Studio:
    """The demo's server with a few more rooms and people, and what the scenes leave for others."""

    newsroom: Newsroom
    pages: "Pages"
    editor: simcord.MemberActor
    operator: simcord.MemberActor
    readers: Iterator[simcord.MemberActor]
    kept: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def env(self) -> simcord.Env:
        return self.newsroom.discord

    @property
    def news(self) -> simcord.ChannelHandle:
        return self.newsroom.news

    @property
    def guild(self) -> Any:
        return self.news.guild

    @property
    def mara(self) -> simcord.MemberActor:
        return self.newsroom.members["mara"]

    @property
    def tobin(self) -> simcord.MemberActor:
        return self.newsroom.members["tobin"]

    @property
    def owner(self) -> simcord.MemberActor:
        return simcord.MemberActor(self.env, self.guild, self.guild.owner)

    def preview(self, shot: Shot) -> Preview:
        """The page on which somebody sees what is to be photographed."""
        pictures = {it["image"]: ("light.png", lighthouse()) for it in ARTICLES if "image" in it}
        return self.env.preview(
            shot.where,
            viewers=[shot.who],
            layout="message",
            display="fixed",
            width=WIDTH,
            height=HEIGHT,
            assets=pictures,
            # What the archive notes it dates by the real clock, which goes on meanwhile.
            presentation_time=max(self.env.now(), datetime.now(UTC)),
        )

    def room(self, name: str, **rules: bool) -> simcord.ChannelHandle:
        """A channel; what the rules say holds for the bot alone."""
        ours = {self.env.bot.user: discord.PermissionOverwrite(**rules)} if rules else {}
        return self.guild.create_text_channel(name, overwrites=ours)

    async def deny(self, room: simcord.ChannelHandle, **rules: bool) -> None:
        """Take permissions from the bot in a channel."""
        channel: Any = self.env.bot.get_channel(room.id)
        denied = discord.PermissionOverwrite(**rules)
        await channel.set_permissions(channel.guild.me, overwrite=denied)
        await self.env.settle()

    async def decide(self, **changes: Any) -> None:
        """Change the server's settings, as its editor."""
        cog: Any = self.env.bot.get_cog("Settings")

        def edit(settings: GuildSettings) -> GuildSettings:
            return replace(settings, **changes)

        await cog.decisions.change(self.guild.id, self.editor.id, edit)

    async def carded(self, name: str, **choices: str | int | bool) -> simcord.ChannelHandle:
        """A channel whose cards are to be so."""
        room = self.room(name)
        cog: Any = self.env.bot.get_cog("Settings")
        await self.decide(cards={**cog.decisions.settings(self.guild.id).cards, room.id: choices})
        return room

    async def pasted(
        self, link: str, room: simcord.ChannelHandle | None = None, words: str = "{}"
    ) -> discord.Message:
        """The bot's answer to a link that mara pastes."""
        await self.mara.send(room or self.news, words.format(link))
        return self.last(room)

    def last(self, room: simcord.ChannelHandle | None = None) -> discord.Message:
        return (room or self.news).history()[-1]

    async def asked(
        self,
        command: str,
        who: simcord.MemberActor | None = None,
        where: simcord.ChannelHandle | None = None,
        **options: Any,
    ) -> Shot:
        """The answer to a command, for the eyes of whoever asked."""
        who, where = who or next(self.readers), where or self.news
        return Shot(answer(await who.slash(where, command, **options)), who, where)

    async def pressed(self, shot: Shot, label: str) -> Shot:
        """What whoever sees a message gets to see by one of its buttons."""
        result = await shot.who.click(shot.target, label=label)
        return replace(shot, target=result if result.modal else answer(result))

    async def chosen(self, shot: Shot, option: str, where: str = "") -> Shot:
        """What they get to see by choosing the first option that says so, in the first select."""
        custom_id, value = next(found(shot.target, option, where))
        result = await shot.who.select(shot.target, [value], custom_id=custom_id)
        return replace(shot, target=result if result.modal else answer(result))


def answer(result: simcord.InteractionResult) -> Any:
    """The last message that an interaction was answered with; a form is the result itself."""
    messages = [it for it in (result.response, *result.followups) if it]
    return messages[-1] if messages else result


def found(message: Any, option: str, where: str) -> Iterator[tuple[str, str]]:
    """The ids of the selects in a message that have such an option, and its value in each."""

    def walk(part: Any) -> Iterator[tuple[str, str]]:
        data = part if isinstance(part, dict) else part.to_dict()
        for offered in data.get("options", []):
            if option in offered["label"] and where in data["custom_id"]:
                yield data["custom_id"], offered["value"]
        for child in data.get("components", []):
            yield from walk(child)

    for part in message.components:
        yield from walk(part)


class Pages:
    """Our further articles, then the demo's samples, then the web."""

    def __init__(self, others: PageSource) -> None:
        self._others = others
        #: Answers only when it is let go on; what else happens does not wait for it.
        self.slow: str | None = None
        self.goes_on = asyncio.Event()
        self.wait: Callable[..., Awaitable[object]]

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        """The page at a link; raises PullquoteError if there is none."""
        if url == self.slow:
            await self.wait(self.goes_on.wait(), reason="a slow site")
        told = next((it for it in ARTICLES if it["url"] == url), None)
        if told is None:
            return await self._others.fetch(url, held)
        return Page(url, 200, {"content-type": "text/html; charset=utf-8"}, page(told).encode())


def page(told: dict[str, Any]) -> str:
    """An article as a site would have it."""
    linked = {
        "@type": "NewsArticle",
        "@context": "https://schema.org",
        "headline": told["title"],
        "datePublished": told["date"],
        "author": {"@type": "Person", "name": told["author"]},
        "isAccessibleForFree": not told.get("paywalled"),
    }
    image = f'<meta property="og:image" content="{told["image"]}">' if "image" in told else ""
    wall = '<div class="paywall"><p>Subscribe to continue reading.</p></div>'
    text = "".join(f"<p>{html.escape(words)}</p>" for words in told["paragraphs"])
    return (
        f'<!doctype html><html lang="en"><head><title>{told["title"]}</title>{image}'
        f'<meta property="og:site_name" content="{told["site"]}">'
        f'<script type="application/ld+json">{json.dumps(linked)}</script></head>'
        f"<body><article><h1>{told['title']}</h1>{text}</article>"
        f"{wall if told.get('paywalled') else ''}</body></html>"
    )


def lighthouse() -> bytes:
    """The picture of an article: a lighthouse at night."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (320, 320), "#1c2b4a")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(150, 96), (0, 40), (0, 130)], fill="#33456b")
    draw.polygon([(170, 96), (320, 40), (320, 130)], fill="#33456b")
    draw.polygon([(138, 110), (182, 110), (198, 262), (122, 262)], fill="#efe8da")
    draw.polygon([(133, 150), (187, 150), (191, 190), (129, 190)], fill="#c9503c")
    draw.rectangle([142, 82, 178, 110], fill="#ffd166")
    draw.polygon([(136, 82), (184, 82), (160, 60)], fill="#c9503c")
    draw.rectangle([0, 262, 320, 320], fill="#12203a")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


@asynccontextmanager
async def open_studio() -> AsyncGenerator[Studio]:
    """The server in which the views are made, with the real bot in it."""
    samples = load_samples()
    settings = Settings.model_construct()
    with TemporaryDirectory(prefix="pullquote-pictures-", ignore_cleanup_errors=True) as folder:
        ours = settings.model_copy(update={"database": Path(folder) / "pullquote.db"})
        async with open_reader(contact=None) as web:
            pages = Pages(SamplePages(samples, web))
            async with (
                open_services(ours, pages=pages) as services,
                open_newsroom(Pullquote(services, card=settings.card()), samples) as newsroom,
            ):
                pages.wait = newsroom.discord.external_wait
                studio = _studio(newsroom, pages)
                await _share_older_articles(studio)
                yield studio


async def _share_older_articles(studio: Studio) -> None:
    for link in (TIMETABLE, HARBOR, LETTERS, HALF, SOUP, PIANOS):
        await studio.tobin.send(studio.guild.channels["lounge"], link)


def _studio(newsroom: Newsroom, pages: Pages) -> Studio:
    guild: Any = newsroom.news.guild
    create_user = newsroom.discord.create_user
    edits = discord.Permissions(manage_guild=True, manage_messages=True, manage_roles=True)
    editors = guild.create_role("Editors", permissions=edits)
    rules = guild.create_role("Operators", permissions=discord.Permissions(administrator=True))
    operator = guild.add_member(create_user("sol"), roles=[rules])
    bot: Any = newsroom.discord.bot
    bot.owner_id = operator.id
    readers = (guild.add_member(create_user(name)) for name in _READERS)
    return Studio(
        newsroom,
        pages,
        guild.add_member(create_user("wren"), roles=[editors]),
        operator,
        cycle(readers),
    )


def labels(message: Any) -> Iterator[str]:
    """What stands on a message's buttons."""

    def walk(part: Any) -> Iterator[str]:
        data = part if isinstance(part, dict) else part.to_dict()
        if data.get("label"):
            yield data["label"]
        for child in data.get("components", []):
            yield from walk(child)

    for part in message.components:
        yield from walk(part)
