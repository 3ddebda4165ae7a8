"""What can go wrong before training begins."""

from bot.domain import PullquoteError


class CorpusMissing(PullquoteError):
    """The folder holds no PolNeAR."""

    kind = "corpus_missing"


class TrainingExtraMissing(PullquoteError):
    """What only training needs is not installed."""

    kind = "training_extra_missing"


class CheckpointUnfit(PullquoteError):
    """A run was begun here with another plan."""

    kind = "checkpoint_unfit"


class FeedbackUnfit(PullquoteError):
    """A file that was given as feedback is none."""

    kind = "feedback_unfit"
