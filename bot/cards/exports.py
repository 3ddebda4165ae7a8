"""An export as Discord shows it: the file, what is in it, and what is not."""

from bot.archive import Choice, Exported
from bot.cards import counts
from bot.cards.pages import File, View, card
from bot.cards.text import clean
from bot.cards.timelines import none_here
from bot.charts import headline
from bot.languages import _, number


def export_card(exported: Exported, choice: Choice, name: str) -> View:
    """The file attached as ``name``; where it was cut, how to have the rest."""
    asked = clean(headline([choice.speaker], choice.about), 160)
    held = counts.quotes(exported.quotes)
    if exported.quotes < exported.found:
        held = _(
            "Only the newest {count} of {total} quotes fit;"
            " for the rest ask again with a speaker, words or days (`from`, `to`)."
        ).format(count=number(exported.quotes), total=number(exported.found))
    return card(f"**{asked}**\n-# {held}", File(f"attachment://{name}"))


def no_export_card(choice: Choice) -> View:
    """What to try where nothing was found."""
    asked = clean(headline([choice.speaker], choice.about), 160)
    return card(none_here(choice).format(asked=asked))
