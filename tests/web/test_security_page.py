"""The page on security names tests that exist, and the limits as they are."""

import re
from pathlib import Path

import pytest

from bot.engine import TASK_BYTES
from bot.web import robots
from bot.web.limits import Limits
from bot.web.patience import LONGEST_PAUSE_S

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
PROOFS = sorted(
    set(re.findall(r"`((?:tests/[\w/]+/)?(?:tests/)?test_\w+\.py)(?:::(test_\w+))?`", PAGE))
)


@pytest.mark.parametrize(("file", "test"), PROOFS)
def test_every_proof_is_there(file: str, test: str) -> None:
    path = ROOT / file if file.startswith("tests/") else ROOT / "tests" / "web" / file
    assert f"def {test}(" in path.read_text("utf-8") if test else path.exists()


def test_every_threat_has_a_proof() -> None:
    assert len(PROOFS) > 30


def test_the_limits_are_as_it_says() -> None:
    limits, mib = Limits(), 1024 * 1024
    for said in (
        f"{limits.body_bytes // mib} MiB decompressed",
        f"{limits.wrapping_bytes // 1024} KiB a fetch",
        f"{limits.total_s} s for all hops",
        f"{limits.silence_s} s of silence",
        f"{limits.drip_bytes_per_s // 1024} KiB a second after {limits.drip_s} s",
        f"{limits.reads:,} reads",
        f"{limits.resolve_s} s, in threads",
        f"{limits.fetches} fetches at once",
        f"{TASK_BYTES // mib} MiB beyond",
        f"{robots.MOST_BYTES // 1024} KiB of it",
    ):
        assert said in PAGE
    assert (limits.hops, limits.fetches_per_host, limits.burst) == (8, 2, 10)
    assert (limits.interval_s, LONGEST_PAUSE_S, robots.KEPT_S) == (0.2, 3_600, 3_600)
