"""References to law typed into running text: § 15-3, § 9A, §§ 41–43, paragraf 13.

Pure functions, no Django. Each reference is found with the act that stands together with it, if
one does: «opplæringslova § 9A», «§ 13 i forvaltningsloven». Nothing is guessed: a paragraph alone
has no act, however likely one seems.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

SPACE = r"[ \t\u00a0\u2009\u202f]"
HYPHEN = r"[-\u2010\u2011]"
DASH = r"[–—]"
# 13, 13-2, 13–2 (a slip of the hyphen), 9A, 9 A-4, 4A-14, 7-2 a, 13b.
NUMBER = (
    rf"\d+(?:{SPACE}?[A-H](?!\w)|[a-h](?!\w))?(?:(?:{HYPHEN}|(?<!{SPACE}){DASH})\d+)?"
    rf"(?:{SPACE}?[a-h](?!\w))?"
)
JOINER = rf"(?:{SPACE}*[,/]{SPACE}*|{SPACE}*{DASH}{SPACE}*|{SPACE}+(?:og|eller|samt|til){SPACE}+)"
REFERENCE = re.compile(
    rf"(?P<many>§§|\b[Pp]aragraf(?:ane|ene|ar|er)\b){SPACE}*(?P<list>{NUMBER}(?:{JOINER}{NUMBER})*)"
    rf"|(?:§|\b[Pp]aragraf(?:en)?\b){SPACE}*(?P<one>{NUMBER})"
)

# An act by its name. «Lova» and «loven» alone name nothing.
NAMED = r"(?:\w+-\s(?:og|eller)\s)?[\w-]{2,}(?:lov|lova|lovi|loven)s?"
DESCRIBED = (
    r"(?:[Ll]ov(?:en|a)?|[Ff]orskrift(?:en|a)?)\s(?:om|til)"
    r"(?:\s(?!(?:at|er|har|skal|kan|må|som|du|vi|de|dere|sjå|se|jf|og|i)\b)[\w-]+(?:\sog\s[\w-]+)?){1,6}"
)
ABBREVIATIONS = {
    "bhl": "barnehageloven",
    "bvl": "barnevernsloven",
    "fvl": "forvaltningsloven",
    "hol": "helse- og omsorgstjenesteloven",
    "hpl": "helsepersonelloven",
    "oppll": "opplæringslova",
    "pbrl": "pasient- og brukerrettighetsloven",
    "strl": "straffeloven",
}
SHORT = rf"(?:{'|'.join(ABBREVIATIONS)})\.?"
ACT = rf"\b(?P<act>{SHORT}(?!\w)|{DESCRIBED}|{NAMED})"
BESIDE = r"(?:\s\([^()\n]{1,40}\))?\)?(?:\s(?:av|frå|fra)\s\d{4})?(?:,?\s[Kk]ap(?:ittel|\.)\s\w+)?"
BEFORE = re.compile(rf"{ACT}{BESIDE}[,:]?\s?(?:i\s|sin\s|jf\.\s|jamfør\s)?\(?$", re.IGNORECASE)
PART = (
    r"(?:\s(?:første|fyrste|andre|annet|tredje|fjerde|femte))?"
    r"\s(?:ledd|punktum|bokstav(?:ane)?\s\w\b|nr\.\s?\d+|ff\.?|flg\.?)"
)
AFTER = re.compile(
    rf"(?:{PART})*\s(?:(?:i|av|etter)\s)?(?:(?:den|ei|en)\s)?(?:(?:nye|ny|gamle|tidlegare|tidligere)\s)?"
    rf"{ACT}(?!\w)(?!{BESIDE}[,:]?\s?(?:§|[Pp]aragraf))",
    re.IGNORECASE,
)
BETWEEN = re.compile(rf"(?:{PART})*(?:{JOINER}|{SPACE}+jf\.?{SPACE}*)", re.IGNORECASE)
# How far from the paragraph an act can stand and still stand together with it.
REACH = 120
LONGEST_RANGE = 60


@dataclass(frozen=True)
class Mention:
    """A reference as it stands in a text.

    Attributes:
        start, end: its place in the text.
        words: as written, `§§ 41–43`.
        paragraphs: the keys of the paragraphs meant, `("41", "42", "43")`.
        act: the name of the act that stands together with it, as written; empty when none does.
    """

    start: int
    end: int
    words: str
    paragraphs: tuple[str, ...]
    act: str = ""


def mentions(text: str) -> list[Mention]:
    """The references to law in `text`, in order. A line break ends what stands together."""
    found = [_read(match) for match in REFERENCE.finditer(text)]
    with_own = [replace(mention, act=_act_beside(text, mention)) for mention in found]
    return list(_share_acts(text, with_own))


def paragraph_key(words: str) -> str:
    """`§ 9 A-4` as `9a-4`: the same for the same paragraph however it is typed."""
    bare = re.sub(r"[§\s\u00a0\u2009\u202f]|[Pp]aragraf\w*", "", words)
    return re.sub(r"[\u2010\u2011–—]", "-", bare).lower()


def act_key(words: str) -> str:
    """`Barnevernslova`, `barnevernsloven` and `barnevernslovens` as `barnevernslov`."""
    plain = " ".join(words.lower().split())
    plain = ABBREVIATIONS.get(plain.rstrip("."), plain)
    return re.sub(r"(lov|forskrift|konvensjon)(?:en|a|i)?s?\b", r"\1", plain)


def _read(match: re.Match[str]) -> Mention:
    listed = match["list"]
    paragraphs = tuple(_listed(listed)) if listed else (paragraph_key(match["one"]),)
    return Mention(match.start(), match.end(), match.group(), paragraphs)


def _listed(words: str) -> Iterator[str]:
    """The paragraphs of a list: `13-2 og 15-8`, `41–43`, `12-1 til 12-10`."""
    # Two numbers joined by a mark and nothing else: after §§ they are the ends of a row, if they rise.
    ends = re.fullmatch(rf"(\d+)(?:{HYPHEN}|{DASH})(\d+)", words)
    if ends and int(ends[1]) < int(ends[2]):
        yield from _from_to(ends[1], ends[2])
        return
    numbers = list(re.finditer(NUMBER, words))
    for place, number in enumerate(numbers):
        between = words[numbers[place - 1].end() : number.start()] if place else ""
        if re.search(rf"\btil\b|{DASH}", between):
            first = paragraph_key(numbers[place - 1].group())
            yield from list(_from_to(first, paragraph_key(number.group())))[1:]
        else:
            yield paragraph_key(number.group())


def _from_to(first: str, last: str) -> Iterator[str]:
    """Every paragraph from one to another of the same chapter; both ends if they cannot be counted."""
    low = re.fullmatch(r"(.*?)(\d+)", first)
    high = re.fullmatch(r"(.*?)(\d+)", last)
    if low and high and low[1] == high[1] and 0 < int(high[2]) - int(low[2]) <= LONGEST_RANGE:
        for number in range(int(low[2]), int(high[2]) + 1):
            yield f"{low[1]}{number}"
    else:
        yield from (first, last)


def _line_around(text: str, mention: Mention) -> tuple[str, str]:
    before = text[max(0, mention.start - REACH) : mention.start].rpartition("\n")[2]
    after = text[mention.end : mention.end + REACH].partition("\n")[0]
    return before, after


def _act_beside(text: str, mention: Mention) -> str:
    before, after = _line_around(text, mention)
    beside = BEFORE.search(before) or AFTER.match(after)
    return " ".join(beside["act"].split()) if beside else ""


def _share_acts(text: str, found: list[Mention]) -> Iterator[Mention]:
    """«Barnevernslova § 13-2 og § 15-8»: one act for references that only a joiner parts."""
    runs: list[list[Mention]] = []
    for mention in found:
        if runs and BETWEEN.fullmatch(text[runs[-1][-1].end : mention.start]):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    for run in runs:
        known = next((mention.act for mention in run if mention.act), "")
        for mention in run:
            known = mention.act or known
            yield replace(mention, act=known)
