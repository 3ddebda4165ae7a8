"""The archive as the rest of the house sees it: every method is awaited, none blocks the loop."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from bot.archive import (
    articles,
    asking,
    feedback,
    forgetting,
    inbox,
    questions,
    recounted,
    retention,
    searching,
    shares,
    upkeep,
)
from bot.archive import corrections as mending
from bot.archive import roster as rosters
from bot.archive import sites as outlets
from bot.archive import timeline as counting
from bot.archive import validators as validating
from bot.archive import who as people
from bot.archive.asking import QuotePage, QuoteQuery
from bot.archive.backfills import Backfills
from bot.archive.choosing import Choice
from bot.archive.feedback import Feedback
from bot.archive.lanes import Lane
from bot.archive.likeness import Marks
from bot.archive.naming import Naming
from bot.archive.operating import Operating
from bot.archive.persons import People
from bot.archive.rereading import Rereading
from bot.archive.roster import Roster, RosterQuery
from bot.archive.searching import SearchPage
from bot.archive.servers import Servers
from bot.archive.sites import SiteCount
from bot.archive.speakers import SpeakerCount
from bot.archive.timeline import Timeline
from bot.archive.who import WhoFound
from bot.domain import Correction, Report, Scope, Share, Sighting, StoredReport, Validators


class Archive:
    """Articles, who said what in them, and where they were shared. Made by open_archive.

    Any method may raise ArchiveUnavailable (busy, slow, disk full), ArchiveReadOnly or
    ArchiveUnreadable; those that read articles or shares, ArticleDamaged.
    """

    def __init__(self, writer: Lane, reader: Lane, inspector: Lane) -> None:
        self._writer = writer
        self._reader = reader
        self._inspector = inspector
        self.backfills = Backfills(writer, reader)
        self.rereading = Rereading(writer, reader)
        self.names = Naming(writer, reader, inspector)  #: who is who
        self.servers = Servers(writer, reader)
        self.people = People(writer, reader)
        self.operating = Operating(writer, reader)

    @property
    def path(self) -> Path:
        """The file, for who reads it by a connection of their own."""
        return self._reader.path

    async def see(self, sightings: Sequence[Sighting]) -> list[Share]:
        """Put links into the inbox; those already seen in their message are left out."""
        return await self._writer.run(shares.see, sightings)

    async def see_quietly(self, sightings: Sequence[Sighting]) -> list[Share]:
        """Note links that no card will answer; return those of them that are still to be read."""
        return await self._writer.run(shares.see_quietly, sightings)

    async def waiting(
        self, place_id: int | None = None, besides: Sequence[int] = (), *, messages: int = -1
    ) -> list[Share]:
        """The shares that still wait for their reply, in turns that go round their authors.

        Parameters:
            place_id: only those of this server, or of these direct messages; None for all.
            besides: the ids of shares to leave out.
            messages: only those of so many messages; -1 for all.
        """
        return await self._reader.run(inbox.waiting, place_id, besides, messages)

    async def waiting_by_place(self, besides: Sequence[int]) -> dict[int, int]:
        """How many shares besides these wait, by their server or direct messages."""
        return await self._reader.run(inbox.waiting_by_place, besides)

    async def known(self, key: str, since: datetime) -> StoredReport | None:
        """The report under a link key, if it was read at or after ``since``."""
        return await self._reader.run(articles.known, key, since)

    async def keep(self, key: str) -> StoredReport | None:
        """The report under a link key, whenever it was read; it outlives its shares from now on."""
        return await self._writer.run(articles.keep, key)

    async def validators(self, key: str, analyser: str) -> Validators | None:
        """What the page under a link key said of itself when it was last read.

        None if it said nothing, or was read by other rules than those of ``analyser``.
        """
        return await self._reader.run(validating.validators, key, analyser)

    async def confirm(self, share_id: int, key: str) -> StoredReport:
        """Note that the page under a key hasn't changed, tie a share to its article, and return it.

        Raises ShareGone or ArticleGone.
        """
        return await self._writer.run(validating.confirm, share_id, key)

    async def record(
        self,
        share_id: int | None,
        key: str,
        report: Report,
        analyser: str,
        held: Validators | None = None,
        *,
        final: str | None = None,
        canonical: str | None = None,
        marked: Marks | None = None,
    ) -> StoredReport:
        """Store a report in one transaction, and return it as stored, as its own outlet has it.

        Parameters:
            share_id: the share that it was read for; None keeps it without any share.
            key: the link's key.
            analyser: the version of the rules that found the quotes.
            held: what the page said of itself.
            final: the key of the address that the link led to.
            canonical: the key of the address that the page calls its own; it is only believed
                where the texts agree, and never answers for a page that wasn't read.
            marked: the article's marks, where a worker has worked them out.

        Raises ShareGone, with nothing stored, if the message was deleted meanwhile.
        """
        return await self._writer.run(
            validating.record,
            share_id,
            key,
            report,
            analyser,
            held,
            final=final,
            canonical=canonical,
            marked=marked,
        )

    async def attach(self, share_id: int, article_id: int, key: str | None = None) -> None:
        """Tie a share to an article that is known by a key; raises ShareGone or ArticleGone."""
        await self._writer.run(shares.attach, share_id, article_id, key)

    async def answered(self, share_id: int, reply_id: int, thread_id: int | None = None) -> None:
        """Keep our reply's id; raises ShareGone: then the reply should be deleted too."""
        await self._writer.run(shares.answered, share_id, reply_id, thread_id)

    async def offer(self, share_id: int) -> None:
        """Note that a share has its answer as soon as somebody wants it."""
        await self._writer.run(shares.offer, share_id)

    async def offers(self, message_id: int) -> list[Share]:
        """The shares of a message whose card nobody has wanted yet."""
        return await self._reader.run(shares.offers, message_id)

    async def no_card(self, share_id: int) -> None:
        """Note that a share's answer, unlike a card, is none to point later shares to."""
        await self._writer.run(shares.no_card, share_id)

    async def earlier(self, share_id: int) -> list[Share]:
        """The answered shares of the same story in the same message, or with a card in the server.

        Those of the message come first, then the oldest; only such as quote all that this one does.
        """
        return await self._reader.run(shares.earlier, share_id)

    async def fail(self, share_id: int, kind: str, message: str) -> None:
        """Keep why a link could not be read; a share that is gone is passed over."""
        await self._writer.run(shares.fail, share_id, kind, message)

    async def failures(self, message_id: int) -> list[tuple[str, str]]:
        """Each link of a message that could not be read, with the sentence that says why."""
        return await self._reader.run(shares.failures, message_id)

    async def share(self, share_id: int) -> Share | None:
        return await self._reader.run(shares.share, share_id)

    async def share_of_reply(self, reply_id: int) -> Share | None:
        """The share that one of our replies answers, by the reply's message id."""
        return await self._reader.run(shares.share_of_reply, reply_id)

    async def shares_of_message(self, message_id: int) -> list[Share]:
        return await self._reader.run(shares.shares_of_message, message_id)

    async def channels(self, guild_id: int) -> list[int]:
        """The channels and threads of a server in which something was shared."""
        return await self._reader.run(shares.channels, guild_id)

    async def report(self, article_id: int, share_id: int | None = None) -> StoredReport | None:
        """A report with the outlet that a share linked and what was corrected in its server.

        Without a share it is as it was read, with the first outlet.
        """
        return await self._reader.run(mending.report, article_id, share_id)

    async def correct(self, share_id: int, correction: Correction, author_id: int) -> StoredReport:
        """Keep what somebody says is wrong, for the share's server; return the report as it is now.

        Raises ShareGone, ArticleGone, QuoteGone or TooManyCorrections.
        """
        return await self._writer.run(mending.correct, share_id, correction, author_id)

    async def undo_correction(self, share_id: int, author_id: int) -> StoredReport:
        """Take the last correction of a share's article in its server back; see correct."""
        return await self._writer.run(mending.undo, share_id, author_id)

    async def corrections(self, article_id: int, place_id: int) -> list[Correction]:
        """What holds of an article in a server (or direct messages), the newest first."""
        return await self._reader.run(mending.active, article_id, place_id)

    async def feedback(self) -> list[Feedback]:
        """Every article with what people said is wrong in it, as it was read."""
        return await self._reader.run(feedback.feedback)

    async def forget_message(self, message_id: int) -> list[Share]:
        """Delete a message's shares and what only they held; return those shares."""
        return await self._writer.run(forgetting.forget_message, message_id)

    async def forget_link(self, message_id: int, url: str) -> Share | None:
        """Delete the share of a link that was edited out of its message, and what only it held."""
        return await self._writer.run(forgetting.forget_link, message_id, url)

    async def forget_channel(self, guild_id: int, channel_id: int) -> None:
        """Delete all shares of a channel or thread and what only they held, a part at a time."""
        while await self._writer.run(forgetting.forget_some_of_channel, guild_id, channel_id):
            pass

    async def quotes(self, query: QuoteQuery) -> QuotePage:
        """A page of the quotes that answer a question, in the order that it asks for."""
        return await self._reader.run(asking.quotes, query)

    async def search(
        self, words: str, scope: Scope | None, *, offset: int = 0, limit: int = 5
    ) -> SearchPage:
        """A page of the quotes and titles that have all the words, best first.

        Parameters:
            words: words in any inflection, ``"a phrase"``, ``beginn*``, ``-not``, ``this OR that``.
            scope: what the asker may see; None for everything.
        """
        return await self._reader.run(searching.search, words, scope, offset, limit)

    async def speakers(
        self, typed: str, scope: Scope | None, limit: int = 25
    ) -> list[SpeakerCount]:
        """Speakers with a name part that begins as typed, most quoted first; all for ``""``."""
        return await self._reader.run(recounted.suggested, typed, scope, limit)

    async def sites(self, typed: str, scope: Scope, limit: int = 25) -> list[SiteCount]:
        """Sites with a part that is as typed, those shared most first."""
        return await self._reader.run(outlets.sites, typed, scope, limit)

    async def roster(self, query: RosterQuery) -> Roster:
        """A page of those who are quoted: the most, or newly, or about something."""
        return await self._reader.run(rosters.roster, query)

    async def who(self, typed: str, scope: Scope | None) -> WhoFound:
        """Who a name stands for, or between whom to choose."""
        return await self._reader.run(people.who, typed, scope)

    async def share_in(self, key: str, scope: Scope) -> Share | None:
        """The newest share in scope of the article that is known by a link's key."""
        return await self._reader.run(shares.share_in, key, scope)

    async def keep_question(self, asked: Mapping[str, str]) -> str:
        """Keep a question for a week, for a button that has no room for it; return its digest."""
        return await self._writer.run(questions.keep, asked)

    async def kept_question(self, digest: str) -> dict[str, str] | None:
        """The question that was kept under a digest; None if it is too old."""
        return await self._reader.run(questions.kept, digest)

    async def timeline(self, *choices: Choice) -> Timeline | None:
        """The quotes of one or two choices over time, with key quotes; None if there are none."""
        return await self._reader.run(counting.timeline, choices)

    async def expire(self, before: datetime) -> None:
        """Delete what was shared, or else kept, before a moment, and what only that held."""
        while old := await self._reader.run(retention.old_shares, before):
            await self._writer.run(forgetting.forget, old)
        while kept := await self._reader.run(retention.old_articles, before):
            await self._writer.run(retention.forget_articles, kept)

    async def drop_texts(self) -> None:
        """Give up the text of articles, but for the words of their quotes and names."""
        while texts := await self._reader.run(retention.with_text):
            await self._writer.run(retention.drop_texts, texts)

    async def leave_guild(self, guild_id: int) -> None:
        """Note that we have left a server."""
        await self._writer.run(retention.leave, guild_id)

    async def rejoin_guild(self, guild_id: int) -> None:
        """Note that we are in a server, again or for the first time."""
        await self._writer.run(retention.rejoin, guild_id)

    async def in_guilds(self, guild_ids: Sequence[int]) -> None:
        """Note that we are in these servers, and have left all others."""
        await self._writer.run(retention.in_guilds, guild_ids)

    async def forget_left_guilds(self, before: datetime) -> None:
        """Delete what was shared in servers that we left before a moment, and what only that held.

        A server that we come back to meanwhile keeps what is left.
        """
        for guild_id in await self._reader.run(retention.left, before):
            while await self._writer.run(retention.forget_some_of_left, guild_id):
                pass

    async def check(self) -> None:
        """Read the whole file through, beside all other work; raises ArchiveUnreadable."""
        await self._inspector.run(upkeep.check)

    async def tidy(self) -> None:
        """Learn what plans the questions need, and fold the write-ahead log into the file."""
        await self._writer.run_bare(upkeep.tidy)
