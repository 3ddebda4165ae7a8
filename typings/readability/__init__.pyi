# The part of readability-lxml that we use, typed.
from lxml.html import HtmlElement

class Document:
    def __init__(self, input: HtmlElement) -> None: ...  # noqa: A002
    def summary(self, html_partial: bool = False) -> str: ...
    def _parse(self, input: HtmlElement) -> HtmlElement: ...  # noqa: A002
