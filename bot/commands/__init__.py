"""The commands of `pullquote` that work on the archive, by what they do with it."""

from bot.commands.asking import asking
from bot.commands.drawing import drawing
from bot.commands.exporting import exporting
from bot.commands.feedback import feedback
from bot.commands.keeping import keeping
from bot.commands.naming import naming
from bot.commands.people import people

__all__ = ["asking", "drawing", "exporting", "feedback", "keeping", "naming", "people"]
