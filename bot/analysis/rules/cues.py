"""The words with which English reports speech and thought, and the clauses they open.

The lists are ours: sorted by what may follow the word, since "wants" reports a wish before an
infinitive and nothing before a noun. Forms are spelt out by rule, so no lemmatizer is needed.
"""

from functools import cache

from bot.analysis.forms import word_set

# "… that it is late", and the words themselves in quotation marks
CLAUSE = word_set("""
    acknowledge add admit advise agree allege announce answer argue ask assert assess assume
    assure attest believe blog boast caption caution charge claim clarify comment complain
    concede conclude confess confide confirm contend contest continue counter decide declare
    demand demonstrate deny determine disclose doubt echo email emphasise emphasize estimate
    exclaim expect explain fear find forecast foresee forget guess hint hope imply indicate
    inform insist joke know lament learn maintain mention muse note object observe opine order
    persuade plead pledge point posit post predict proclaim promise propose protest question
    quip read realize reason recall reckon recommend recount reiterate relate remark remember
    remind repeat reply report respond retort reveal rule say scoff show sigh signal sneer
    speculate stress suggest surmise suspect swear tell testify think threaten tweet understand
    urge vent venture vow warn wish wonder worry write
""")

# the words themselves in quotation marks, though hardly ever a that-clause
SPEECH = CLAUSE | word_set("""
    acknowledge address admonish advertise applaud bark beam begin bellow bemoan bid blast blurt
    broadcast call chant chide chime chuckle conclude concur conjecture crack cry deadpan
    declaim decry demur denounce describe dictate dismiss elaborate enthuse explode express
    finish fume gripe groan growl grumble gush holler implore interject interrupt intimate
    intone laugh lecture mimic moan mock mumble mutter narrate note offer open opine plead
    ponder praise pray preach press propose quote rail rant read recite recollect rejoin
    reprimand roar scold scream shout shriek sing slam smile snap speak squeal stammer start
    state stipulate submit sum taunt tease theorize thunder toast utter volunteer wail warble
    whisper yell
""")

# reported as thoughts rather than words
THOUGHT = word_set("""
    assume believe decide determine doubt expect fear feel find forget guess hope know learn
    mean mind observe ponder realize recall reckon remember suspect think understand want wish
    wonder worry
""")

# "… to leave"
INFINITIVE = word_set("""
    agree ask beg call challenge claim decide decline demand encourage expect hope implore
    instruct intend invite offer order plan plead pledge press promise propose refuse request
    seek swear threaten urge vow want warn wish
""")

# "… the plan", "… her for it"
OBJECT = word_set("""
    accuse acknowledge advocate affirm allege announce applaud assail attack back bash bemoan
    blame blast censure cite commend condemn confirm criticise criticize declare decry defend
    demand denounce deny deride describe disavow disclose discuss dismiss disparage dispute
    downplay echo emphasize endorse explain express favor favour hail highlight ignore invoke
    lambast lambaste lament list mention mock name note oppose outline pan plug point praise
    predict prefer promise propose question quote rebuke rebut recall recommend recount
    reference reiterate reject renounce report repudiate request reveal ridicule salute scold
    seek slam state stress suggest support thank tout trash underline underscore voice welcome
""")

# "… it a success", "… it as a success"
NAMING = word_set("""
    brand call cast characterize cite consider declare deem denounce describe dub identify label
    name nickname paint pitch portray quote refer regard slam view
""")

# "… about taxes"
PREPOSITIONS: dict[str, frozenset[str]] = {
    "about": word_set("ask brag complain rave speak speculate talk warn worry write"),
    "against": word_set("argue protest rail speak warn"),
    "at": word_set("hint lash scoff sneer"),
    "for": word_set("""
        advocate apologize argue ask blame blast call campaign criticize plead praise thank vouch
    """),
    "in": word_set("believe"),
    "of": word_set("accuse approve boast complain disapprove remind speak warn"),
    "on": word_set("comment elaborate focus touch"),
    "over": word_set("criticize"),
    "to": word_set("allude object point refer respond"),
    "with": word_set("agree disagree"),
}

# In these the one who is told stands where others have what is said.
TELLING = word_set("ask advise assure caution inform instruct remind tell urge warn beg")

# An outlet that passes words on
RELAYING = word_set("report say write note publish quote tell add")

# Forms that the rules below would get wrong: past tenses, doubled consonants.
_IRREGULAR = {
    verb: forms.split()
    for verb, _, forms in (
        line.partition(": ")
        for line in """
admit: admitted admitting
beg: begged begging
begin: began begun beginning
bid: bid bidding
blog: blogged blogging
brag: bragged bragging
broadcast: broadcast broadcasting
cast: cast casting
concur: concurred concurring
deadpan: deadpanned deadpanning
demur: demurred demurring
dub: dubbed dubbing
find: found
forecast: forecast
foresee: foresaw foreseen foreseeing
forget: forgot forgotten forgetting
hint: hinted
know: knew known
label: labeled labelled labeling labelling
learn: learned learnt
pan: panned panning
plan: planned planning
plead: pleaded pled
plug: plugged plugging
prefer: preferred preferring
quip: quipped quipping
read: read
rebut: rebutted rebutting
refer: referred referring
say: said saying says
seek: sought
show: showed shown
sing: sang sung
slam: slammed slamming
snap: snapped snapping
speak: spoke spoken
submit: submitted submitting
sum: summed summing
swear: swore sworn
tell: told
think: thought
understand: understood
write: wrote written writing
""".strip().splitlines()
    )
}


@cache
def lemmas() -> dict[str, str]:
    """Every form of every verb above, lower case, with its dictionary form."""
    verbs = (CLAUSE | SPEECH | INFINITIVE | OBJECT | NAMING).union(*PREPOSITIONS.values())
    return {form: verb for verb in sorted(verbs) for form in _forms(verb)}


def _forms(verb: str) -> set[str]:
    irregular = _IRREGULAR.get(verb, [])
    forms = {verb, _with_s(verb), *irregular}
    if not any(form.endswith("ing") for form in irregular):
        forms.add((verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing")
    if not any(not form.endswith(("ing", "s")) for form in irregular):
        forms.add(_with_ed(verb))
    return forms


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    return verb[:-1] + "ies" if _ends_in_consonant_y(verb) else verb + "s"


def _with_ed(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if _ends_in_consonant_y(verb) else verb + "ed"


def _ends_in_consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"
