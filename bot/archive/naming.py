"""Who is who, as the rest of the house asks for it and decides about it."""

from itertools import groupby

from bot.archive import decided, mentioned, near_words, one_article, recounted, surnames
from bot.archive.following import EVERYWHERE
from bot.archive.lanes import Lane
from bot.archive.name_changes import NameChange
from bot.archive.people import Candidate
from bot.domain import Scope


class Naming:
    """The people of an archive and their names. ``archive.names`` is one.

    What is decided about them holds in one server, or, with None for its id, archive-wide.
    """

    def __init__(self, writer: Lane, reader: Lane, inspector: Lane) -> None:
        self._writer = writer
        self._reader = reader
        self._inspector = inspector

    async def candidates(
        self, typed: str, scope: Scope | None, limit: int = 25, *, beginnings: bool = True
    ) -> list[Candidate]:
        """Everybody in scope who may be meant by a name, most quoted first.

        One alone for a full name, or one behind an equals sign; ask on with ``exactly``.

        Parameters:
            beginnings: where no name has the words, look for names with words that begin so.
        """
        return await self._reader.run(
            recounted.candidates, typed, scope, limit, beginnings=beginnings
        )

    async def anybody(
        self, typed: str, scope: Scope | None, limit: int = 25, *, beginnings: bool = True
    ) -> list[Candidate]:
        """Everybody in scope who may be meant by a name, also who is mentioned but never quoted.

        Those called exactly so come first; the quotes of who is only mentioned are 0.
        """
        return await self._reader.run(mentioned.anybody, typed, scope, limit, beginnings=beginnings)

    async def near(self, typed: str, scope: Scope | None) -> list[Candidate]:
        """The few people in scope whose names are nearest to one that nobody has."""
        return await self._reader.run(recounted.near_names, typed, scope)

    async def near_words(self, typed: str, scope: Scope | None) -> list[str]:
        """A search that finds nothing, with a word each corrected so that it finds something."""
        return await self._reader.run(near_words.near_words, typed, scope)

    async def forms(self, identity_id: int, scope: Scope | None) -> list[str]:
        """The names of somebody in scope: those most quoted first, then those only mentioned."""
        return await self._reader.run(mentioned.all_forms, identity_id, scope)

    async def merge(
        self, guild_id: int | None, author_id: int | None, one: int, into: int
    ) -> NameChange:
        """Make two identities one; raises NotOneName or TooManyChanges."""
        return await self._writer.run(decided.merge, guild_id or EVERYWHERE, author_id, one, into)

    async def split(
        self, guild_id: int | None, author_id: int | None, one: int, form: str
    ) -> NameChange:
        """Make one of an identity's names somebody's own; raises NotOneName or TooManyChanges."""
        return await self._writer.run(decided.split, guild_id or EVERYWHERE, author_id, one, form)

    async def rename(
        self, guild_id: int | None, author_id: int | None, one: int, to: str
    ) -> NameChange:
        """Call an identity otherwise; raises NotOneName or TooManyChanges."""
        return await self._writer.run(decided.rename, guild_id or EVERYWHERE, author_id, one, to)

    async def in_article(
        self,
        guild_id: int,
        author_id: int,
        article_id: int,
        form: str,
        becomes: str,
        into: int | None = None,
    ) -> NameChange:
        """Make a name in one article another's: an identity's, or somebody new's.

        Raises NotOneName or TooManyChanges.
        """
        return await self._writer.run(
            one_article.in_article, guild_id, author_id, article_id, form, becomes, into
        )

    async def from_context(self) -> None:
        """Take surnames that stand alone for those whom context leaves no doubt about.

        Beside all other work, a channel at a time; what people decided or took back is left alone.
        """
        alone = await self._inspector.run(surnames.alone)
        for _, of_channel in groupby(alone, lambda one: (one.guild_id, one.channel_id)):
            if told := await self._inspector.run(surnames.told, list(of_channel)):
                await self._writer.run(surnames.keep, told)

    async def undo(self, guild_id: int | None, author_id: int | None, change_id: int) -> NameChange:
        """Take a decision back; raises NoSuchChange."""
        return await self._writer.run(decided.undo, guild_id or EVERYWHERE, author_id, change_id)

    async def log(
        self, guild_id: int | None, limit: int = 10, scope: Scope | None = None
    ) -> list[NameChange]:
        """The latest decisions, newest first, those taken back as well.

        Parameters:
            scope: what the asker may see: what a channel told is told to who can see it.
        """
        return await self._reader.run(decided.log, guild_id or EVERYWHERE, limit, scope)
