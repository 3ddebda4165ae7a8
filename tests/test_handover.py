"""Settings as a file that moves from one server to another."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import GuildSettings
from bot.handover import (
    LARGEST_FILE,
    BadSettingsFile,
    BadSite,
    Here,
    as_file,
    from_file,
    site_name,
)
from tests.test_watching import settings as any_settings

HERE = Here(
    1, {id_: f"#room-{id_}" for id_ in range(2, 7)}, {id_: f"role {id_}" for id_ in range(1, 7)}
)
ALL = GuildSettings(
    watch_all=False,
    watched=frozenset({2}),
    unwatched=frozenset({3}),
    ignored_roles=frozenset({5}),
    ignored_members=frozenset({77}),
    allowed_sites=frozenset({"news.example"}),
    denied_sites=frozenset({"gossip.example"}),
    bots=True,
    languages=frozenset({"en"}),
    keep_days=30,
    cards={1: {"size": "compact"}, 2: {"quotes": 2, "silent": True}},
)


def file(**fields: Any) -> bytes:
    return json.dumps({"pullquote": 1, **fields}).encode()


def refused(data: bytes) -> str:
    with pytest.raises(BadSettingsFile) as refusal:
        from_file(data, HERE)
    return str(refusal.value)


def test_what_is_exported_can_be_imported() -> None:
    taken = from_file(as_file(ALL, HERE), HERE)
    assert taken.settings == ALL
    assert taken.left_out == ()


def test_another_server_finds_its_channels_and_roles_by_their_names() -> None:
    there = Here(100, {200: "#room-2", 300: "#room-3"}, {500: "role 5"})
    taken = from_file(as_file(ALL, HERE), there)
    assert taken.settings == replace(
        ALL,
        watched=frozenset({200}),
        unwatched=frozenset({300}),
        ignored_roles=frozenset({500}),
        cards={100: {"size": "compact"}, 200: {"quotes": 2, "silent": True}},
    )


def test_what_a_server_has_not_got_or_has_twice_is_left_out_and_named() -> None:
    there = Here(100, {200: "#room-2", 201: "#room-2"}, {})
    taken = from_file(as_file(ALL, HERE), there)
    assert taken.settings.watched == frozenset()
    assert taken.left_out == ("#room-2", "#room-3", "role 5")


def test_a_file_by_hand_need_not_say_everything() -> None:
    assert from_file(file(), HERE).settings == GuildSettings()
    taken = from_file(file(allowed_sites=["https://www.News.example/today"]), HERE)
    assert taken.settings == GuildSettings(allowed_sites=frozenset({"news.example"}))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (file(wached=[]), "“wached” is no setting; did you mean “watched”? Mend the file first."),
        (file(zzz=1), "“zzz” is no setting; take it out of the file and import it again."),
        (
            file(card={"quotes": 9}),
            "“quotes” must be a whole number from 1 to 6; mend the file and import it again.",
        ),
        (
            file(card={"quotes": True}),
            "“quotes” must be a whole number from 1 to 6; mend the file and import it again.",
        ),
        (file(cards=[{"id": "2", "sizes": 1}]), "“sizes” is no setting; did you mean “size”?"),
        (file(keep_days=0), "“keep_days” must be a whole number of days from 1 to 36500;"),
        (file(watched=[{"id": 2}]), "“id” must be an id, in quotation marks;"),
        (file(watched=[{"id": str(n)} for n in range(1, 27)]), "“watched” must be a list of at"),
        (file(allowed_sites=["no site"]), "“allowed_sites” must be a list of at most 25 sites,"),
        (file(languages=["English"]), "“languages” must be a list of at most 25 languages,"),
        (file(pullquote=2), "“pullquote” must be 1, the version of this format;"),
        (b"{}", "That file holds no settings of Pullquote; choose one that Export has made."),
        (b"[" * 50_000, "That file holds no settings of Pullquote;"),
        (b"\xff\xfe", "That file holds no settings of Pullquote;"),
        (b" " * (LARGEST_FILE + 1), "That file holds no settings of Pullquote;"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_by_name(data: bytes, sentence: str) -> None:
    assert refused(data).startswith(sentence)


@given(any_settings)
def test_whatever_was_decided_comes_back(decided: GuildSettings) -> None:
    whole = replace(
        decided,
        watched=decided.watched - decided.unwatched - {1},
        unwatched=decided.unwatched - {1},
        allowed_sites=decided.allowed_sites - {"example"},
        denied_sites=decided.denied_sites - {"example"},
    )
    assert from_file(as_file(whole, HERE), HERE).settings == whole


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["pullquote", "watched", "card", "cards", "id", "name", "bots", "x"]
                ),
                inner,
            )
        ),
        max_leaves=10,
    ).map(lambda value: json.dumps(value).encode())
)
def test_any_file_is_taken_or_refused_in_a_sentence(data: bytes) -> None:
    try:
        from_file(data, HERE)
        sentence = "Taken."
    except BadSettingsFile as refusal:
        sentence = str(refusal)
    assert sentence.endswith(".")
    assert len(sentence) < 400


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("news.example", "news.example"),
        (" WWW.News.Example. ", "news.example"),
        ("https://live.news.example:8080/a?b", "live.news.example"),
        ("//news.example/x", "news.example"),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_site_is_its_host(written: str, host: str) -> None:
    assert site_name(written) == host


@pytest.mark.parametrize("written", ["", "news", "news example", "http://", "@everyone", "1.2.3.4"])
def test_what_is_no_site_is_refused(written: str) -> None:
    with pytest.raises(BadSite, match=r"is no site; write it like news\.example\.$"):
        site_name(written)


@given(st.text(max_size=80))
def test_any_writing_is_a_site_or_not(written: str) -> None:
    try:
        host = site_name(written)
    except BadSite:
        return
    assert host.isascii()
    assert site_name(host) == host
