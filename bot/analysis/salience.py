"""How much an article is about something.

    salience = 0.5 · frequency + 0.25 · first position + 0.25 · title

*Frequency* is the number of mentions over that of the most mentioned entity, pronouns and
descriptions counting half, as a square root so that a name said forty times does not drown one
said ten times; *first position* is 1 at the first character of the text and 0 at its end; *title*
is 1 if the title names it. Frequency, position and title together find what summaries keep better
than either alone (Dunietz & Gillick 2014 found the same of news).
"""

from math import sqrt


def salience(mentions: float, most: float, first: float, *, in_title: bool) -> float:
    """The salience, 0–1, of something mentioned so often and first at this share of the text."""
    frequency = sqrt(mentions / most) if most else 0.0
    score = 0.5 * frequency + 0.25 * (1.0 - first) + (0.25 if in_title else 0.0)
    return round(min(max(score, 0.0), 1.0), 4)
