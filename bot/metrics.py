"""What is counted and timed, for Prometheus; no label holds anything of a person or a page."""

import time
from collections.abc import Generator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)

LINKS = Counter("pullquote_links", "Links by what became of them", ["outcome"])
STAGES = Histogram(
    "pullquote_stage_seconds", "How long each stage of a link took", ["stage"], buckets=_SECONDS
)
ANSWERS = Histogram(
    "pullquote_answer_seconds",
    "From a message that was seen to the answer to the last of its links",
    buckets=_SECONDS,
)
QUEUE = Gauge("pullquote_queue", "Links that wait for their turn or are read now", ["state"])
COMMANDS_SEEN = Counter("pullquote_commands", "Commands by their outcome", ["command", "outcome"])
COMMAND_SECONDS = Histogram(
    "pullquote_command_seconds", "How long a command took", ["command"], buckets=_SECONDS
)
LIMITED = Counter("pullquote_limited", "What our own cooldowns delayed or refused", ["what"])
REFUSED = Counter("pullquote_told", "Failures that somebody was told, by kind", ["kind"])
REQUESTS = Counter("pullquote_discord_requests", "Requests to Discord by status", ["status"])
GATEWAY = Gauge("pullquote_gateway_latency_seconds", "Between a heartbeat and its answer")
SERVERS = Gauge("pullquote_servers", "Servers that the bot is in")


@contextmanager
def stage(name: str) -> Generator[None]:
    """Time a stage of a link, whether it ends well or not."""
    began = time.monotonic()
    try:
        yield
    finally:
        STAGES.labels(name).observe(time.monotonic() - began)


@contextmanager
def queued(state: str) -> Generator[None]:
    """Count a link among those that are in a state."""
    gauge = QUEUE.labels(state)
    gauge.inc()
    try:
        yield
    finally:
        gauge.dec()
