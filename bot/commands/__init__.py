"""The commands of `pullquote` that work on the archive, by what they do with it."""

from bot.commands.asking import asking
from bot.commands.feedback import feedback
from bot.commands.keeping import keeping

__all__ = ["asking", "feedback", "keeping"]
