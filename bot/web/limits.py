"""What reading the web may cost us, and those whom we read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost, in seconds and in bytes after decompression."""

    total_s: float = 15
    connect_s: float = 8
    dial_s: float = 5
    resolve_s: float = 5
    silence_s: float = 8
    body_bytes: int = 5 * 1024 * 1024
    # A body that has brought less than this, once it has had its time, is a drip.
    drip_s: float = 5
    drip_bytes_per_s: int = 1024
    # All connections of a fetch together: see Budget.
    wrapping_bytes: int = 256 * 1024
    reads: int = 10_000
    hops: int = 8
    robots_hops: int = 5
    robots_s: float = 8
    pause_s: float = 1  # after a 503 that asks for none
    retry_s: float = 3  # the longest pause after a 503 that is waited out
    fetches: int = 20
    fetches_per_host: int = 2
    # A host gets a few requests at once (robots.txt, a redirect, the page), then five a second.
    burst: int = 10
    interval_s: float = 0.2
