"""The steps by which an archive came to have its tables, each in a file of its own.

A migration that has been released never changes: what comes later is a migration of its own, at
the end of the list.
"""

from sqlite_utils.migrations import Migrations

from bot.archive.migrations.backfills import backfills
from bot.archive.migrations.corrections import corrections
from bot.archive.migrations.decisions import decisions
from bot.archive.migrations.first_light import first_light
from bot.archive.migrations.fuller_cards import fuller_cards
from bot.archive.migrations.keeping import keeping
from bot.archive.migrations.kinds_of_page import kinds_of_page
from bot.archive.migrations.one_article import one_article
from bot.archive.migrations.one_story import one_story
from bot.archive.migrations.other_titles import other_titles
from bot.archive.migrations.privacy import privacy
from bot.archive.migrations.questions import questions
from bot.archive.migrations.quick_looks import quick_looks
from bot.archive.migrations.said_where import said_where
from bot.archive.migrations.second_reads import second_reads
from bot.archive.migrations.shares_here import shares_here
from bot.archive.migrations.shorter_leaves import shorter_leaves
from bot.archive.migrations.tags import tags
from bot.archive.migrations.texts import texts
from bot.archive.migrations.who_is_who import who_is_who
from bot.archive.migrations.who_speaks_where import who_speaks_where

migrations = Migrations("pullquote")

for _step in (
    first_light,
    second_reads,
    one_story,
    kinds_of_page,
    keeping,
    quick_looks,
    backfills,
    who_is_who,
    other_titles,
    questions,
    fuller_cards,
    corrections,
    decisions,
    privacy,
    tags,
    one_article,
    texts,
    said_where,
    who_speaks_where,
    shorter_leaves,
    shares_here,
):
    migrations()(_step)
