"""Norwegian words for a machine: the same tokens for a text and for what a reader types.

Pure functions, no Django. Both forms of Norwegian give the same tokens, so that a search in
one finds texts in the other.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

# Words that say nothing about what somebody looks for, in both forms.
STOP_WORDS = frozenset(
    """
    alle alt and at av blei blir ble bli da de dei deg dem den denne der dere det dette di din dit
    ditt du dykk då eg ei ein eit eller en er et etter for fordi frå fra får ha hadde han har hans
    heile helt her hjå ho hos hun hva hvem hvor hvordan i ikke ikkje ingen inn jeg kan kva kven kvar
    korleis kor man med meg mer mi min mitt mot må noe noen nokon noko nå no når og også om opp oss
    over på seg si sin skal skulle som så til treng trenger um under ut var ved vel vi vil ville vår
    være vere var vore vært å òg hjelp tilbud tilbod
    """.split()
)

# Where nynorsk and bokmål have different stems for the same word. Longest first.
NYNORSK_STEMS = (
    ("avhengigheit", "avhengighet"),
    ("medverknad", "medvirkning"),
    ("sjølvskad", "selvskad"),
    ("teieplikt", "taushetsplikt"),
    ("tryggleik", "trygghet"),
    ("avlasting", "avlastning"),
    ("føresett", "foresatt"),
    ("kjærleik", "kjærlighet"),
    ("førehand", "forhånd"),
    ("kjensle", "følels"),
    ("rettlei", "veiled"),
    ("rådgjev", "rådgiv"),
    ("medverk", "medvirk"),
    ("avgjerd", "avgjørels"),
    ("søskjen", "søsken"),
    ("røynsle", "erfaring"),
    ("jamaldr", "jevnaldr"),
    ("tilsett", "ansatt"),
    ("kvardag", "hverdag"),
    ("samtykt", "samtykke"),
    ("meining", "mening"),
    ("veglei", "veiled"),
    ("tilvis", "henvis"),
    ("tenest", "tjenest"),
    ("fråvær", "fravær"),
    ("avgjer", "avgjør"),
    ("einsam", "ensom"),
    ("bustad", "bolig"),
    ("utsett", "utsatt"),
    ("pleiar", "pleier"),
    ("vaksen", "voksen"),
    ("sjølv", "selv"),
    ("yting", "ytels"),
    ("saman", "sammen"),
    ("leiar", "leder"),
    ("einig", "enig"),
    ("teikn", "tegn"),
    ("skul", "skol"),
    ("heim", "hjem"),
    ("sjuk", "syk"),
    ("brot", "brudd"),
    ("heit", "het"),
    ("høyr", "hør"),
    ("leik", "lek"),
    ("hald", "hold"),
    ("namn", "navn"),
    ("gong", "gang"),
    ("gut", "gutt"),
)
NYNORSK_WORDS = {
    "born": "barn",
    "borna": "barn",
    "vald": "vold",
    "uro": "bekymring",
    "uroa": "bekymring",
    "bekymra": "bekymring",
    "bekymret": "bekymring",
    "kjærast": "kjæreste",
    "pengar": "penger",
    "venar": "venner",
    "vener": "venner",
    "foreldre": "forelder",
    "betre": "bedre",
    "eining": "enhet",
    "eininga": "enhet",
    "einingar": "enhet",
    "fleire": "flere",
    "løyve": "tillatelse",
    "opne": "åpne",
    "opnar": "åpne",
    "stad": "sted",
    "staden": "sted",
    "stader": "sted",
    "uka": "uke",
    "uken": "uke",
    "uker": "uke",
    "undervegs": "underveis",
    "vaksne": "voksen",
    "veg": "vei",
    "vegar": "vei",
    "vegen": "vei",
    "veka": "uke",
    "veke": "uke",
    "veker": "uke",
    "voksne": "voksen",
}
# Endings that the stemmer leaves behind in nynorsk.
ENDINGS = ("ning", "ing", "ane", "ar", "er", "en", "et", "a", "e")
LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "a", "ò": "o", "é": "e", "ö": "o", "ä": "a"})
# Nynorsk: koordinerande, følgje. Bokmål: koordinerende, følge.
PRESENT_PARTICIPLE = re.compile(r"(?<=\w{4})ande\b")
SOFT_J = re.compile(r"(?<=\w\w[^aeiouyæøå\W])j$")
DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1")
SHORTEST_STEM = 3
LONGEST_QUERY = 200

_stemmer = snowballstemmer.stemmer("norwegian")


def plain(text: str) -> str:
    """Lower case, one space between words, control characters taken away."""
    kept = "".join(
        " " if unicodedata.category(character)[0] in "CZ" else character for character in text
    )
    return " ".join(unicodedata.normalize("NFC", kept).lower().split())


# A page of Norwegian repeats its words, and a stem takes longer to find than to look up.
@lru_cache(maxsize=20_000)
def token(word: str) -> str:
    """The canonical form of one lower-case word; empty for a stop word."""
    if word in STOP_WORDS:
        return ""
    word = NYNORSK_WORDS.get(word, word)
    for nynorsk, bokmal in NYNORSK_STEMS:
        if nynorsk in word:
            word = word.replace(nynorsk, bokmal)
    word = PRESENT_PARTICIPLE.sub("ende", word)
    # Twice, since a first stem may end like an inflection: kurset, kurs.
    stem = _stemmer.stemWord(_stemmer.stemWord(word))
    for ending in ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_STEM:
            stem = stem[: -len(ending)]
            break
    stem = SOFT_J.sub("", stem)
    # One consonant for two: ungdom, ungdommen; heime, hjemme.
    return DOUBLED.sub(r"\1", stem.translate(LETTERS))


def tokens(text: str) -> set[str]:
    """The canonical words of `text`; inflection, form of Norwegian and ø/o make no difference."""
    words = re.findall(r"[^\W_]+", plain(text))
    return {found for found in map(token, words) if found}


def stands_in(wanted: str, word: str) -> bool:
    """Whether the token `wanted` is the token `word`, or begins or ends it as a part of a compound.

    What is left must be long enough to be a word of its own, so that barn stands in
    barnesamtale, and samtale too, but rus not in virus and mat not in matematikk.
    """
    if wanted == word:
        return True
    rest = len(word) - len(wanted)
    if rest < SHORTEST_STEM or len(wanted) < SHORTEST_STEM:
        return False
    if word.endswith(wanted):
        return rest > SHORTEST_STEM
    return len(wanted) > SHORTEST_STEM and word.startswith(wanted)


def query_tokens(text: str) -> set[str]:
    """As `tokens`, for what a reader typed: at most `LONGEST_QUERY` characters are looked at."""
    return tokens(text[:LONGEST_QUERY])


# After z, and the letters of other languages where Norwegians look for them.
ALPHABET = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "é": "e", "ü": "y"})


def sort_key(text: str) -> str:
    """What `text` is sorted by: a to å, capital or not, the same whatever the database."""
    return plain(text).translate(ALPHABET)
