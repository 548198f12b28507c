"""Norwegian words for a machine: the same tokens for a text and for what a reader types.

Pure functions, no Django. Both forms of Norwegian give the same tokens, so that a search in
one finds texts in the other. What the data files hold, and how to add to them: docs/operations.md.
"""

from functools import lru_cache

from bti_portal.norsk.ages import ages
from bti_portal.norsk.compounds import canonical, parts
from bti_portal.norsk.forms import STOP_WORDS, is_stop_word
from bti_portal.norsk.queries import LONGEST_QUERY, Word, query_words, variants
from bti_portal.norsk.reading import WORD, plain, sort_key
from bti_portal.norsk.spelling import suggest
from bti_portal.norsk.thesaurus import Group, expand, is_faint

__all__ = [
    "LONGEST_QUERY",
    "STOP_WORDS",
    "WORD",
    "Group",
    "Word",
    "ages",
    "expand",
    "is_faint",
    "parts",
    "plain",
    "query_tokens",
    "query_words",
    "sort_key",
    "stands_in",
    "suggest",
    "token",
    "tokens",
    "variants",
]

SHORTEST_STEM = 3


@lru_cache(maxsize=20_000)
def token(word: str) -> str:
    """The canonical form of one lower-case word; empty for a stop word."""
    return "" if is_stop_word(word) else canonical(word)


def tokens(text: str) -> set[str]:
    """The canonical words of `text`; inflection, form of Norwegian and ø/o make no difference."""
    words = WORD.findall(plain(text))
    return {found for found in map(token, words) if found}


def stands_in(wanted: str, word: str) -> bool:
    """Whether the token `wanted` is the token `word`, or a part of the compound that it is.

    Of a compound whose parts are not known, the beginning or the end counts if what is left is
    long enough to be a word of its own, so that barn stands in barnesamtale, and samtale too,
    but rus not in virus and mat not in matematikk.
    """
    if wanted == word:
        return True
    known = parts(word)
    if wanted in known:
        return True
    rest = len(word) - len(wanted)
    if rest < SHORTEST_STEM or len(wanted) < SHORTEST_STEM:
        return False
    if word.endswith(wanted):
        return rest > SHORTEST_STEM and (len(wanted) > SHORTEST_STEM or not known)
    return len(wanted) > SHORTEST_STEM and word.startswith(wanted)


def query_tokens(text: str) -> set[str]:
    """As `tokens`, for what a reader typed: at most `LONGEST_QUERY` characters are looked at."""
    return tokens(text[:LONGEST_QUERY])
