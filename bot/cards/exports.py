"""An export as Discord shows it: the file, what is in it, and what is not."""

from bot.archive import Choice, Exported
from bot.cards.pages import File, View, card
from bot.cards.text import clean
from bot.cards.timelines import advice
from bot.charts import headline


def export_card(exported: Exported, choice: Choice, name: str) -> View:
    """The file attached as ``name``; where it was cut, how to have the rest."""
    asked = clean(headline([choice.speaker], choice.about), 160)
    held = f"{exported.quotes:,} quote{'s' * (exported.quotes != 1)}"
    if exported.quotes < exported.found:
        held = (
            f"Only the newest {exported.quotes:,} of {exported.found:,} quotes fit;"
            " for the rest ask again with a speaker, words or days (`from`, `to`)."
        )
    return card(f"**{asked}**\n-# {held}", File(f"attachment://{name}"))


def no_export_card(choice: Choice) -> View:
    """What to try where nothing was found."""
    asked = clean(headline([choice.speaker], choice.about), 160)
    return card(f"{asked}: there are none here; {advice(choice)}.")
