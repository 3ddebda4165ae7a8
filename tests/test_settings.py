"""What can be set, what may not, and that `.env.example` tells the truth."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.archive import Retention
from bot.domain import PullquoteError
from bot.settings import CORES, BadSetting, NoToken, Settings, load_settings, variable

pytestmark = pytest.mark.usefixtures("nothing_set")

EXAMPLE = Path(__file__).parent.parent / ".env.example"


def test_the_example_shows_every_setting_with_its_default_and_its_line() -> None:
    shown = [block.splitlines() for block in EXAMPLE.read_text("utf-8").split("\n\n")[1:]]
    assert shown == [
        [
            f"# {field.description}",
            f"{variable(name)}={'' if field.default is None else field.default}",
        ]
        for name, field in Settings.model_fields.items()
    ]


def test_the_example_as_it_is_sets_the_defaults(tmp_path: Path) -> None:
    defaults = load_settings()
    (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())
    assert load_settings() == defaults


def test_the_file_sets_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PULLQUOTE_FRESH_FOR=2\nPULLQUOTE_LOG_LEVEL=debug\nOTHER=1\n")
    monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "WARNING")
    settings = load_settings()
    assert (settings.fresh_for, settings.log_level) == (2, "warning")


def test_a_home_folder_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE", "~/quotes.db")
    assert load_settings().database == Path.home() / "quotes.db"


def test_how_long_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().retention() == Retention(days=None, text=True, left_days=7)
    monkeypatch.setenv("PULLQUOTE_KEEP_DAYS", "90")
    monkeypatch.setenv("PULLQUOTE_KEEP_TEXT", "false")
    monkeypatch.setenv("PULLQUOTE_KEEP_LEFT_DAYS", "0")
    assert load_settings().retention() == Retention(days=90, text=False, left_days=0)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().workers = 2


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("PULLQUOTE_WORKERS", "0", "a whole number from 1 to"),
        ("PULLQUOTE_WORKERS", str(CORES + 1), f"from 1 to {CORES}"),
        ("PULLQUOTE_WORKERS", "many", "a whole number"),
        ("PULLQUOTE_PIPELINE", "../models/mine", "the name of an installed spaCy pipeline"),
        ("PULLQUOTE_ANALYSIS_TIMEOUT", "nan", "a number of seconds from 1 to 600"),
        ("PULLQUOTE_FRESH_FOR", "-1", "a number of hours from 0 to 8760"),
        ("PULLQUOTE_LINKS_PER_MESSAGE", "1.5", "a whole number from 1 to 25"),
        ("PULLQUOTE_KEEP_DAYS", "0", "a whole number of days from 1 to 36500"),
        ("PULLQUOTE_KEEP_TEXT", "some", "true or false"),
        ("PULLQUOTE_KEEP_LEFT_DAYS", "-1", "a whole number of days from 0 to 365"),
        ("PULLQUOTE_CONTACT_URL", "https://a.example/\r\nX: 1", "begins with https://"),
        ("PULLQUOTE_LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("PULLQUOTE_LOG_FORMAT", "xml", "auto, json or console"),
    ],
)
def test_a_bad_value_is_one_sentence_with_the_name_the_value_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as caught:
        load_settings()
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} must be ")
    assert allowed in sentence
    assert repr(value) in sentence
    assert "\n" not in sentence
    assert caught.value.kind == "bad_setting"


def test_a_bad_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very secret")
    with pytest.raises(BadSetting, match="DISCORD_TOKEN must be the token") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


def test_a_misspelt_setting_is_refused_with_the_right_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PULLQUOTE_WORKER=2\n")
    with pytest.raises(BadSetting, match=r"PULLQUOTE_WORKER is not a setting.*PULLQUOTE_WORKERS"):
        load_settings()
    (tmp_path / ".env").unlink()
    monkeypatch.setenv("PULLQUOTE_QQQ", "2")
    with pytest.raises(BadSetting, match=r"PULLQUOTE_QQQ is not a setting; see \.env\.example"):
        load_settings()


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DISCORD_TOKEN=\xff\xfe\n")
    with pytest.raises(BadSetting, match=r"The file \.env can't be read"):
        load_settings()


def test_the_token_is_kept_from_view(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " abc.def \n")
    settings = load_settings()
    assert settings.token() == "abc.def"
    assert "abc.def" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_without_a_token_the_sentence_says_where_to_get_one() -> None:
    with pytest.raises(NoToken, match=r"discord\.com/developers") as caught:
        load_settings().token()
    assert isinstance(caught.value, PullquoteError)
