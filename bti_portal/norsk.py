"""Norwegian words for a machine: the same tokens for a text and for what a reader types.

Pure functions, no Django. Both forms of Norwegian give the same tokens, so that a search in
one finds texts in the other.
"""

import re
import unicodedata

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
    ("sjølvskad", "selvskad"),
    ("føresett", "foresatt"),
    ("kjensle", "følels"),
    ("rettlei", "veiled"),
    ("tilvis", "henvis"),
    ("tenest", "tjenest"),
    ("fråvær", "fravær"),
    ("rådgjev", "rådgiv"),
    ("teieplikt", "taushetsplikt"),
    ("avhengigheit", "avhengighet"),
    ("einsam", "ensom"),
    ("sjølv", "selv"),
    ("skul", "skol"),
    ("heim", "hjem"),
    ("sjuk", "syk"),
    ("søskjen", "søsken"),
    ("tryggleik", "trygghet"),
    ("avlasting", "avlastning"),
    ("yting", "ytels"),
    ("brot", "brudd"),
    ("røynsle", "erfaring"),
    ("jamaldr", "jevnaldr"),
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
}
# Endings that the stemmer leaves behind in nynorsk.
ENDINGS = ("ning", "ing", "ane", "ar", "er", "en", "et", "a", "e")
LETTERS = str.maketrans({"ø": "o", "å": "a", "æ": "a", "ò": "o", "é": "e", "ö": "o", "ä": "a"})
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


def token(word: str) -> str:
    """The canonical form of one lower-case word; empty for a stop word."""
    if word in STOP_WORDS:
        return ""
    word = NYNORSK_WORDS.get(word, word)
    for nynorsk, bokmal in NYNORSK_STEMS:
        if nynorsk in word:
            word = word.replace(nynorsk, bokmal)
    # Twice, since a first stem may end like an inflection: kurset, kurs.
    stem = _stemmer.stemWord(_stemmer.stemWord(word))
    for ending in ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= SHORTEST_STEM:
            stem = stem[: -len(ending)]
            break
    # One consonant for two: ungdom, ungdommen; heime, hjemme.
    return DOUBLED.sub(r"\1", stem.translate(LETTERS))


def tokens(text: str) -> set[str]:
    """The canonical words of `text`; inflection, form of Norwegian and ø/o make no difference."""
    words = re.findall(r"[^\W_]+", plain(text))
    return {found for found in map(token, words) if found}


def query_tokens(text: str) -> set[str]:
    """As `tokens`, for what a reader typed: at most `LONGEST_QUERY` characters are looked at."""
    return tokens(text[:LONGEST_QUERY])
