"""What an interaction was answered with, however it was acknowledged."""

import simcord

from tests.cogs.newsroom import content


def told(result: simcord.InteractionResult) -> str:
    """All text of the answers, which must be for the asker's eyes only."""
    answers = [
        it for it in (*result.followups, result.response) if it and (content(it) or it.content)
    ]
    assert answers
    assert all(it.ephemeral for it in answers)
    return "\n".join(content(it) or it.content for it in answers)


def answer(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The last answer that shows something."""
    return [
        it for it in (result.response, *result.followups) if it and (content(it) or it.content)
    ][-1]
