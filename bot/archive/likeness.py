"""Whether two texts are one story: by digest, by Simhash, by the words that they share.

The bounds were calibrated on the 840 news articles of PolNeAR's training part, which hold seven
real repeats; ``python -m benchmarks.repeats`` prints what each bound finds there and what it
takes for a repeat wrongly.
"""

import re
import unicodedata
from collections.abc import Sequence
from hashlib import blake2b, sha256
from itertools import islice

#: Bits of 64. Of 348,195 pairs none was as near that was no repeat; from 14 bits on some are.
SAME_ARTICLE = 12
#: Bits of 64 within which it pays to compare the words: so were all seven repeats, and 78 others.
MAYBE_SAME_STORY = 17
#: The least share of common runs of five words: repeats had over half, nothing else an eighth.
SAME_STORY = 0.4

_FEWEST_WORDS = 50
_MOST_WORDS = 20_000
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛‹›", "'") | {"–": "-", "—": "-"}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def fingerprint(title: str | None, text: str) -> str:
    """SHA-256 of a text without regard to case, spacing, and the shape of its quotation marks.

    Of a text of under 50 words its title is a part: many a short notice stands above many things.
    """
    words = islice(_WORD.finditer(text.casefold()), _FEWEST_WORDS)
    whole = text if sum(1 for _ in words) == _FEWEST_WORDS else f"{title}\n{text}"
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", whole)).casefold().translate(_PLAIN)
    return sha256(_SPACE.sub(" ", plain).strip().encode(errors="replace")).hexdigest()


def simhash(text: str) -> int | None:
    """A 64-bit Simhash (Charikar 2002) of a text's pairs of words, as a signed integer.

    Pairs, each counted once: on repeats that were edited they stay nearer than single words, and
    keep strangers further apart than trafilatura's Simhash does, which counts each word as often
    as it stands. None for a text of under 50 words, which is like too many others.
    """
    import numpy as np

    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return None
    digests = [blake2b(pair.encode(), digest_size=8).digest() for pair in _runs(words, 2)]
    bits = np.unpackbits(np.frombuffer(b"".join(digests), np.uint8)).reshape(-1, 64)
    most = bits.sum(axis=0, dtype=np.int64) * 2 >= len(digests)
    return int.from_bytes(np.packbits(most).tobytes(), "big", signed=True)


def distance(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def common(one: str, other: str) -> float:
    """The share of runs of five words that two texts have in common (Jaccard), 0 to 1."""
    runs, others = (_runs(_words(text), 5) for text in (one, other))
    both = len(runs & others)
    return both / max(1, len(runs) + len(others) - both)


def folded(words: str) -> str:
    """What is left of a quote if only its letters and digits count, in any case."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", words).casefold()))


def saying(story: str, words: str) -> int:
    """One number for the same words in one story; negative, so that no row has it as its id."""
    said = blake2b(f"{story}\n{folded(words)}".encode(errors="replace"), digest_size=8).digest()
    return -1 - (int.from_bytes(said, "big") >> 1)


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())[:_MOST_WORDS]


def _runs(words: Sequence[str], length: int) -> set[str]:
    return set(map(" ".join, zip(*(words[start:] for start in range(length)), strict=False)))
