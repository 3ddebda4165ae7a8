"""What a bot that runs does on the wire."""

import pytest

from tests.e2e.gateway import Json
from tests.e2e.limits import components_in
from tests.e2e.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_link_gets_one_card(running: World) -> None:
    running.publish("one", "The lamp is lit")
    message = await running.discord.paste(running.discord.channel("news"), running.link("one"))
    [reply] = await running.answered(message)
    assert "The lamp is lit" in _text(reply)
    assert "Ada Marsh" in _text(reply)


async def test_two_links_and_a_dead_one_get_two_cards_and_a_sign(running: World) -> None:
    links = [running.link(page) for page in ("left", "gone", "right")]
    running.publish("left", "We sail on Monday")
    running.publish("right", "We stay on Tuesday")
    running.publish_nothing("gone")
    channel = running.discord.channel("harbor")
    message = await running.discord.paste(channel, " and ".join(links))
    replies = await running.answered(message, 2)
    await running.happenings.until(lambda: running.discord.reactions_to(message))
    assert ["Monday" in _text(reply) for reply in replies] == [True, False]
    assert ["Tuesday" in _text(reply) for reply in replies] == [False, True]
    assert running.discord.reactions_to(message) == ["⚠️"]


async def test_a_reply_that_is_rate_limited_is_sent_once(running: World) -> None:
    running.publish("many", "The queue was long")
    running.discord.too_many_requests = 2
    sends = running.discord.sends
    message = await running.discord.paste(running.discord.channel("busy"), running.link("many"))
    assert len(await running.answered(message)) == 1
    assert running.discord.sends == sends + 3


async def test_a_torn_connection_is_resumed_and_nothing_is_missed(running: World) -> None:
    channel = running.discord.channel("torn")
    page = running.publish("during", "The storm took the mast")
    page.released.clear()
    during = await running.discord.paste(channel, running.link("during"))
    await running.happenings.until(lambda: page.asked)
    resumes, identified = running.discord.resumes, running.discord.identified
    running.discord.drop()
    running.publish("meanwhile", "We rowed the rest")
    meanwhile = await running.discord.paste(channel, running.link("meanwhile"))
    await running.happenings.until(lambda: running.discord.resumes > resumes)
    page.released.set()
    assert len(await running.answered(during)) == 1
    assert len(await running.answered(meanwhile)) == 1
    assert running.discord.identified == identified


async def test_a_session_that_is_lost_answers_what_is_in_hand_once(running: World) -> None:
    channel = running.discord.channel("torn")
    page = running.publish("held", "The tide waits for nobody")
    page.released.clear()
    message = await running.discord.paste(channel, running.link("held"))
    await running.happenings.until(lambda: page.asked)
    identified = running.discord.identified
    running.discord.end_session()
    await running.happenings.until(lambda: running.discord.identified > identified)
    page.released.set()
    assert len(await running.answered(message)) == 1
    assert page.asked == 1


async def test_words_of_a_message_are_neither_kept_nor_logged(running: World) -> None:
    running.publish("plain", "The fog has lifted")
    channel = running.discord.channel("secret")
    content = f"psst, xylographic {running.link('plain')}"
    await running.answered(await running.discord.paste(channel, content))
    written = {path.name: path.read_bytes() for path in running.folder.iterdir()}
    assert {"pullquote.db", "pullquote.db-wal", "log"} <= set(written)
    assert b"The fog has lifted" in written["pullquote.db"] + written["pullquote.db-wal"]
    assert [name for name, bytes_ in written.items() if b"xylographic" in bytes_] == []


async def test_a_button_opens_a_page_for_whoever_presses(running: World) -> None:
    running.publish("press", "The press is warm")
    message = await running.discord.paste(running.discord.channel("cards"), running.link("press"))
    [reply] = await running.answered(message)
    ids = [part["custom_id"] for part in components_in(reply["components"]) if "custom_id" in part]
    await running.discord.press(reply, ids[0])
    await running.happenings.until(lambda: running.discord.answers)
    assert "The press is warm" in _text(running.discord.answers[0])


async def test_a_deleted_message_takes_its_card_along(running: World) -> None:
    running.publish("brief", "It was brief")
    message = await running.discord.paste(running.discord.channel("cards"), running.link("brief"))
    [reply] = await running.answered(message)
    await running.discord.delete_message(message)
    channel = running.discord.messages[running.discord.channel("cards")]
    await running.happenings.until(lambda: reply not in channel)
    assert running.quotes("It was brief") == 0


async def test_commands_are_made_known(running: World) -> None:
    assert {"quotes", "Find quotes"} <= {command["name"] for command in running.discord.commands}


def _text(card: Json) -> str:
    return "\n".join(part.get("content", "") for part in components_in(card["components"]))
