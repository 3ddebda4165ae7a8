"""What can go wrong before a text is read."""

from bot.domain import PullquoteError


class PipelineMissing(PullquoteError):
    """The spaCy pipeline that is to read English is not installed."""

    kind = "pipeline_missing"
