"""How much an article is about something.

    salience = 0.4 · √frequency + 0.35 · first position + 0.25 · title,
    halved for what is no person, organisation or place, and for an outlet that the title lacks

*Frequency* is the emphasis (:mod:`bot.analysis.emphasis`) over that of the most mentioned entity.
The root keeps a name said forty times from drowning one said ten times. *First position* is 1 at
the first character of the text and 0 at its end; *title* is 1 if the title has the name. That
frequency, position and title together find what summaries keep is old news (Dunietz & Gillick,
EACL 2014); ``benchmarks/names.py`` measures it on sixteen documents of GUM, where weights chosen
without the document they are tried on do no better than these round ones.
"""

from math import sqrt

from bot.analysis.forms import word_set

_ACTORS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC"))
_OUTLETS = word_set("""
    news times post herald tribune journal gazette review echo ledger press magazine radio
    television tv newspaper weekly telegraph guardian observer broadcasting
    bbc cnn cbc cbs nbc abc reuters wikinews bloomberg tass xinhua
""")


def salience(
    kind: str, frequency: float, first: float, *, in_title: bool, outlet: bool = False
) -> float:
    """How salient something of this entity label is, 0–1.

    Parameters:
        frequency: Its emphasis over that of the most mentioned entity, 0–1.
        first: Where it is first mentioned, as a share of the text, 0–1.
        in_title: Whether the title names it.
        outlet: Whether it is a newspaper or the like, which others' news cite.
    """
    score = 0.4 * sqrt(frequency) + 0.35 * (1.0 - first) + 0.25 * in_title
    halved = kind not in _ACTORS or (outlet and not in_title)
    return round(score / 2 if halved else score, 4)


def is_outlet(key: str) -> bool:
    """Whether a folded name is that of a newspaper, a broadcaster, an agency."""
    return not _OUTLETS.isdisjoint(key.split()[-1:])
