"""Coarse parts of speech from the fine tags, as spaCy's English attribute ruler gives them.

The ruler matches some 180 patterns against every token, also for lemmas and morphology that
nobody here asks for; that takes a seventh of the time of parsing.
"""

from spacy.tokens import Doc

from bot.analysis.forms import word_set

_TAGS = {
    "ADJ": word_set("AFX JJ JJR JJS"),
    "ADP": word_set("IN RP"),
    "ADV": word_set("RB RBR RBS"),
    "AUX": word_set("MD"),
    "CCONJ": word_set("CC"),
    "DET": word_set("DT PDT WDT WP$"),
    "INTJ": word_set("UH"),
    "NOUN": word_set("NN NNS"),
    "NUM": word_set("CD"),
    "PART": word_set("POS TO"),
    "PRON": word_set("EX PRP PRP$ WP"),
    "PROPN": word_set("NNP NNPS"),
    "PUNCT": word_set(". , -LRB- -RRB- `` \"\" '' : HYPH NFP"),
    "SCONJ": word_set("WRB"),
    "SPACE": word_set("_SP"),
    "SYM": word_set("$ # SYM"),
    "VERB": word_set("VB VBD VBG VBN VBP VBZ BES HVS"),
}
_COARSE = {tag: coarse for coarse, tags in _TAGS.items() for tag in tags}
_TO_BE = word_set("be been being is 's are 're am 'm was were")
_TO_DO_OR_HAVE = word_set("do does did have has had 've 'd")
_FULL_VERBS = word_set("ROOT advcl ccomp conj relcl xcomp")
_SUBORDINATORS = word_set("""
    albeit although because besides but cause coz despite except if once save since so that
    though till unless upon whereas whether while whilst
""")
_NEGATIONS = word_set("not n't n’t nt")
_PRONOUNS = word_set("""
    anybody anyone anything everybody everyone everything nobody nothing somebody someone something
""")


def set_parts_of_speech(doc: Doc) -> None:
    """Fill ``pos_`` of a tagged and parsed document."""
    known: dict[tuple[int, int, int], str] = {}
    for token in doc:
        key = token.tag, token.lower, token.dep
        if key not in known:
            known[key] = _part_of_speech(token.tag_, token.lower_, token.dep_)
        token.pos_ = known[key]


def _part_of_speech(tag: str, word: str, dep: str) -> str:
    if word.isspace():
        return "SPACE"
    if dep in {"aux", "auxpass"} and tag != "TO":
        return "AUX"
    coarse = _COARSE.get(tag, "X")
    return _exception(coarse, tag, word, dep) or coarse


def _exception(coarse: str, tag: str, word: str, dep: str) -> str | None:
    """What a word is where its tag alone would mislead."""
    match coarse:
        case "VERB" if word in _TO_BE or (word in _TO_DO_OR_HAVE and dep not in _FULL_VERBS):
            return "AUX"
        case "ADP" if tag == "IN" and (dep == "mark" or word in _SUBORDINATORS):
            return "SCONJ"
        case "DET" if tag in {"DT", "WDT"} and dep not in {"det", "quantmod", ""}:
            return "PRON"
        case "NOUN" if word in _PRONOUNS:
            return "PRON"
        case "ADV" if word in _NEGATIONS:
            return "PART"
        case _:
            return None
