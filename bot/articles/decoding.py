"""A page's bytes → its characters.

Browsers believe what a page says of its own encoding. We first believe its bytes: text that
decodes as UTF-8 is UTF-8, whatever its header claims, and a page that is UTF-8 but for a few
bytes stays UTF-8, since one bad byte must not turn every quotation mark into mojibake.
"""

from charset_normalizer import from_bytes
from w3lib.encoding import html_to_unicode, to_unicode

from bot.domain import Page

_WESTERN = "cp1252"  # what the web calls Latin-1
# Without its many lookalikes (cp1250, cp1254, …): a page in their languages isn't read anyway.
_GUESSES = (_WESTERN, "cp1251", "koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_SAMPLE = 64 * 1024  # bytes that the guess looks at; the whole of a large page takes seconds


def decode(page: Page) -> str:
    """The page's body as text; never raises. Undecodable bytes become U+FFFD."""
    try:
        return page.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _mostly_utf8(page.body) or _declared_or_guessed(page)


def _mostly_utf8(body: bytes) -> str | None:
    """The body as UTF-8 if well-formed sequences far outnumber the broken ones."""
    text = body.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    return text if sound > 4 * broken else None


def _declared_or_guessed(page: Page) -> str:
    encoding, text = html_to_unicode(
        page.headers.get("content-type"), page.body, auto_detect_fun=_guess
    )
    if encoding != "utf-8":
        return text
    # declared as UTF-8, and we know by now that it isn't
    return to_unicode(page.body, _guess(page.body))


def _guess(body: bytes) -> str:
    """The likeliest encoding of bytes that don't say theirs, by the part that isn't ASCII."""
    first = next((at for at, byte in enumerate(body) if byte > 0x7F), 0)
    start = max(0, first - _SAMPLE // 2)
    best = from_bytes(body[start : start + _SAMPLE], cp_isolation=list(_GUESSES)).best()
    return best.encoding if best else _WESTERN
