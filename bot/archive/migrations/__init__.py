"""The steps by which an archive came to have its tables, each in a file of its own.

A migration that has been released never changes: what comes later is a migration of its own, at
the end of the list.
"""

from sqlite_utils.migrations import Migrations

from bot.archive.migrations.first_light import first_light
from bot.archive.migrations.keeping import keeping
from bot.archive.migrations.kinds_of_page import kinds_of_page
from bot.archive.migrations.one_story import one_story
from bot.archive.migrations.privacy import privacy
from bot.archive.migrations.quick_looks import quick_looks
from bot.archive.migrations.second_reads import second_reads

migrations = Migrations("pullquote")

for _step in (
    first_light,
    second_reads,
    one_story,
    kinds_of_page,
    keeping,
    quick_looks,
    privacy,
):
    migrations()(_step)
