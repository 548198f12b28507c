"""What stands in the data files of this package, and how a text falls into words."""

import re
import unicodedata
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[^\W_]+")
# Letters a foreign keyboard lacks, and what is written for them.
LETTERS = str.maketrans(
    {"ø": "o", "å": "a", "æ": "a", "ò": "o", "ó": "o", "ô": "o", "ö": "o", "ä": "a", "à": "a"}
    | {"é": "e", "è": "e", "ê": "e", "ü": "u", "ñ": "n", "ç": "c"}
)
# Not where an ending begins: skolemiljoet, temaet.
PAIRS = re.compile(r"a(?=e(?!(?:t|n|r|ne)s?$))e|o(?=e(?!(?:t|n|r|ne)s?$))e")
DOUBLED = re.compile(r"([b-df-hj-np-tv-xz])\1")


def plain(text: str) -> str:
    """Lower case, one space between words, control characters taken away."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if not words.isprintable():
        words = " ".join(
            "".join(
                " " if unicodedata.category(sign)[0] in "CZ" else sign for sign in words
            ).split()
        )
    return words.lower()


# After z, and the letters of other languages where Norwegians look for them.
ALPHABET = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "é": "e", "ü": "y"})


def sort_key(text: str) -> str:
    """What `text` is sorted by: a to å, capital or not, the same whatever the database."""
    return plain(text).translate(ALPHABET)


def folded(word: str) -> str:
    """The word as a keyboard without ø, å and æ has it: skole, sovn, apen."""
    word = PAIRS.sub(lambda found: found[0][0], word)
    return word.translate(LETTERS).replace("aa", "a")


def single(word: str) -> str:
    """One consonant for two: ungdom, ungdommen; hjem, hjemme."""
    return DOUBLED.sub(r"\1", word)


@cache
def blocks(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a data file below each of its headings in brackets; # begins a remark."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            found[heading] = []
        elif line.strip() and not line.startswith("#"):
            found[heading].append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}
