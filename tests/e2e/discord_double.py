"""A small Discord on loopback: the REST routes and the gateway that the bot uses, on the wire.

It knows one server with a few channels. What it does not know, or what the real Discord would
refuse, it refuses and puts down as a complaint, which fails the test.
"""

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import Enum, auto
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from tests.e2e.gateway import Json, Line, Session
from tests.e2e.happenings import Happenings
from tests.e2e.limits import components_in, wrong_in

TOKEN = "a-token-of-nobody"
BOT_ID, ALICE_ID, GUILD_ID = 101, 102, 103
# View channels, send messages, embed links, read history, add reactions; here and in threads.
_PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 6 | 1 << 38
_EPOCH_MS = 1420070400000  # Discord's ids count from 2015 on
_OF_ALICE = {"id": str(ALICE_ID), "username": "alice", "discriminator": "0", "avatar": None}
# A bot that has just come would introduce itself.
_LONG_AGO = "2020-01-01T00:00:00.000000+00:00"
_OF_BOT = {**_OF_ALICE, "id": str(BOT_ID), "username": "Pullquote", "bot": True}
_ROUTES = [
    ("GET", "/users/@me", "me"),
    ("GET", "/oauth2/applications/@me", "application"),
    ("GET", "/gateway/bot", "gateway_address"),
    ("PUT", "/applications/{app}/commands", "sync_commands"),
    ("POST", "/channels/{channel}/typing", "type"),
    ("POST", "/channels/{channel}/messages", "send"),
    ("GET", "/channels/{channel}/messages", "history"),
    ("GET", "/channels/{channel}/messages/{message}", "read"),
    ("DELETE", "/channels/{channel}/messages/{message}", "delete"),
    ("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", "react"),
    ("POST", "/interactions/{interaction}/{token}/callback", "answer_interaction"),
    ("POST", "/webhooks/{application}/{token}", "follow_up"),
]


class Moment(Enum):
    """Where the double can let a request hang for ever."""

    LOGIN = auto()
    TYPING = auto()
    SENDING = auto()  # a message has arrived and is not yet in its channel
    SENT = auto()  # it is in its channel, and the bot has no answer yet


# Acknowledged: a message, or an edit, is to come.
_DEFERRED = {5, 6}


class Discord:
    """What people and the bot did in the channels, and switches for what may go wrong."""

    def __init__(self, happenings: Happenings) -> None:
        self.url = ""
        self.complaints: list[str] = []
        self.commands: list[Json] = []
        self.messages: defaultdict[int, list[Json]] = defaultdict(list)
        self.reactions: list[tuple[int, str]] = []
        self.answers: list[Json] = []
        self.sends = 0
        self.identified = 0
        self.resumes = 0
        self.connected = False
        self.remembers_nonces = True
        self.too_many_requests = 0
        self.hanging: dict[int | None, Moment] = {}
        self.hung: set[tuple[int | None, Moment]] = set()
        self._channels: dict[str, int] = {}
        self._nonces: dict[tuple[int, str], Json] = {}
        self._numbers = count()
        self._session = Session()
        self._happenings = happenings
        self._closing = asyncio.Event()

    # ------------------------------------------------------------ what a test says and sees

    def channel(self, name: str) -> int:
        """The id of a channel; all must have been named before the bot logs in."""
        if name not in self._channels:
            self._channels[name] = self._new_id()
        return self._channels[name]

    async def paste(self, channel: int, content: str) -> Json:
        """Have alice write a message."""
        message = self._keep(channel, _OF_ALICE, {"content": content})
        member = {"roles": [], "flags": 0, "joined_at": message["timestamp"]}
        await self._session.tell("MESSAGE_CREATE", {**message, "member": member})
        return message

    async def delete_message(self, message: Json) -> None:
        channel = int(message["channel_id"])
        self.messages[channel].remove(message)
        gone = {"id": message["id"], "channel_id": str(channel), "guild_id": str(GUILD_ID)}
        await self._session.tell("MESSAGE_DELETE", gone)

    async def press(self, message: Json, custom_id: str) -> None:
        """Have alice press a button."""
        interaction = {
            "id": str(self._new_id()),
            "application_id": str(BOT_ID),
            "type": 3,
            "token": "of-an-interaction",
            "version": 1,
            "guild_id": str(GUILD_ID),
            "channel_id": message["channel_id"],
            "channel": {"id": message["channel_id"], "type": 0},
            "member": {"user": _OF_ALICE, "roles": [], "flags": 0, "permissions": "0"},
            "message": message,
            "data": {"component_type": 2, "custom_id": custom_id},
            "entitlements": [],
            "authorizing_integration_owners": {},
            "context": 0,
            "attachment_size_limit": 0,
        }
        await self._session.tell("INTERACTION_CREATE", interaction)

    def replies(self, message: Json) -> list[Json]:
        """What the bot answered to a message."""
        return [
            reply
            for reply in self.messages[int(message["channel_id"])]
            if reply["author"] is _OF_BOT
            and reply["message_reference"]["message_id"] == message["id"]
        ]

    def reactions_to(self, message: Json) -> list[str]:
        return [emoji for id_, emoji in self.reactions if id_ == int(message["id"])]

    def chatter(self, channel: int, messages: int) -> None:
        """Have people talk of other things, which the bot need not hear."""
        for number in range(messages):
            self._keep(channel, _OF_ALICE, {"content": f"And another thing, {number}."})

    def forget_nonces(self) -> None:
        """Be Discord some minutes later."""
        self._nonces.clear()

    def drop(self) -> None:
        """Tear the gateway's connection, as a bad line does."""
        self._session.tear()

    def end_session(self) -> None:
        """Tear the connection and forget its session: the next RESUME is refused."""
        torn, self._session = self._session, Session()
        torn.tear()

    def close(self) -> None:
        self._closing.set()

    # ------------------------------------------------------------------------------- REST

    async def me(self, _: web.Request) -> web.Response:
        await self._hang(None, Moment.LOGIN)
        return _json(_OF_BOT)

    async def application(self, _: web.Request) -> web.Response:
        blank = dict.fromkeys(("description", "verify_key"), "")
        says = {
            "id": str(BOT_ID),
            "name": "Pullquote",
            "icon": None,
            "owner": _OF_ALICE,
            "flags": 0,
        }
        return _json({**blank, **says, "bot_public": True, "bot_require_code_grant": False})

    async def gateway_address(self, _: web.Request) -> web.Response:
        starts = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return _json({"url": self._gateway_url, "shards": 1, "session_start_limit": starts})

    async def sync_commands(self, request: web.Request) -> web.Response:
        blank = {"description": "", "application_id": str(BOT_ID), "version": "1"}
        self.commands = [
            {**blank, **command, "id": str(self._new_id())} for command in await request.json()
        ]
        return _json(self.commands)

    async def type(self, request: web.Request) -> web.Response:
        await self._hang(_id(request, "channel"), Moment.TYPING)
        return web.Response(status=204)

    async def send(self, request: web.Request) -> web.Response:
        channel, body = _id(request, "channel"), await request.json()
        self.sends += 1
        self._happenings.happened()
        if self.too_many_requests:
            self.too_many_requests -= 1
            return _json(
                {"message": "Too many.", "retry_after": 0.1, "global": False},
                status=429,
                headers={"Retry-After": "1", "Via": "1.1 double"},
            )
        await self._hang(channel, Moment.SENDING)
        known = self._nonces.get((channel, body.get("nonce")))
        if known and body.get("enforce_nonce"):
            return _json(known)
        if wrong := [*wrong_in(body), *self._wrong_reference(channel, body)]:
            return self._refuse(400, 50035, "; ".join(wrong))
        message = self._keep(channel, _OF_BOT, body)
        self._nonces[channel, body.get("nonce")] = message
        await self._session.tell("MESSAGE_CREATE", message)
        await self._hang(channel, Moment.SENT)
        return _json(message)

    async def history(self, request: web.Request) -> web.Response:
        after, limit = int(request.query.get("after", 0)), int(request.query["limit"])
        if not 1 <= limit <= 100:
            return self._refuse(400, 50035, f"limit {limit}")
        found = [
            message
            for message in self.messages[_id(request, "channel")]
            if int(message["id"]) > after
        ]
        return _json(found[:limit][::-1])

    async def read(self, request: web.Request) -> web.Response:
        message = self._find(request)
        return _json(message) if message else _unknown_message()

    async def delete(self, request: web.Request) -> web.Response:
        message = self._find(request)
        if message is None:
            return _unknown_message()
        await self.delete_message(message)
        self._happenings.happened()
        return web.Response(status=204)

    async def react(self, request: web.Request) -> web.Response:
        if not self._find(request):
            return _unknown_message()
        self.reactions.append((_id(request, "message"), request.match_info["emoji"]))
        self._happenings.happened()
        return web.Response(status=204)

    async def answer_interaction(self, request: web.Request) -> web.Response:
        body = await request.json()
        if body["type"] not in _DEFERRED:
            if wrong := wrong_in(body["data"]):
                return self._refuse(400, 50035, "; ".join(wrong))
            self.answers.append(body["data"])
            self._happenings.happened()
        made = {"id": request.match_info["interaction"], "type": 3}
        return _json({"interaction": made, "resource": {"type": body["type"]}})

    async def follow_up(self, request: web.Request) -> web.Response:
        """The answer to an interaction that was only acknowledged."""
        body = await request.json()
        if wrong := wrong_in(body):
            return self._refuse(400, 50035, "; ".join(wrong))
        self.answers.append(body)
        self._happenings.happened()
        return _json(self._keep(0, _OF_BOT, body))

    async def no_such_route(self, request: web.Request) -> web.Response:
        return self._refuse(404, 0, "no such route")

    # ---------------------------------------------------------------------------- gateway

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """One connection: HELLO, IDENTIFY or RESUME, heartbeats, events."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        line = Line(socket, request.transport)
        if request.query.get("compress") != "zlib-stream":
            self.complaints.append(f"gateway: {request.query_string}")
        await line.send({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for raw in socket:
            if raw.type is WSMsgType.TEXT:
                await self._hear(line, json.loads(raw.data))
        self.connected = False
        self._session.leave(line)
        self._happenings.happened()
        return socket

    async def _hear(self, line: Line, frame: Json) -> None:
        match frame["op"]:
            case 1:
                await line.send({"op": 11})
            case 2 if frame["d"]["token"] == TOKEN:
                self.identified += 1
                self._session = Session(line)
                await self._session.tell("READY", self._ready(frame["d"]["shard"]))
                await self._session.tell("GUILD_CREATE", self._guild())
            case 6 if frame["d"]["session_id"] == self._session.id:
                self.resumes += 1
                await self._session.resume(line, frame["d"]["seq"])
            case 6:
                await line.send({"op": 9, "d": False})
                return
            case op:
                self.complaints.append(f"gateway: op {op}")
        self.connected = self._session.line is line
        self._happenings.happened()

    def _ready(self, shard: list[int]) -> Json:
        return {
            "v": 10,
            "user": _OF_BOT,
            "guilds": [{"id": str(GUILD_ID), "unavailable": True}],
            "session_id": self._session.id,
            "resume_gateway_url": self._gateway_url,
            "shard": shard,
            "application": {"id": str(BOT_ID), "flags": 0},
        }

    def _guild(self) -> Json:
        everyone = {"id": str(GUILD_ID), "name": "@everyone", "permissions": str(_PERMISSIONS)}
        channels = [
            {"id": str(id_), "name": name, "type": 0, "position": 0, "permission_overwrites": []}
            for name, id_ in self._channels.items()
        ]
        return {
            "id": str(GUILD_ID),
            "name": "The Valley",
            "owner_id": str(ALICE_ID),
            "member_count": 2,
            "roles": [everyone],
            "channels": channels,
            "members": [{"user": _OF_BOT, "roles": [], "flags": 0, "joined_at": _LONG_AGO}],
            **{key: [] for key in ("emojis", "stickers", "features", "threads", "presences")},
        }

    # ---------------------------------------------------------------------------- beneath

    @property
    def _gateway_url(self) -> str:
        return self.url.replace("http", "ws", 1) + "/gateway"

    def _new_id(self) -> int:
        """A snowflake of this moment; later ones are larger."""
        return (int(time.time() * 1000) - _EPOCH_MS << 22) + next(self._numbers)

    def _keep(self, channel: int, author: Json, body: Json) -> Json:
        blank = {key: [] for key in ("mentions", "mention_roles", "attachments", "embeds")}
        reference = {key: str(id_) for key, id_ in (body.get("message_reference") or {}).items()}
        message = {
            **blank,
            "id": str(self._new_id()),
            "channel_id": str(channel),
            "guild_id": str(GUILD_ID),
            "author": author,
            "content": body.get("content") or "",
            "components": _numbered(body.get("components") or []),
            "flags": body.get("flags") or 0,
            "timestamp": _now(),
            "edited_timestamp": None,
            "type": 19 if reference else 0,
            **dict.fromkeys(("tts", "pinned", "mention_everyone"), False),
        }
        if reference:
            message["message_reference"] = reference
        self.messages[channel].append(message)
        self._happenings.happened()
        return message

    def _find(self, request: web.Request) -> Json | None:
        kept = self.messages[_id(request, "channel")]
        wanted = request.match_info["message"]
        return next((message for message in kept if message["id"] == wanted), None)

    def _wrong_reference(self, channel: int, body: Json) -> Iterator[str]:
        wanted = (body.get("message_reference") or {}).get("message_id")
        if wanted and all(message["id"] != str(wanted) for message in self.messages[channel]):
            yield "message_reference: unknown message"

    async def _hang(self, channel: int | None, moment: Moment) -> None:
        if self.hanging.get(channel) is not moment:
            return
        self.hung.add((channel, moment))
        self._happenings.happened()
        await self._closing.wait()
        raise web.HTTPServiceUnavailable

    def _refuse(self, status: int, code: int, why: str) -> web.Response:
        self.complaints.append(why)
        return _json({"code": code, "message": why}, status=status)


@asynccontextmanager
async def open_discord(happenings: Happenings) -> AsyncGenerator[Discord]:
    """The double, served on a free port of this machine."""
    discord = Discord(happenings)

    @web.middleware
    async def known_bot(request: web.Request, handler: Any) -> web.StreamResponse:
        by_token = ("/interactions/", "/webhooks/")
        public = request.path == "/gateway" or any(way in request.path for way in by_token)
        if not public and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return _json({"code": 0, "message": "401: Unauthorized"}, status=401)
        return await handler(request)

    app = web.Application(middlewares=[known_bot])
    app.router.add_get("/gateway", discord.gateway)
    for method, path, handler in _ROUTES:
        app.router.add_route(method, f"/api/v10{path}", getattr(discord, handler))
    app.router.add_route("*", "/{rest:.*}", discord.no_such_route)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield discord
    finally:
        discord.close()
        await runner.cleanup()


def _numbered(parts: list[Json]) -> list[Json]:
    for number, part in enumerate(components_in(parts), start=1):
        part["id"] = number
    return parts


def _id(request: web.Request, name: str) -> int:
    return int(request.match_info[name])


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py takes only this exact type for JSON, without a charset.
    exact = {**(headers or {}), "Content-Type": "application/json"}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=exact)


def _unknown_message() -> web.Response:
    return _json({"code": 10008, "message": "Unknown Message"}, status=404)
