"""What is counted while the bot works."""

from prometheus_client import REGISTRY

from cogs.cooldowns import Cooldown, Rate, Rates
from tests.cogs.newsroom import BROKEN, MILL, Newsroom
from tests.cogs.test_gate import WIDE, gate_of


def now(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"pullquote_{name}", labels) or 0


async def test_links_are_counted_by_outcome_and_timed_by_stage(newsroom: Newsroom) -> None:
    outcomes = ("read", "known", "unreachable")
    stages = ("turn", "fetch", "analyse", "record")
    before = {it: now("links_total", outcome=it) for it in outcomes}
    timed = {it: now("stage_seconds_count", stage=it) for it in stages}
    answers = now("answer_seconds_count")
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send(newsroom.news, MILL)
    await newsroom.bob.send(newsroom.news, BROKEN)
    for outcome in outcomes:
        assert now("links_total", outcome=outcome) == before[outcome] + 1, outcome
    more = {it: now("stage_seconds_count", stage=it) - timed[it] for it in stages}
    assert more == {"turn": 3, "fetch": 2, "analyse": 1, "record": 1}
    assert now("answer_seconds_count") == answers + 3
    assert now("queue", state="waiting") == now("queue", state="reading") == 0


async def test_commands_refusals_and_limits_are_counted(newsroom: Newsroom) -> None:
    answered = now("commands_total", command="privacy", outcome="answered")
    limited = now("limited_total", what="command")
    told = now("told_total", kind="unknown_date")
    await newsroom.alice.slash(newsroom.news, "privacy")
    await newsroom.alice.slash(newsroom.news, "quotes", **{"from": "the day before"})
    gate_of(newsroom)._commands = Cooldown(Rates(Rate(1, 60), WIDE, WIDE))
    for _ in range(2):
        await newsroom.alice.slash(newsroom.news, "quotes")
    assert now("commands_total", command="privacy", outcome="answered") == answered + 1
    assert now("command_seconds_count", command="privacy") > 0
    assert now("told_total", kind="unknown_date") == told + 1
    assert now("limited_total", what="command") == limited + 1
