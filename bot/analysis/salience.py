"""How much an article is about something.

    salience = 0.4 · √frequency + 0.35 · first position + 0.25 · title,
    halved for what is no person, organisation or place

*Frequency* is the number of mentions by name over that of the most mentioned entity; pronouns and
descriptions that mean it count half, a people's name ("Chinese") says nothing of the country. The
root keeps a name said forty times from drowning one said ten times. *First position* is 1 at the
first character of the text and 0 at its end; *title* is 1 if the title has the name. That
frequency, position and title together find what summaries keep is old news (Dunietz & Gillick,
EACL 2014); the weights were chosen on sixteen documents of GUM, by ``benchmarks/names.py``.
"""

from math import sqrt

_ACTORS = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC"))


def salience(kind: str, frequency: float, first: float, *, in_title: bool) -> float:
    """How salient something of this entity label is, 0–1.

    Parameters:
        frequency: Its mentions over those of the most mentioned entity, 0–1.
        first: Where it is first mentioned, as a share of the text, 0–1.
        in_title: Whether the title names it.
    """
    score = 0.4 * sqrt(frequency) + 0.35 * (1.0 - first) + 0.25 * in_title
    return round(score if kind in _ACTORS else score / 2, 4)
