"""Whatever a page holds, nothing of it is live on any card: no ping, link, invitation or emoji."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import (
    asked_card,
    mend_quote_page,
    mending_page,
    names_page,
    quotes_page,
    report_card,
)
from bot.domain import (
    Article,
    CardChoices,
    Correction,
    CorrectionKind,
    Entity,
    Quote,
    QuoteKind,
    Report,
    StoredReport,
)
from tests.cards.making import share
from tests.cards.payload import texts

ATTACKS = (
    "@everyone",
    "@here",
    "<@123456789012345678>",
    "<@&123456789012345678>",
    "<#123456789012345678>",
    "</ban:123456789012345678>",
    "<t:1757030400:R>",
    "<:kappa:123456789012345678>",
    "<a:kappa:123456789012345678>",
    ":joy:",
    "[free](https://evil.example)",
    "https://evil.example",
    "discord.gg/abc",
    "discord.com/invite/abc",
    "||spoiler||",
    "**bold**",
    "`code`",
    "```block```",
    "# heading",
    "-# small",
    "> cited",
    "\n",
    "\u202e",
    "a",
    " ",
    "’",
    "“",
    "\\",
)
WORDS = st.lists(st.sampled_from(ATTACKS), min_size=1, max_size=6).map("".join)
# What is ours: boxes, masked links to what was shared, bold, small print, heads.
BOX = re.compile(r"(?<!\\)`[^`\n]+`")
LINK = re.compile(r"\]\(<https://news\.example/a>\)")
LIVE = re.compile(
    r"@(?!\u200b)"
    r"|://"
    r"|discord(?:app)?\.\w"
    r"|(?<!\\)(?:\\\\)*[`|<>~]"
    r"|(?<!\\):[\w+~-]+:"
    r"|(?<!\\)(?:\\\\)*\]\("
    r"|[\u202a-\u202e\u2066-\u2069]",
    re.IGNORECASE,
)


@st.composite
def hostile(draw: st.DrawFn) -> StoredReport:
    """An article whose every word is an attack."""
    text = draw(WORDS) + " " + draw(WORDS)
    span = ((0, len(text)),)
    quote = Quote(
        draw(st.sampled_from(QuoteKind)),
        span,
        span,
        speakers=(draw(WORDS),),
        relay=draw(WORDS),
        addressee=draw(WORDS),
    )
    kinds = ("PERSON", "ORG", "GPE")
    names = tuple(Entity(draw(WORDS), kind, (draw(WORDS),), role=draw(WORDS)) for kind in kinds)
    spoken = Entity(quote.speakers[0], "PERSON", role=draw(WORDS))
    article = Article(text, title=draw(WORDS), site=draw(WORDS), image=draw(WORDS))
    return StoredReport(1, Report(article, (quote,), (spoken, *names)))


def dead(line: str) -> bool:
    return not LIVE.search(LINK.sub("]", BOX.sub("", line)))


@settings(max_examples=80, deadline=None)
@given(hostile(), WORDS, st.sampled_from(("full", "compact")))
def test_nothing_of_a_page_is_live(report: StoredReport, typed: str, size: str) -> None:
    quote = report.report.quotes[0]
    made = [Correction(CorrectionKind.SPEAKER, quote.content, typed, typed)]
    views = (
        report_card(report, share(), replace(CardChoices(thumbnail=True), size=size)),
        report_card(report, share(), CardChoices(place="request")),
        asked_card(report, share()),
        quotes_page(report, share()),
        names_page(report, share()),
        mending_page(report, share(), made),
        mend_quote_page(report, share(), quote),
    )
    for view in views:
        for line in texts(view):
            assert dead(line), line
