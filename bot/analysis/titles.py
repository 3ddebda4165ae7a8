"""What stands before or instead of a name: titles, roles, the words of outlets and groups.

Modest lists of our own; all words in lower case without full stops.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.analysis.forms import word_set


class Gender(StrEnum):
    """As a text's pronouns have it: ``he`` or ``she``."""

    HE = "he"
    SHE = "she"


def by_gender(he: str, she: str) -> Mapping[str, Gender]:
    """A table of the words of two texts."""
    table = dict.fromkeys(he.split(), Gender.HE)
    table.update(dict.fromkeys(she.split(), Gender.SHE))
    return MappingProxyType(table)


_HE_TITLES = (
    "mr sir lord baron count duke king prince pope father brother monsieur herr senor sheikh"
)
_SHE_TITLES = (
    "mrs ms miss lady dame baroness countess duchess queen princess madame madam frau senora"
    " councilwoman congresswoman assemblywoman alderwoman chairwoman spokeswoman policewoman"
    " sister actress"
)
_HE_TITLES_LONG = " councilman congressman assemblyman alderman chairman spokesman policeman actor"
_TITLES = (
    "dr prof professor president senator sen representative rep governor gov general gen colonel"
    " col captain capt lieutenant lt sergeant sgt major maj admiral adm commander cmdr judge"
    " justice chief minister premier chancellor secretary ambassador bishop archbishop cardinal"
    " rabbi imam rev reverend pastor mayor officer detective inspector deputy sheriff constable"
    " superintendent attorney prosecutor coach manager councillor councilmember commissioner"
    " director chairperson spokesperson speaker marshal brigadier corporal private doctor"
    " ayatollah emperor sultan emir crown treasurer referee leader candidate analyst economist"
    " nominee vice ex-president sens reps messrs drs profs govs presidents senators ministers"
    " dci dcs dsi pc supt insp det asst umpire qualifier champion"
)
# "Sen." for a senator: the description that comes later is written out
_WRITTEN_OUT = {
    "dr": "doctor",
    "sens": "senator",
    "reps": "representative",
    "prof": "professor",
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "maj": "major",
    "adm": "admiral",
    "cmdr": "commander",
    "rev": "reverend",
}
_HE_NOUNS = (
    "man boy father son brother husband grandfather grandson uncle nephew widower boyfriend"
    " gentleman king prince actor waiter fisherman businessman policeman fireman cameraman"
    " sportsman statesman salesman nobleman stepfather fiance monk dad lad"
)
_SHE_NOUNS = (
    "woman girl mother daughter sister wife grandmother granddaughter aunt niece widow girlfriend"
    " lady queen princess actress waitress businesswoman policewoman heroine stepmother fiancee"
    " nun mum mom"
)

TITLE_GENDER: Mapping[str, Gender] = by_gender(_HE_TITLES + _HE_TITLES_LONG, _SHE_TITLES)
"""Titles that tell how a text will speak of their bearer."""

TITLES: frozenset[str] = frozenset(
    f"{_HE_TITLES} {_HE_TITLES_LONG} {_SHE_TITLES} {_TITLES}".split()
)
"""Words that stand before a person's name and are no part of it."""

KEPT_TITLES: frozenset[str] = word_set("""
    king queen prince princess pope emperor empress sultan duke duchess bishop archbishop
""")
"""Titles without which one name says nothing: King Charles, Pope Francis."""

WRITTEN_OUT: Mapping[str, str] = MappingProxyType(_WRITTEN_OUT)

NOUN_GENDER: Mapping[str, Gender] = MappingProxyType(
    {**by_gender(_HE_NOUNS, _SHE_NOUNS), **TITLE_GENDER}
)
"""Nouns for a person that tell the gender: "spokeswoman", "husband"."""

KIN: frozenset[str] = word_set("""
    father mother son daughter brother sister husband wife grandfather grandmother
    grandson granddaughter uncle aunt nephew niece widow widower cousin partner friend
    colleague stepfather stepmother fiance fiancee parent child boyfriend girlfriend
""")
"""Whom a person is to another: "his wife" is never a role that "the wife" takes up safely."""

PERSON_NOUNS: frozenset[str] = (
    frozenset(NOUN_GENDER)
    | KIN
    | TITLES
    | word_set("""
    spokesperson official aide adviser advisor lawyer attorney teacher student doctor
    nurse driver resident neighbor neighbour witness victim suspect author writer
    scientist researcher professor expert farmer worker player owner worshipper publisher
    editor reporter journalist critic reviewer founder executive banker engineer librarian
    passenger patient survivor soldier protester activist organizer organiser volunteer
    shopper voter source person member poet singer artist musician biologist chemist
    dean provost rector principal headmaster headmistress headteacher vicar priest chaplain curator
    warden keeper organist conductor cellist violinist pianist drummer guitarist soprano tenor
    baritone dancer choreographer goalkeeper striker midfielder defender winger skipper bowler
    jockey cyclist swimmer boxer golfer sprinter gymnast physicist astronomer geologist ecologist
    botanist zoologist archaeologist anthropologist sociologist psychologist psychiatrist surgeon
    cardiologist epidemiologist virologist midwife paramedic dentist pharmacist vet veterinarian
    programmer designer architect surveyor plumber electrician carpenter welder miner shepherd
    rancher beekeeper brewer butcher barber tailor potter photographer filmmaker producer
    broadcaster presenter correspondent blogger novelist playwright essayist translator biographer
    bookseller archivist diplomat envoy negotiator legislator lawmaker strategist pollster
    campaigner lobbyist trader broker investor accountant auditor watchman cleaner cook bartender
    tutor lecturer pupil postdoc landlord tenant caretaker trustee
    historian moderator anchor host chair columnist baker chef pilot rider defendant plaintiff
    parent tourist bystander
""")
)
"""Singular nouns for a person: one of these as a subject may be whom "he" or "she" means."""

OFFICES: frozenset[str] = word_set("ceo cfo coo cto cio vp mp msp mep mla td member whip agent")
"""Words that stand before a name behind what they belong to: "Fairholm CEO", "Council Member"."""

HONORIFICS: frozenset[str] = word_set("mr mrs ms miss mx dr sir dame madam")
"""Titles that only a person has."""

HONOURS: frozenset[str] = HONORIFICS | word_set("hon honourable honorable very right most")
"""What stands before "Rev. Roe" or "Member for …" beside the title itself."""

INTRODUCING: frozenset[str] = TITLES | (
    PERSON_NOUNS - word_set("owner publisher parent partner source member official sister friend")
)
"""Words after which a name of two words or more is a person's: "moderator Jane Roe"."""

ORG_WORDS: frozenset[str] = word_set("""
    agency ministry department university college institute institution union party
    council committee commission court bank company corp corporation inc ltd llc plc group
    holdings association federation foundation league club united athletic rovers city fc
    church hospital school office bureau service services force forces guard army navy
    police senate house congress parliament assembly board authority administration
    organization organisation society network news times post herald tribune journal
    gazette review echo ledger press magazine radio television tv newspaper museum theatre
    theater center centre capital partners foods airlines motors industries systems
    technologies pharmaceuticals campaign coalition alliance front movement brigade trust
    fund
""")
"""Last words of organisations' names."""

PUBLIC_BODIES: frozenset[str] = word_set("""
    ministry department university court police senate parliament assembly council committee
    commission treasury government office hospital school museum church embassy army navy
    airport authority
""")
"""Last words of bodies named after a place, whose name alone is not theirs."""

GENERIC_ORGS: frozenset[str] = word_set("""
    company firm group business bank club team union party ministry department agency
    council court university institute foundation league association committee commission
    charity organization organisation newspaper paper magazine broadcaster outlet network
    board government church school hospital museum society federation bureau office police
    administration campaign trust fund airline manufacturer retailer maker developer
    studio publisher regulator authority service utility chain carrier lender insurer
    carmaker automaker brewer watchdog supplier contractor operator
""")
"""Nouns that take up an organisation: "the ministry said"."""

OUTLET_WORDS: frozenset[str] = word_set("""
    report reports dispatch story article bulletin commentary editorial broadcast website
    site newspaper newscast coverage account release
""")
"""After an outlet's name these mean the outlet: "the KCNA report"."""

DOCUMENT_WORDS: frozenset[str] = word_set("""
    statement letter tweet post study survey accounts memo email e-mail message note memoir book
    blog filing communique
""")
"""What someone writes: "Roe's letter said" is Roe speaking."""

GROUP_NOUNS: frozenset[str] = word_set("""
    leader president minister man woman side friend senator candidate lawmaker brother
    sister player captain coach chief official politician rival governor mayor judge
    author scientist researcher executive diplomat
""")
"""Nouns of "the two leaders", in the singular."""

CREDITS: frozenset[str] = word_set("image photo picture photograph video source credit graphic")
"""Words that open a picture's credit; no names."""

POSTNOMINALS: frozenset[str] = word_set("kc qc sc mp mep msp jp obe mbe cbe md phd esq")
"""What stands behind a person's name and is no part of it."""

NOBODYS_NAMES: frozenset[str] = word_set("""
    welshman welshwoman englishman englishwoman scotsman scotswoman irishman irishwoman frenchman
    frenchwoman dutchman dutchwoman dane swede finn pole turk scot briton spaniard q a chair city
    united company group bank club union university ministry agency commission authority institute
    foundation museum council department office committee inspectorate palace i we you he she it
    they one this that these those another others many some most both neither none nobody everyone
""")
"""Capitalised words that are never somebody's name by themselves."""

PEOPLES: frozenset[str] = word_set("""
    democrat democrats republican republicans conservatives liberals socialists communists tories
    nationalists muslim muslims christian christians jews catholics protestants evangelicals
""")
"""Members of parties and faiths: "Some Democrats" are nobody in particular."""
