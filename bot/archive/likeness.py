"""Whether two texts are one story: by digest, by Simhash, by the words that they share.

The bounds were calibrated on the 840 news articles of PolNeAR's training part, which hold seven
real repeats; ``python -m benchmarks.repeats`` prints what each bound finds there and what it
takes for a repeat wrongly.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import islice
from zlib import crc32

from bot.archive.rows import storable
from bot.domain import Article

#: Bits of 64. Of 348,195 pairs six repeats were as near, and one that was none; from 14 bits on
#: there are more of these.
SAME_ARTICLE = 12
#: Bits of 64 within which it pays to compare the words: so were all seven repeats, and 101 others.
MAYBE_SAME_STORY = 17
#: The least share of common runs of five words: repeats had over half, nothing else an eighth.
SAME_STORY = 0.4

_FEWEST_WORDS = 50
_PIECE = 30  # characters
_PIECES = 16
_MOST_WORDS = 20_000
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("‘’‚‛‹›", "'") | {"–": "-", "—": "-"}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Marks:
    """What an article is compared by with those that are known: its digest and its Simhash."""

    fingerprint: str
    simhash: int | None


def marks(article: Article) -> Marks:
    """The marks of an article, worked out in a worker: it takes longer than all of storing it."""
    return Marks(fingerprint(article.title, article.text), simhash(storable(article.text)))


def fingerprint(title: str | None, text: str) -> str:
    """SHA-256 of a text without regard to case, spacing, and the shape of its quotation marks.

    Of a text of under 50 words its title is a part: many a short notice stands above many things.
    """
    words = islice(_WORD.finditer(text.casefold()), _FEWEST_WORDS)
    whole = text if sum(1 for _ in words) == _FEWEST_WORDS else f"{title}\n{text}"
    plain = whole.lower() if whole.isascii() else _plain(whole)
    return sha256(_SPACE.sub(" ", plain).strip().encode(errors="replace")).hexdigest()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().translate(_PLAIN)


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
    numbers = np.array([crc32(word.encode(errors="replace")) for word in words], np.uint64)
    # Steele, Lea and Flood's mixing (SplitMix64, 2014) makes of each pair a number of its own.
    mixed = numbers[:-1] << np.uint64(32) | numbers[1:]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    pairs = np.unique(mixed ^ (mixed >> np.uint64(31)))
    bits = np.unpackbits(pairs.astype(">u8").view(np.uint8)).reshape(-1, 64)
    most = bits.sum(axis=0, dtype=np.int64) * 2 >= len(pairs)
    return int.from_bytes(np.packbits(most).tobytes(), "big", signed=True)


def distance(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def touches(one: str, other: str) -> bool:
    """Whether any of 16 short pieces of one text stands in another, letter by letter.

    A quick look before their words are compared: of the repeats in PolNeAR each had five or more of
    the pieces, nothing else that was near had one.
    """
    step = max(1, (len(one) - _PIECE) // _PIECES)
    places = range(0, max(1, len(one) - _PIECE), step)
    return any(one[start : start + _PIECE] in other for start in places)


def common(one: str, other: str) -> float:
    """The share of runs of five words that two texts have in common (Jaccard), 0 to 1."""
    runs, others = _runs(one), _runs(other)
    both = len(runs & others)
    return both / max(1, len(runs) + len(others) - both)


def folded(words: str) -> str:
    """What is left of a quote if only its letters and digits count, in any case."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", words).casefold()))


def saying(story: str, words: str) -> int:
    """One number for the same words in one story; negative, so that no row has it as its id."""
    said = blake2b(f"{story}\n{folded(words)}".encode(errors="replace"), digest_size=8).digest()
    return -1 - (int.from_bytes(said, "big") >> 1)


# A text is looked at several times while it is compared with the few that are near to it.
@lru_cache(maxsize=4)
def _words(text: str) -> Sequence[str]:
    return _WORD.findall(text.casefold())[:_MOST_WORDS]


@lru_cache(maxsize=2)
def _runs(text: str) -> frozenset[str]:
    words = _words(text)
    return frozenset(map(" ".join, zip(*(words[start:] for start in range(5)), strict=False)))
