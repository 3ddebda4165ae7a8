"""What can go wrong before a text is read."""

from bot.domain import PullquoteError


class PipelineMissing(PullquoteError):
    """The spaCy pipeline that is to read English is not installed."""

    kind = "pipeline_missing"


class WeightsMissing(PullquoteError):
    """The learned engine's weights are not installed."""

    kind = "weights_missing"


class WeightsUnfit(PullquoteError):
    """The learned engine's weights belong to another spaCy pipeline."""

    kind = "weights_unfit"
