"""What a question about charts and exports chooses of the archive."""

from datetime import date

from bot.archive import Choice
from bot.cards import Asked
from bot.domain import Scope


def choice_of(asked: Asked, speaker: str | None, scope: Scope) -> Choice:
    """The quotes that are asked for, of one speaker or of anybody, of what the asker may see."""
    first, last = asked.said.get("from"), asked.said.get("to")
    return Choice(
        speaker,
        asked.said.get("about"),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        scope,
    )
