"""What a name must name, told by the words in it: a bridge, a treaty, a festival, a state.

The small pipeline guesses at what it never saw: its votes go under what the words say plainly.
Modest tables of our own; keys are folded as :func:`bot.analysis.forms.fold` does.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.analysis.forms import word_set
from bot.analysis.places import PLACE_ENDINGS, PLACE_OPENINGS
from bot.analysis.titles import ORG_WORDS, PUBLIC_BODIES

_FACILITIES = word_set("""
    airport stadium arena bridge tower towers mosque cathedral palace prison jail station temple
    hotel tunnel dam street road avenue lane row boulevard highway motorway square pier plaza hall
    courthouse synagogue monastery shrine harbor harbour canal racecourse zoo
""")
_EVENTS = word_set("""
    cup expo fair festival olympics paralympics games championship championships marathon war
    summit conference awards exhibition tournament riots massacre referendum carnival biennale
    playoffs bowl rally parade regatta
""")
_LAWS = word_set("""
    act bill amendment treaty constitution protocol accord accords directive ordinance statute
    convention charter
""")
# Anywhere in a name, not only at its end: "Fan Expo Dell", "Dell Olympics 2016"
_EVENTS_ANYWHERE = word_set("expo olympics paralympics festival championship championships")
_VESSELS = word_set("hms uss rms hmcs hmas ins")
# Words that a vote outweighs: "Marcus Hill" is a person, "Vanity Fair" and "Dell Games" are firms
_DOUBTFUL: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "PERSON": word_set("""
            hill hills lake forest park street lane row bridge hall temple church tower square
            heights bowl fair games bill banks field coast beach rivers
        """),
        "ORG": word_set("games fair bowl parade conference convention charter exhibition rally"),
    }
)
# label | names
_KNOWN_NAMES = """
LOC | africa, asia, europe, antarctica, oceania, north america, south america, latin america
LOC | central america, middle east, far east, southeast asia, east asia, central asia, south asia
LOC | east africa, west africa, north africa, southern africa, western europe, eastern europe
LOC | scandinavia, balkans, caucasus, caribbean, arctic, antarctic, atlantic, pacific
LOC | mediterranean, sahara, siberia, himalayas, alps, andes, west bank
GPE | alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida
GPE | hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland
GPE | massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada
GPE | new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio
GPE | oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee
GPE | texas, utah, vermont, west virginia, wisconsin, wyoming, washington dc, puerto rico
GPE | ontario, quebec, manitoba, saskatchewan, alberta, british columbia, nova scotia
GPE | new south wales, queensland, tasmania, england, scotland, wales, northern ireland
GPE | catalonia, bavaria, crimea, kashmir, tibet, hong kong
ORG | twitter, facebook, youtube, instagram, tiktok, whatsapp, google, microsoft, netflix
ORG | wikipedia, wikinews, reuters, nasa, nato, bbc, cnn, fifa, uefa, unicef, unesco, opec, interpol
NORP | islam, christianity, judaism, hinduism, buddhism, sikhism, taoism, catholicism
EVENT | hajj, ramadan, christmas, easter, diwali, hanukkah, passover, halloween, thanksgiving
EVENT | oktoberfest
"""


def _read() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _KNOWN_NAMES.strip().splitlines():
        label, names = line.split(" | ")
        known.update(dict.fromkeys(names.split(", "), label))
    return known


KNOWN_TYPE: Mapping[str, str] = MappingProxyType(_read())
"""Folded name → what everybody knows it for: a continent, a state, a faith, a network."""

_BY_ENDING: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(PLACE_ENDINGS, "LOC")
    | dict.fromkeys(_FACILITIES, "FAC")
    | dict.fromkeys(_LAWS, "LAW")
    | dict.fromkeys(_EVENTS, "EVENT")
    | dict.fromkeys(ORG_WORDS, "ORG")
)
_BY_OPENING: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(PLACE_OPENINGS, "LOC") | dict.fromkeys(_VESSELS, "PRODUCT")
)


def type_by_words(words: Sequence[str], voted: str | None) -> str | None:
    """What the first or the last words of a name say; of one word, nothing.

    Parameters:
        voted: What the pipeline mostly takes it for: a person's "Hill" is no hill.
    """
    first, *rest = words
    if not rest or rest[-1] in _DOUBTFUL.get(voted or "", ()):
        return None
    if first in PUBLIC_BODIES and rest[0] == "of":
        return "ORG"
    ending = _BY_ENDING.get(rest[-1])
    if ending != "ORG" and not _EVENTS_ANYWHERE.isdisjoint(words):
        return "EVENT"
    if words[:2] == ["space", "shuttle"] and not ending:
        return "PRODUCT"
    return ending or _BY_OPENING.get(first)
