"""The pointer to a card that stands already, as Discord gets it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import FirstCard, repost_card
from bot.domain import StoredReport
from tests.cards.making import HOSTILE, quote_of, reports, share, stored
from tests.cards.payload import assert_within_limits, components, custom_ids, labels, text

TEXT = "“Honk,” said Ada Marsh."
FIRST = replace(share(3), reply_id=2**63 - 1)


def test_a_pointer_says_when_by_whom_and_where_and_jumps_there() -> None:
    view = repost_card(stored(TEXT, (quote_of(TEXT, "“Honk,”"),)), share(), FirstCard(FIRST, "ada"))
    moment = int(FIRST.seen.shared_at.timestamp())
    assert text(view) == (
        "[The mill reopens](<https://news.example/a>)\n"
        f"-# shared <t:{moment}:R> by ada in <#2> · "
        f"[see the card](<https://discord.com/channels/1/2/{2**63 - 1}>)"
    )
    assert labels(view) == ["All quotes", "🗑"]
    assert custom_ids(view) == ["pq:quotes:7:0:0", "pq:delete:7:0:0"]


def test_a_pointer_without_quotes_or_name_is_one_all_the_same() -> None:
    view = repost_card(stored(TEXT), share(), FirstCard(FIRST))
    assert "R> in <#2>" in text(view)
    assert labels(view) == ["🗑"]


def test_a_pointer_to_a_spoiler_is_hidden() -> None:
    view = repost_card(stored(TEXT), share(spoiler=True), FirstCard(FIRST, "ada"))
    assert components(view)[0]["spoiler"] is True


@settings(max_examples=50, deadline=None)
@given(reports(), HOSTILE | st.text(max_size=100))
def test_any_name_and_title_make_a_pointer_that_pings_nobody(
    report: StoredReport, who: str
) -> None:
    view = repost_card(report, share(), FirstCard(FIRST, who))
    assert_within_limits(view)
    assert "<@" not in text(view).replace("\\<", "")  # escaped, it is no mention
    assert "@everyone" not in text(view)
