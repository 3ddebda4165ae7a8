"""The language in force, and what comes out in it."""

import asyncio
import pickle
from datetime import date

import pytest

from bot.articles.errors import OtherLanguage
from bot.domain import PageKind, PullquoteError
from bot.languages import (
    ENGLISH,
    LANGUAGES,
    Language,
    LanguageName,
    Words,
    _,
    day,
    days,
    language,
    language_of,
    listed,
    month_of_year,
    ngettext,
    number,
    speak,
    speaking,
)


@pytest.mark.parametrize(
    ("locale", "spoken"),
    [
        ("en-GB", "en"),
        ("de", "de"),
        ("es-419", "es"),
        ("es-ES", "es"),
        ("ja", "ja"),
        ("pt-BR", None),
    ],
)
def test_a_locale_of_discords_has_a_language_of_ours_or_none(
    locale: str, spoken: Language | None
) -> None:
    assert language_of(locale) == spoken


async def test_a_language_holds_for_its_task_alone() -> None:
    async def answered() -> str:
        speak("de")
        await asyncio.sleep(0)
        return language()

    assert await asyncio.gather(asyncio.create_task(answered())) == ["de"]
    assert language() == ENGLISH


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_what_no_catalogue_knows_is_said_in_english(spoken: Language) -> None:
    with speaking(spoken):
        assert _("No catalogue knows this sentence.") == "No catalogue knows this sentence."
        assert ngettext("{count} wheel", "{count} wheels", 2) == "{count} wheels"
        assert not _("")


def test_numbers_days_and_lists_are_written_as_the_language_has_them() -> None:
    first, last = date(2025, 3, 3), date(2025, 9, 5)
    written: dict[str, tuple[str, ...]] = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            names = listed(["Ada", "Bo", "Cy"])
            written[spoken] = number(1234), day(last), month_of_year(last, whole=True), names
    assert written == {
        "en": ("1,234", "5 Sep 2025", "September 2025", "Ada, Bo and Cy"),
        "de": ("1.234", "5. Sept. 2025", "September 2025", "Ada, Bo und Cy"),
        "es": ("1.234", "5 sept 2025", "septiembre de 2025", "Ada, Bo y Cy"),
        "fr": ("1\u202f234", "5 sept. 2025", "septembre 2025", "Ada, Bo et Cy"),
        "ja": ("1,234", "2025年9月5日", "2025年9月", "Ada、Bo、Cy"),
    }
    assert days(first, last) == "3 Mar – 5 Sep 2025"
    assert days(date(2024, 12, 1), last) == "1 Dec 2024 – 5 Sep 2025"
    assert days(last, last) == "5 Sep 2025"
    assert (listed([]), listed(["Ada"])) == ("", "Ada")


def test_an_error_is_english_for_logs_and_in_words_for_who_asked() -> None:
    error = OtherLanguage(PageKind.OTHER_LANGUAGE.sentence, language=LanguageName("de"))
    english = "That text is in German, and I read English only; share an English one."
    with speaking("de"):
        assert str(error) == english
        assert "Deutsch" in error.in_words()
    assert error.in_words() == english


def test_an_error_comes_back_whole_from_another_process() -> None:
    error = PullquoteError(
        "“{name}” must be {what}.", name="{size}", what=Words("a {kind}", kind=1)
    )
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is PullquoteError
    assert str(back) == "“{size}” must be a 1."


def test_a_sentence_without_facts_is_taken_as_it_is() -> None:
    assert str(PullquoteError("Braces {stay}.")) == "Braces {stay}."
    assert not str(PullquoteError())
