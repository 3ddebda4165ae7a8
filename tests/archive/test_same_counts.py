"""After each kind of correction, and after its undo, every question counts the same quotes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.archive import (
    Archive,
    Choice,
    Form,
    QuoteQuery,
    RosterQuery,
    asking,
    choosing,
    export,
    recounted,
    roster,
    speakers,
    who,
)
from bot.domain import Correction, CorrectionKind, Scope, Share, StoredReport
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting
from tests.archive.test_stories import ANA as ANA_SAID
from tests.archive.test_stories import BO as BO_SAID
from tests.archive.test_stories import CY as CY_SAID
from tests.archive.test_stories import story

HERE = Scope(SERVER, frozenset({NEWS}))
BOTH = Scope(SERVER, frozenset({NEWS, OTHER_CHANNEL}))
ELSEWHERE = Scope(SERVER + 1, frozenset({NEWS}))
ANA, BO, CY, DI = "Ana Ruiz", "Bo Lind", "Cy Odell", "Di Ames"
NAMESAKE = "Ana Ruiz, goalkeeper"
MOD = 9
HARBOUR = said(
    ("The harbour grows.", ANA), ("Tariffs rise.", ANA), ("The harbour sleeps.", BO), title="1"
)
BRIDGE = said(("The harbour bridge holds.", ANA), ("The bridge sings.", CY), title="2")
FERRY = said(("The ferry to the harbour sails.", BO), title="3")
COUNTS = {ANA: 3, BO: 1, CY: 1}
Counts = dict[str, int]
Step = Callable[[Archive, Share, StoredReport], Awaitable[Callable[[], Awaitable[object]]]]


@pytest.fixture(params=["few shares", "many shares", "of the newest shares"], autouse=True)
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question goes each of the ways that it may go in a small or a large server."""
    if request.param == "few shares":
        return
    monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    monkeypatch.setattr(recounted, "_FEW_SHARES", 0)
    monkeypatch.setattr(choosing, "_FEW_SHARES", 0)
    if request.param == "many shares":
        monkeypatch.setattr(asking, "_LATELY", (0,))
        return
    monkeypatch.setattr(asking, "_AT_ONCE", 0)
    monkeypatch.setattr(who, "_SHARES", 3)


async def fill(archive: Archive) -> tuple[Share, StoredReport]:
    """Three articles here, one of them in another channel, and all in another server.

    In a third one of the people is quoted often.
    """
    first = await pasted(archive, HARBOUR, sighting("u1", minutes=1))
    await pasted(archive, BRIDGE, sighting("u2", minutes=2))
    await pasted(archive, FERRY, sighting("u3", channel_id=OTHER_CHANNEL, minutes=3))
    for number, report in ((1, HARBOUR), (2, BRIDGE), (3, FERRY)):
        await pasted(archive, report, sighting(f"u{number}", guild_id=SERVER + 1))
    often = said(*((f"Line {number} of it.", ANA) for number in range(4)), title="4")
    await pasted(archive, often, sighting("u4", guild_id=SERVER + 2))
    return first


async def by_each(
    archive: Archive, path: Path, scope: Scope, about: str | None = None
) -> dict[str, Counts]:
    """How often everybody is quoted, by each question that says so; who is not is left out."""
    counts: dict[str, Counts] = {
        question: {}
        for question in ("quotes", "timeline", "export", "who", "candidates", "speakers")
    }
    for name in (ANA, BO, CY, DI, NAMESAKE):
        asked = f"={name}"
        choice = Choice(asked, about, scope=scope)
        timeline = await archive.timeline(choice)
        exported = export(path, path.with_suffix(".csv"), choice, Form.CSV)
        page = await archive.quotes(QuoteQuery(asked, about, scope=scope))
        assert page.total == len(page.hits)
        counts["quotes"][name] = page.total
        counts["timeline"][name] = timeline.total if timeline else 0
        for series in timeline.series if timeline else ():
            assert sum(many for _, many in series.names) == series.total
        counts["export"][name] = exported.found
        known = (await archive.who(asked, scope)).who
        counts["who"][name] = known.quotes if known else 0
        found = await archive.names.candidates(asked, scope)
        counts["candidates"] |= {one.name: one.quotes or 0 for one in found}
        suggested = await archive.speakers(name, scope)
        counts["speakers"] |= {one.name: one.quotes or 0 for one in suggested}
    counts["all speakers"] = {
        one.name: one.quotes or 0 for one in await archive.speakers("", scope)
    }
    for newly in (False, True):
        lines = (await archive.roster(RosterQuery(about, newly, scope))).lines
        counts["newly" if newly else "most"] = {line.name: line.quotes for line in lines}
        assert len(lines) == len(counts["most"])
    return {question: {n: c for n, c in found.items() if c} for question, found in counts.items()}


async def check(archive: Archive, path: Path, scope: Scope, expected: Counts) -> None:
    for question, counts in (await by_each(archive, path, scope)).items():
        assert counts == expected, question


async def check_about(archive: Archive, path: Path, scope: Scope, expected: Counts) -> None:
    found = await by_each(archive, path, scope, "harbour")
    for question in ("quotes", "timeline", "export", "most", "newly"):
        assert found[question] == expected, question


def corrected(kind: CorrectionKind, at: int | None = 0, speaker: str | None = None) -> Step:
    async def step(
        archive: Archive, share: Share, stored: StoredReport
    ) -> Callable[[], Awaitable[object]]:
        content = () if at is None else stored.report.quotes[at].content
        await archive.correct(share.id, Correction(kind, content, speaker), MOD)
        return lambda: archive.undo_correction(share.id, MOD)

    return step


def decided(becomes: str) -> Step:
    async def step(
        archive: Archive, _: Share, stored: StoredReport
    ) -> Callable[[], Awaitable[object]]:
        known = await archive.names.anybody(f"={becomes}", HERE)
        into = known[0].identity_id if known else None
        change = await archive.names.in_article(SERVER, MOD, stored.article_id, ANA, becomes, into)
        return lambda: archive.names.undo(SERVER, MOD, change.id)

    return step


@dataclass(frozen=True)
class Case:
    step: Step
    here: Counts
    about: Counts  # the harbour


CASES = {
    "to another": Case(
        corrected(CorrectionKind.SPEAKER, 0, CY), {ANA: 2, BO: 1, CY: 2}, {ANA: 1, BO: 1, CY: 1}
    ),
    "to who is known by it alone": Case(
        corrected(CorrectionKind.SPEAKER, 0, DI),
        {ANA: 2, BO: 1, CY: 1, DI: 1},
        {ANA: 1, BO: 1, DI: 1},
    ),
    "of the only quote": Case(
        corrected(CorrectionKind.SPEAKER, 2, DI), {ANA: 3, CY: 1, DI: 1}, {ANA: 2, DI: 1}
    ),
    "to nobody": Case(corrected(CorrectionKind.SPEAKER), {ANA: 2, BO: 1, CY: 1}, {ANA: 1, BO: 1}),
    "not a quote": Case(
        corrected(CorrectionKind.NOT_A_QUOTE), {ANA: 2, BO: 1, CY: 1}, {ANA: 1, BO: 1}
    ),
    "the wrong article": Case(
        corrected(CorrectionKind.WRONG_ARTICLE, None), {ANA: 1, CY: 1}, {ANA: 1}
    ),
    "a namesake in one article": Case(
        decided(NAMESAKE), {ANA: 1, BO: 1, CY: 1, NAMESAKE: 2}, {ANA: 1, BO: 1, NAMESAKE: 1}
    ),
    "somebody known in one article": Case(
        decided(CY), {ANA: 1, BO: 1, CY: 3}, {ANA: 1, BO: 1, CY: 1}
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_every_question_counts_the_same(archive: Archive, path: Path, case: Case) -> None:
    share, stored = await fill(archive)
    there = {ANA: 3, BO: 2, CY: 1}
    await check(archive, path, HERE, COUNTS)
    undo = await case.step(archive, share, stored)
    await check(archive, path, HERE, case.here)
    await check_about(archive, path, HERE, case.about)
    await check(archive, path, BOTH, case.here | {BO: case.here.get(BO, 0) + 1})
    await check(archive, path, ELSEWHERE, there)
    await check(archive, path, Scope(SERVER, frozenset({OTHER_CHANNEL})), {BO: 1})
    await undo()
    await check(archive, path, HERE, COUNTS)
    await check_about(archive, path, HERE, {ANA: 2, BO: 1})


async def test_a_correction_on_a_decision_and_a_namesake_of_two_articles(
    archive: Archive, path: Path
) -> None:
    share, stored = await fill(archive)
    other = await archive.share_in("u2", HERE)
    assert other
    assert other.article_id
    for article_id in (stored.article_id, other.article_id):
        await archive.names.in_article(SERVER, MOD, article_id, ANA, NAMESAKE)
    await check(archive, path, HERE, {NAMESAKE: 3, BO: 1, CY: 1})
    await corrected(CorrectionKind.SPEAKER, 2, NAMESAKE)(archive, share, stored)
    await corrected(CorrectionKind.SPEAKER, 0, DI)(archive, share, stored)
    await check(archive, path, HERE, {NAMESAKE: 3, CY: 1, DI: 1})


async def test_who_is_one_by_decision_is_one_by_correction_too(
    archive: Archive, path: Path
) -> None:
    share, stored = await fill(archive)
    await corrected(CorrectionKind.SPEAKER, 0, CY)(archive, share, stored)
    one, other = [(await archive.names.candidates(f"={name}", HERE))[0] for name in (CY, BO)]
    await archive.names.merge(SERVER, None, one.identity_id, other.identity_id)
    found = await by_each(archive, path, HERE)
    assert found["most"] == found["newly"] == found["all speakers"] == {ANA: 2, BO: 3}
    for question in ("quotes", "timeline", "export", "who"):
        assert found[question] == {ANA: 2, BO: 3, CY: 3}, question


async def test_the_same_words_of_two_outlets_are_one_quote(archive: Archive) -> None:
    share, stored = await pasted(archive, story(ANA_SAID, BO_SAID), sighting("one"))
    await pasted(archive, story(ANA_SAID, BO_SAID, CY_SAID), sighting("two", minutes=1))
    at = next(at for at, one in enumerate(stored.report.quotes) if one.speaker == ANA_SAID[0])
    undo = await corrected(CorrectionKind.SPEAKER, at, DI)(archive, share, stored)
    expected = {DI: 1, BO_SAID[0]: 1, CY_SAID[0]: 1}
    assert {one.name: one.quotes for one in await archive.speakers("", HERE)} == expected
    lines = (await archive.roster(RosterQuery(scope=HERE))).lines
    assert {line.name: line.quotes for line in lines} == expected
    await undo()
    lines = (await archive.roster(RosterQuery(scope=HERE))).lines
    assert {line.name for line in lines} == {ANA_SAID[0], BO_SAID[0], CY_SAID[0]}


@pytest.mark.parametrize(
    ("at", "speaker", "newly"),
    [(0, DI, [DI]), (0, CY, []), (2, DI, [DI])],
    ids=["nobody before", "quoted before", "the only quote"],
)
async def test_who_was_given_a_quote_before_the_newest_shares_is_not_new(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, at: int, speaker: str, newly: list[str]
) -> None:
    """The newest article is one; what was corrected in it, or before it, tells who is new."""
    monkeypatch.setattr(roster, "_SHARES", 1)
    await pasted(archive, BRIDGE, sighting("u2"))
    await pasted(archive, FERRY, sighting("u3", minutes=1))
    before, told = await pasted(archive, said(("Old.", ANA)), sighting("u0", minutes=2))
    share, stored = await pasted(archive, HARBOUR, sighting("u1", minutes=3))

    async def new() -> list[str]:
        page = await archive.roster(RosterQuery(newly=True, scope=HERE))
        return [line.name for line in page.lines]

    assert await new() == []
    undo = await corrected(CorrectionKind.SPEAKER, at, speaker)(archive, share, stored)
    assert await new() == newly
    await corrected(CorrectionKind.SPEAKER, 0, DI)(archive, before, told)
    assert DI not in await new()
    await archive.undo_correction(before.id, MOD)
    await undo()
    assert await new() == []


async def test_who_knows_of_a_person_by_correction_alone(archive: Archive) -> None:
    share, stored = await fill(archive)
    await corrected(CorrectionKind.SPEAKER, 0, DI)(archive, share, stored)
    for typed in (DI, "di", f"={DI}", "ame"):
        known = (await archive.who(typed, BOTH)).who
        assert known
        assert (known.name, known.quotes, known.articles) == (DI, 1, 1)
        assert known.alongside == ((ANA, 1), (BO, 1))
    beside = (await archive.who(BO, HERE)).who
    assert beside
    assert beside.alongside == ((ANA, 1), (DI, 1))
    for scope in (Scope(SERVER, frozenset({OTHER_CHANNEL})), ELSEWHERE, Scope(SERVER)):
        assert (await archive.who(DI, scope)).who is None


async def test_nobody_is_near_whom_no_quote_is_left_of(archive: Archive) -> None:
    share, stored = await fill(archive)
    assert [one.name for one in await archive.names.near("Bo Lindd", HERE)] == [BO]
    undo = await corrected(CorrectionKind.NOT_A_QUOTE, 2)(archive, share, stored)
    assert await archive.names.near("Bo Lindd", HERE) == []
    assert [one.quotes for one in await archive.names.near("Bo Lindd", BOTH)] == [1]
    await undo()
    assert [one.name for one in await archive.names.near("Bo Lindd", HERE)] == [BO]
