"""How well names are resolved and entities ranked, on documents of the GUM corpus.

    python -m benchmarks.names [FOLDER_OF_WEBANNO_TSV_FILES] [--errors]

GUM (Zeldes 2017, https://gucorpling.org/gum/) has coreference for every mention and salience from
five summaries. A resolved mention is *right* if its name stands in a gold mention of the same
chain; "told" leaves out pronouns inside quotations, which never are a source of ours.

Ranked are *our* entities, of every type, all of them. One is right if three summaries or more
mention the gold chain that most of its mentions are in (if none is exactly a gold mention, give or
take "the" and "'s", the smallest gold mention around it counts), and if that chain is a person, an
organisation or a place with a name: one with an article in Wikipedia, even if the text describes
it only, or with a mention that is a name and nothing else. All others are wrong: junk that is in
no chain, and whatever comes second for one chain, so that a name split in two costs. Chains that
we find nothing for cost recall. The title is the first line of the text. Average precision is over
the whole list, by the number of salient chains; NDCG@5 has a gain of one for each that is right.
Documents count alike.
"""

import argparse
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from bot.analysis.forms import fold
from bot.analysis.model import Model
from bot.analysis.names import Names, find_names
from bot.analysis.parsing import load_pipeline, parse
from bot.analysis.pipeline import BARS
from bot.domain import Entity, QuoteKind

BAR = BARS[QuoteKind.DIRECT]
GUM = Path(__file__).parents[2] / "shared" / "corpora" / "gum"
Tally = list[tuple[bool, bool]]
# "pred": in "Roe was a guest" both are one person; without it her chain falls in two
_CHAINS = {"coref", "ana", "cata", "appos", "pred"}
_ID = re.compile(r"^(.*?)(?:\[(\d+)\])?$")
_TARGET = re.compile(r"^(\d+-\d+)(?:\[(\d+)_(\d+)\])?$")
_FULL_NAME = re.compile(r"(?:the )?[A-Z]\w+(?: [A-Z]\w+)+")
_SINGLE_NAME = re.compile(r"[A-Z][a-z]+")
_GLUED_LEFT = re.compile(r"^(?:[,.;:!?)%\]’]|'s|'|n't|'re|'ve|'ll|'d|'m|-|–)$")


@dataclass
class Mention:
    start: int
    end: int
    salient: int
    identity: str | None
    type: str


@dataclass
class GoldText:
    name: str
    text: str
    title: str
    quoted: tuple[tuple[int, int], ...]
    chains: dict[str, list[Mention]] = field(default_factory=dict)


def read(path: Path) -> GoldText:
    """A document, its tokens set as running text again, with its chains of mentions."""
    sentences: list[list[list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#Text="):
            sentences.append([])
        elif line and not line.startswith("#"):
            sentences[-1].append(line.split("\t"))
    text, units, links, quoted = "", {}, [], []
    opened = False
    for rows in sentences:
        glue = True
        for row in rows:
            token = row[2]
            if token == '"':
                glue, after, opened = opened, not opened, not opened
                quoted.append(len(text) + (0 if glue else 2))
            else:
                glue = glue or bool(_GLUED_LEFT.match(token))
                after = token in {"(", "[", "-", "–", "$", "#"}
            text += ("" if glue else " ") + token
            start, glue = len(text) - len(token), after
            _units(row, start, len(text), units, links)
        text += "\n"
    marks = list(zip(quoted[::2], quoted[1::2], strict=False))
    title = text.split("\n", 1)[0]
    return GoldText(path.stem, text, title, tuple(marks), _chains(units, links))


def _units(row: list[str], start: int, end: int, units: dict, links: list) -> None:
    if row[3] == "_":
        return
    columns = [column.split("|") for column in (row[3], row[5], row[6])]
    for at, value in enumerate(columns[0]):
        kind, number = _ID.match(value).groups()
        key = number or row[0]
        if key in units:
            units[key].end = end
            continue
        salient = columns[1][min(at, len(columns[1]) - 1)].split("[")[0].count("s")
        identity = next(
            (v.split("[")[0] for v in columns[2] if v.endswith(f"[{number}]")),
            row[6] if row[6] != "_" and number is None else None,
        )
        units[key] = Mention(start, end, salient, identity, kind)
    for kind, target in zip(row[8].split("|"), row[9].split("|"), strict=False):
        if kind in _CHAINS:
            token, far, near = _TARGET.match(target).groups()
            links.append(
                (far if far and far != "0" else token, near if near and near != "0" else row[0])
            )


def _chains(units: dict[str, Mention], links: list[tuple[str, str]]) -> dict[str, list[Mention]]:
    parent = {key: key for key in units}

    def top(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    first: dict[str, str] = {}
    for key, mention in units.items():
        if mention.identity:
            links.append((key, first.setdefault(mention.identity, key)))
    for one, other in links:
        if one in units and other in units:
            parent[top(one)] = top(other)
    chains: defaultdict[str, list[Mention]] = defaultdict(list)
    for key, mention in units.items():
        chains[top(key)].append(mention)
    return chains


def resolving(gold: GoldText, names: Names, verbose: bool) -> dict[str, Tally]:
    """Kind of mention → for each, whether the name is right and whether it is over the bar."""
    counts: dict[str, Tally] = {"surname": [], "he/she": [], "he/she, told": []}
    for chain in gold.chains.values():
        words = [gold.text[m.start : m.end] for m in chain]
        full = [w for w in words if re.search(r"[A-Z]\w+ (?:\S+ )?[A-Z]\w+", w)]
        if not full or chain[0].type != "person":
            continue
        known = " | ".join(f" {fold(w)} " for w in words)
        for mention, text in zip(chain, words, strict=True):
            if text.lower() in {"he", "she", "him", "her", "his"}:
                kind = "he/she"
            elif re.fullmatch(r"[A-Z]\w+", text) and any(text in w.split() for w in full):
                kind = "surname"
            else:
                continue
            resolved = names.resolve(mention.start, mention.end)
            name = resolved.names[0] if resolved.names else ""
            right = bool(name) and f" {fold(name)} " in known
            counts[kind].append((right, bool(name) and resolved.confidence >= BAR))
            told = not any(start <= mention.start < end for start, end in gold.quoted)
            if kind == "he/she" and told:
                counts["he/she, told"].append(counts[kind][-1])
            if verbose and not right:
                around = gold.text[max(0, mention.start - 60) : mention.end + 30]
                print(gold.name, repr(text), full[0], resolved, repr(around))
    return counts


def ranking(gold: GoldText, entities: tuple[Entity, ...]) -> tuple[float, float] | None:
    """Average precision and NDCG@5 of the predicted entities, in their order."""
    spans = {(m.start, m.end): key for key, chain in gold.chains.items() for m in chain}
    salient = {
        key
        for key, chain in gold.chains.items()
        if max(m.salient for m in chain) >= 3
        and chain[0].type in {"person", "organization", "place"}
        and _is_named(gold, chain)
    }
    if not salient:
        return None
    hits: list[int] = []
    found: set[str] = set()
    for entity in entities:
        key = _chain_of(gold, entity, spans)
        hits.append(int(key in salient and key not in found))
        found.add(key or "")
    total, right = 0.0, 0
    for rank, hit in enumerate(hits, 1):
        right += hit
        total += hit * right / rank
    gain = sum(hit / math.log2(rank + 1) for rank, hit in enumerate(hits[:5], 1))
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(5, len(salient)) + 1))
    return total / len(salient), gain / best


def _is_named(gold: GoldText, chain: list[Mention]) -> bool:
    """Whether it has an article in Wikipedia, or a mention that is a name and nothing else."""
    return any(m.identity for m in chain) or any(
        _FULL_NAME.fullmatch(gold.text, m.start, m.end) or _is_single_name(gold, m) for m in chain
    )


def _is_single_name(gold: GoldText, mention: Mention) -> bool:
    """A capitalised word inside a sentence, and no part of a longer name: "their child, Gloria"."""
    before, after = gold.text[: mention.start].rstrip(" "), gold.text[mention.end :].lstrip(" ")
    alone = not re.search(r"(?:^|[.:?!\n\"]|[A-Z]\w*)$", before) and not after[:1].isupper()
    return alone and bool(_SINGLE_NAME.fullmatch(gold.text, mention.start, mention.end))


def _chain_of(gold: GoldText, entity: Entity, spans: dict[tuple[int, int], str]) -> str | None:
    """The chain that most of the entity's mentions are in, give or take "the" and "'s"."""
    votes = Counter(
        spans[start - before, end + after]
        for start, end in entity.mentions
        for before in (0, 4)
        for after in (0, 2)
        if (start - before, end + after) in spans
    )
    if votes:
        return max(votes, key=lambda key: votes[key])
    for start, end in entity.mentions:
        # "General Suleiman al-Amr", "Sydney, Australia": the smallest mention around it
        ends = [s for s in spans if s[0] <= start and s[1] == end]
        opens = [s for s in spans if s[0] == start and gold.text.startswith(", ", end)]
        around = [s for s in ends + opens if s[1] - s[0] < 60]
        if around:
            return spans[min(around, key=lambda s: s[1] - s[0])]
    return None


def names_of(gold: GoldText) -> Names:
    """The names of a document, as they are found on the way to its quotes."""
    doc = parse(gold.text, load_pipeline(Model().pipeline))
    return find_names(doc, title=gold.title, quoted=gold.quoted)


def measure(folder: Path, verbose: bool) -> None:
    totals: defaultdict[str, Tally] = defaultdict(list)
    ranks: list[tuple[float, float]] = []
    for path in sorted(folder.glob("*.tsv")):
        gold = read(path)
        names = names_of(gold)
        for kind, tally in resolving(gold, names, verbose).items():
            totals[kind] += tally
        rank = ranking(gold, names.entities)
        if rank:
            ranks.append(rank)
            print(f"{gold.name:28} AP {rank[0]:.2f}  NDCG@5 {rank[1]:.2f}")
    for kind, tally in totals.items():
        n = max(len(tally), 1)
        right = sum(right for right, _ in tally) / n
        said = sum(right and sure for right, sure in tally) / n
        wrong = sum(sure and not right for right, sure in tally) / n
        print(
            f"{kind:13} n={n:4}  right {right:.3f}; over the bar: {said:.3f} and {wrong:.3f} wrong"
        )
    precision, gain = (sum(column) / len(ranks) for column in zip(*ranks, strict=True))
    print(f"salience: AP {precision:.3f}, NDCG@5 {gain:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=GUM)
    parser.add_argument("--errors", action="store_true", help="print what is resolved wrong")
    wanted = parser.parse_args()
    measure(wanted.folder, wanted.errors)


if __name__ == "__main__":
    main()
