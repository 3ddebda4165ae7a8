"""The two gates: names as they resolve, addresses as they are dialled."""

import asyncio
import socket

import pytest
from aiohttp.abc import ResolveResult

from bot.web import open_reader
from bot.web.errors import PrivateAddress, TimedOut, Unreachable
from bot.web.guard import SystemResolver
from bot.web.limits import Limits
from bot.web.reader import open_guarded
from tests.web.site import Names, Site, open_reader_of, redirect


@pytest.mark.parametrize(
    "answers", [["10.0.0.5"], ["127.0.0.1", "10.0.0.5"], ["10.0.0.5", "127.0.0.1"], ["::1"]]
)
async def test_one_private_answer_condemns_a_name(site: Site, answers: list[str]) -> None:
    async with open_reader_of(site, Names(rebound=answers)) as reader:
        with pytest.raises(PrivateAddress, match="public web"):
            await reader.fetch(site.url(host="rebound.test"))
    assert site.connections == 0


async def test_the_dial_is_checked_again_after_the_name(site: Site) -> None:
    """An address that turns private between the check of the name and the dial."""
    verdicts = [True, False]
    async with open_guarded(
        "Pullquote/test",
        gate=lambda ip, port: verdicts.pop(0),
        resolver=Names(),
        limits=Limits(),
    ) as reader:
        with pytest.raises(PrivateAddress):
            await reader.fetch(site.url())
    assert verdicts == []
    assert site.connections == 0


async def test_a_name_that_changes_between_two_hops_is_refused(site: Site) -> None:
    names = Names()

    async def rebind(writer: asyncio.StreamWriter) -> None:
        names.names["other"] = ["127.0.0.2"]
        writer.write(redirect(site.url("/", host="other.test")))

    site.answers["/away"] = rebind
    async with open_reader_of(site, names) as reader:
        with pytest.raises(PrivateAddress):
            await reader.fetch(site.url("/away"))
    assert names.asked == ["news.test", "other.test"]
    assert site.connections == 2  # for the rules, and for the redirect


async def test_the_port_is_part_of_the_address(site: Site) -> None:
    async with open_reader_of(site) as reader:
        with pytest.raises(PrivateAddress):
            await reader.fetch(f"http://news.test:{site.port + 1}/")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "①②⑦.⓪.⓪.①"])
async def test_the_product_never_reads_this_machine(site: Site, host: str) -> None:
    async with open_reader(contact="https://bot.test") as reader:
        with pytest.raises(PrivateAddress):
            await reader.fetch(site.url(host=host))
    assert site.connections == 0


async def test_proxies_of_the_environment_are_ignored(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{site.port}")
    async with open_reader_of(site) as reader:
        await reader.fetch(site.url())
    assert site.requests[0].startswith("GET / HTTP/1.1\r\nHost: news.test")


class SilentNames(Names):
    async def resolve(self, *args: object, **options: object) -> list[ResolveResult]:
        await asyncio.Event().wait()
        return []


class NoNames(Names):
    async def resolve(self, *args: object, **options: object) -> list[ResolveResult]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")


async def test_a_silent_name_server_is_not_waited_for(site: Site) -> None:
    async with open_reader_of(site, SilentNames(), Limits(resolve_s=0.05)) as reader:
        with pytest.raises(TimedOut):
            await reader.fetch(site.url())


async def test_an_unknown_name_is_said_to_be_unreachable(site: Site) -> None:
    async with open_reader_of(site, NoNames()) as reader:
        with pytest.raises(Unreachable, match="check the link"):
            await reader.fetch(site.url())


async def test_nobody_listening_is_said_to_be_unreachable(site: Site) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        async with open_guarded(
            "Pullquote/test", gate=lambda ip, port: True, resolver=Names(), limits=Limits()
        ) as reader:
            with pytest.raises(Unreachable):
                await reader.fetch(f"http://news.test:{port}/")


async def test_the_system_knows_this_machine() -> None:
    resolver = SystemResolver(threads=1)
    answers = await resolver.resolve("127.0.0.1", 80)
    await resolver.close()
    assert [(answer["host"], answer["port"]) for answer in answers] == [("127.0.0.1", 80)]
