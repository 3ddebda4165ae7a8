"""Pairs quotation marks, paragraph by paragraph.

A mark says which way it faces by its shape (“ opens, ” closes) or, where it is straight or
was typed the wrong way round, by its neighbours. A pairing never crosses a paragraph, so one
lost mark costs its own paragraph only: a closing mark with nothing to close is passed over
(unless the paragraph before was left open), a mark that nothing closes runs to the end of its
paragraph, as in a quotation of several paragraphs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain import Span

_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"(?P<double>''|``|,,(?=\w)|[\"“”„‟«»＂])|(?P<single>[‘’‚‹›'`])")
# 6'2" and 5’ 10” measure a person; '90s, ’em and ’tis leave letters out.
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:½|\.\d)?$")
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|n)\b", re.IGNORECASE)

_FACES_RIGHT = frozenset("“„‟«‘‚‹") | {"``", ",,"}
_FACES_LEFT = frozenset("”»›")
_BEFORE_CLOSING = frozenset(".,!?;:…)]}'’”—–-%*")
_AFTER_OPENING = frozenset("$£€‘'“[(…#@*")
_REACH = 40  # marks that a single one looks ahead for its partner


@dataclass(frozen=True, slots=True)
class Stretch:
    """One quoted stretch: ``outer`` takes the marks in, ``inner`` is what they hold.

    ``opened`` is False where the stretch goes on from the paragraph before without a mark,
    ``closed`` is False where its paragraph ends before a closing mark came.
    """

    outer: Span
    inner: Span
    opened: bool = True
    closed: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    single: bool
    may_open: bool
    may_close: bool

    @property
    def only_opens(self) -> bool:
        return self.may_open and not self.may_close


@dataclass(slots=True)
class _Paragraph:
    """What stands open while the marks of one paragraph are read from left to right."""

    text: str
    start: int
    end: int
    carried: Stretch | None
    found: list[Stretch] = field(default_factory=list[Stretch])
    open: _Mark | None = None
    depth: int = 0

    def close(self, mark: _Mark) -> None:
        if self.open is not None:
            self._add((self.open.start, mark.end), (self.open.end, mark.start), mark.single)
        self.open, self.depth = None, 0

    def close_carried(self, mark: _Mark) -> None:
        if self.carried is not None and self.carried.single == mark.single:
            span = (self.start, mark.end)
            self._add(span, (self.start, mark.start), mark.single, opened=False)
        self.carried = None

    def finish(self) -> None:
        if self.open is not None:
            inner = (self.open.end, self.end)
            self._add((self.open.start, self.end), inner, self.open.single, closed=False)

    def _add(
        self, outer: Span, inner: Span, single: bool, *, opened: bool = True, closed: bool = True
    ) -> None:
        words = self.text[slice(*inner)]
        start = inner[0] + len(words) - len(words.lstrip())
        end = inner[1] - len(words) + len(words.rstrip())
        if start < end:
            outer = (outer[0] if opened else start, outer[1] if closed else end)
            self.found.append(Stretch(outer, (start, end), opened, closed, single))


def find_stretches(text: str) -> list[Stretch]:
    """The outermost quoted stretches of a text, in order; what they nest stays inside them."""
    found: list[Stretch] = []
    carried: Stretch | None = None
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        paragraph = _Paragraph(text, line.start(), line.end(), carried)
        _read(paragraph, _marks(text, line.start(), line.end()))
        found += paragraph.found
        last = found[-1] if paragraph.found else None
        carried = last if last and not last.closed else None
    return found


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in _MARK.finditer(text, start, end):
        sign, single = match.group(), match.lastgroup == "single"
        left = text[match.start() - 1] if match.start() > start else " "
        right = text[match.end()] if match.end() < end else " "
        opens, closes = _facing(sign, left, right)
        if single:
            opens, closes = _facing_single(sign, left, right)
            opens = opens and not _ELISION.match(text, match.end())
        elif _FEET_AND_INCHES.search(text, max(start, match.start() - 8), match.start()):
            continue
        if opens or closes:
            marks.append(_Mark(match.start(), match.end(), sign, single, opens, closes))
    return marks


def _facing(sign: str, left: str, right: str) -> tuple[bool, bool]:
    """Whether a double mark may open and may close, by its shape and its neighbours."""
    may_open = not left.isalnum() and left not in _BEFORE_CLOSING
    may_close = not right.isalnum() and right not in _AFTER_OPENING
    if sign in _FACES_RIGHT:  # which closes too where it was turned the wrong way, or in „German“
        return True, not left.isspace() and may_close
    if sign in _FACES_LEFT:
        return left.isspace() and not right.isspace(), True
    return (True, True) if may_open == may_close else (may_open, may_close)


def _facing_single(sign: str, left: str, right: str) -> tuple[bool, bool]:
    """The same for a single mark, which is an apostrophe more often than not."""
    opens = not left.isalnum() and not right.isspace() and (right.isalnum() or right in '[$£€“"…')
    closes = not left.isspace() and not right.isalnum()
    if sign in _FACES_RIGHT:
        return opens, sign == "‘" and closes and not opens
    if sign in "’›":
        return False, closes
    return opens, closes and not opens


def _read(paragraph: _Paragraph, marks: Sequence[_Mark]) -> None:
    for at, mark in enumerate(marks):
        if paragraph.open is None:
            _outside(paragraph, marks, at)
        elif mark.single == paragraph.open.single:
            _inside(paragraph, marks, at)
    paragraph.finish()


def _outside(paragraph: _Paragraph, marks: Sequence[_Mark], at: int) -> None:
    mark = marks[at]
    if not mark.may_open or (mark.sign in _FACES_LEFT and not _closed_later(marks, at)):
        paragraph.close_carried(mark)
        return
    if mark.single and not _closed_later(marks, at):
        return
    paragraph.open, paragraph.depth, paragraph.carried = mark, 1, None


def _inside(paragraph: _Paragraph, marks: Sequence[_Mark], at: int) -> None:
    mark = marks[at]
    if mark.may_close:
        if mark.single and _is_plural(paragraph.text, marks, at):
            return
        paragraph.depth -= 1
        if not paragraph.depth:
            paragraph.close(mark)
        return
    if mark.single:
        return
    following = [m for m in marks[at + 1 : at + 6] if m.single == mark.single][:2]
    if len(following) == 2 and all(
        not m.only_opens and m.sign not in _FACES_RIGHT for m in following
    ):
        paragraph.depth += 1  # a quotation inside a quotation: two marks close it
    else:
        paragraph.open, paragraph.depth = mark, 1  # the mark before it was never closed


def _is_plural(text: str, marks: Sequence[_Mark], at: int) -> bool:
    """Whether the mark is the apostrophe of "the members’ club": a better end is to come."""
    mark = marks[at]
    if text[mark.start - 1] != "s" or not text[mark.end : mark.end + 2].strip().islower():
        return False
    later = next((m for m in marks[at + 1 :] if m.single), None)
    return later is not None and later.may_close and text[later.start - 1] in ".,!?"


def _closed_later(marks: Sequence[_Mark], at: int) -> bool:
    """Whether a single (or wrongly turned) mark has a partner, with whole pairs in between."""
    mark = marks[at]
    others = 0
    for later in marks[at + 1 : at + 1 + _REACH]:
        if later.single != mark.single:
            others += 1
        elif later.may_close and not (mark.single and others % 2):
            return True
        elif later.only_opens or later.sign in _FACES_RIGHT:
            return False
    return False
