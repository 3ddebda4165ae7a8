"""Whatever people read passes through the languages: no sentence of ours is left outside."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [
    path
    for room in ("bot/cards", "bot/charts", "cogs")
    for path in sorted((ROOT / room).rglob("*.py"))
]

#: What gives a sentence to the translators: gettext's own names for it.
MARKS = {"_", "N_", "ngettext", "pgettext"}
#: Calls whose words nobody reads, or that Discord's own localisation takes (``cogs.localised``).
OTHERS = {
    *("debug", "info", "warning", "error"),  # a log stays English
    *("compile", "cast", "get_cog", "getattr", "TypeVar", "labels"),
    *("describe", "rename", "choices", "command", "Group", "ContextMenu"),
}
#: A sentence, a part of one, or a word with a capital.
WORDS = re.compile(r"[^\W\d_]{2,}.*\s|\s.*[^\W\d_]{2,}|^\W*[A-Z][a-z]+\W*$", re.DOTALL)
#: What looks like words and is none of ours.
ALLOWED = {
    "bot/cards/applied.py": {"English", "Deutsch"},  # by their own names in all languages
    "bot/cards/text.py": {"Mn", "Me"},  # categories of Unicode
    "bot/charts/drawing.py": {"DejaVu Sans", "offset points"},  # matplotlib's
    "cogs/localised.py": {  # said to translators
        "Discord shows 100 characters at most.",
        "Lower case, no spaces, 32 characters at most; people type it.",
        "option of /",
    },
    "cogs/settings.py": {" (category)"},  # a channel's name in a file of settings
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_that_people_read_is_left_outside_the_catalogues(path: Path) -> None:
    allowed = ALLOWED.get(str(path.relative_to(ROOT)), set())
    left = [words for words in unwrapped(path.read_text("utf-8")) if words not in allowed]
    assert not left, f"wrap these in _(), or in N_() where they are kept for later: {left}"


def test_the_search_finds_what_was_forgotten() -> None:
    source = '''
"""A docstring of words."""
_SAID = "A sentence of ours."
_KEPT = N_("A sentence of ours.")
_log.info("some event")
def shown(name: "Some Type") -> str:
    """Another docstring."""
    button("Settings", "pq:settings", _("Names"))
    return f"Quotes by {name}" + _("Nothing with “{words}” here.").format(words=f"{name} {name}")
'''
    assert list(unwrapped(source)) == ["A sentence of ours.", "Settings", "Quotes by "]


def unwrapped(source: str) -> Iterator[str]:
    """The words of a module that are neither marked nor known to be read by nobody."""
    yield from _words(ast.parse(source))


def _words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORDS.search(node.value):
        yield node.value
    for part in _parts(node):
        yield from _words(part)


def _parts(node: ast.AST) -> Iterable[ast.AST]:
    """The parts of a node in which there may be words for people."""
    match node:
        case ast.Call() if _name(node.func) in MARKS | OTHERS:
            return ()
        case (
            ast.Expr(value=ast.Constant())
            | ast.arg()
            | ast.Assign(targets=[ast.Name(id="__all__")])
        ):
            return ()
        case ast.AnnAssign():
            return [node.value] if node.value else ()
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [*node.decorator_list, node.args, *node.body]
        case ast.ClassDef():  # its keywords are a cog's name and description
            return node.body
        case _:
            return ast.iter_child_nodes(node)


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
