"""What a site's robots.txt lets us read (RFC 9309)."""

import re
from collections import OrderedDict

from protego import Protego

#: What rules call us.
NAME = "pullquote"
#: More than this of a robots.txt is not read. (Of crawlers, which walk whole sites, the standard
#: asks for 500 KiB.)
MOST_BYTES = 128 * 1024
#: The standard lets a crawler keep the rules for a day.
KEPT_S = 3_600.0
_MOST_SITES = 128

_AGENT = re.compile(r"\s*user[-\s]*agent\b[\s:]*([^\s#]*)", re.IGNORECASE)


def rules(body: bytes) -> str:
    """The rules of a robots.txt, with all other agents under one name.

    A parser keeps a copy of each rule for each agent that it is for: two thousand agents with two
    thousand rules would take gigabytes.
    """
    return "\n".join(map(_for_few, body[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines()))


def allows(text: str, url: str) -> bool:
    """Whether rules let us read an address; 0.1 s of work if they are as long as may be."""
    return Protego.parse(text).can_fetch(url, NAME)


class Robots:
    """The rules of the sites we asked lately; times are the event loop's, in seconds."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def known(self, site: str, now: float) -> str | None:
        """A site's rules, unless we must ask (again)."""
        until, text = self._kept.get(site, (now, None))
        return text if until > now else None

    def keep(self, site: str, text: str, now: float) -> None:
        """Remember rules for a while; of very many sites, the latest."""
        self._kept[site] = (now + KEPT_S, text)
        self._kept.move_to_end(site)
        if len(self._kept) > _MOST_SITES:
            self._kept.popitem(last=False)


def _for_few(line: str) -> str:
    agent = _AGENT.match(line)
    if agent is None or agent[1].lower() in {"*", NAME}:
        return line
    return "User-agent: somebody-else"
