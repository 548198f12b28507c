"""Machine drafts between nynorsk and bokmål by Apertium, a program on the same machine.

The program is an optional package of the operating system. Nothing is sent anywhere.
"""

from __future__ import annotations

import html
import logging
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bti_portal.translation.protecting import bare, protected, tags_of, wrapped_words

logger = logging.getLogger(__name__)

MODES = {("nb", "nn"): "nob-nno_e", ("nn", "nb"): "nno-nob"}
SECONDS = 30
# A page has some thousand characters; the longest article of the starter package has 9,000.
MOST_CHARACTERS = 200_000
BLOCK_TAG = re.compile(r"(</?(?:p|div|ul|ol|li|h[1-6]|blockquote|hr|embed)\b[^>]*>)")
LINE_END = re.compile(r"(\r?\n)")
PIECE = re.compile(r'<p id="apx(\d+)">(.*?)</p>(?=\s*(?:<p id="apx|\Z))', re.DOTALL)
# How the program marks words it does not know, cannot translate, or cannot inflect.
DOUBTFUL = re.compile(r"[*@#](\w[\w-]*)")
WRAPPED_PART = re.compile(r"<apertium-notrans>.*?</apertium-notrans>", re.DOTALL)


class CannotTranslate(Exception):
    """The program is missing, was too slow or failed, or the text is too long."""


@dataclass(frozen=True)
class Draft:
    """What the machine made of a text, and the words it was in doubt about."""

    text: str
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A text to translate."""

    text: str
    is_rich: bool = False


def is_available(source: str, target: str) -> bool:
    """Whether this machine can make drafts from `source` to `target`."""
    program, mode = shutil.which("apertium"), MODES.get((source, target))
    return bool(program and mode) and mode in _modes(program, os.stat(program).st_mtime)


@lru_cache(maxsize=8)
def _modes(program: str, changed: float) -> frozenset[str]:
    """The pairs of languages that the program knows."""
    try:
        answer = subprocess.run(  # noqa: S603 – no shell, no argument from a user
            [program, "-l"], capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        logger.warning("Apertium is installed, and does not tell its modes.", exc_info=True)
        return frozenset()
    return frozenset(answer.stdout.split())


def translate(
    texts: Mapping[str, Source], source: str, target: str, words: Mapping[str, str]
) -> dict[str, Draft]:
    """Drafts of `texts`, by the same keys.

    A text whose mark-up, names or references would not come through whole is left out: that is
    for a human.

    Args:
        texts: the texts of one page or row.
        source: the form they are in.
        target: the other form.
        words: what certain words become, by the word in small letters.

    Raises:
        CannotTranslate: nothing could be translated.
    """
    if not is_available(source, target):
        raise CannotTranslate("not installed")
    if sum(len(one.text) for one in texts.values()) > MOST_CHARACTERS:
        raise CannotTranslate("too long")
    cut = {key: _pieces(one) for key, one in texts.items() if one.text.strip()}
    sent: list[str] = []
    for pieces in cut.values():
        sent += [protected(piece, dict(words)) for piece in pieces if _has_words(piece)]
    mode = MODES[source, target]
    told, marked = _run(mode, sent, "-u"), _run(mode, sent)
    drafts, at = {}, 0
    for key, pieces in cut.items():
        count = sum(map(_has_words, pieces))
        here = slice(at, at + count)
        draft = _put_together(texts[key], pieces, sent[here], told[here], marked[here])
        at += count
        if draft is not None:
            drafts[key] = draft
    return drafts


def _pieces(text: Source) -> list[str]:
    """Lines without block tags, and between them the tags and line ends."""
    if text.is_rich:
        return [piece for piece in BLOCK_TAG.split(text.text) if piece]
    return [piece for piece in LINE_END.split(html.escape(text.text, quote=False)) if piece]


def _has_words(piece: str) -> bool:
    return bool(re.search(r"\w", bare_of_tags(piece)))


def bare_of_tags(piece: str) -> str:
    """A piece of HTML without its tags."""
    return re.sub(r"<[^<>]+>", "", piece)


def _run(mode: str, pieces: list[str], *options: str) -> list[str]:
    """Each piece as the program gives it back. One process for all of them, without a shell."""
    if not pieces:
        return []
    whole = "\n".join(f'<p id="apx{n}">{piece}</p>' for n, piece in enumerate(pieces))
    try:
        answer = subprocess.run(  # noqa: S603 – no shell; texts go in by stdin
            [shutil.which("apertium") or "apertium", *options, "-f", "html-noent", mode],
            input=whole + "\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=True,
        )
    except (OSError, UnicodeError, subprocess.SubprocessError) as fault:
        # The text itself is not logged: it may be a draft that nobody else should read.
        logger.warning("Apertium failed: %s", type(fault).__name__)
        raise CannotTranslate("failed") from fault
    found = {int(number): piece for number, piece in PIECE.findall(answer.stdout)}
    return [found.get(n, "") for n in range(len(pieces))]


def _put_together(
    text: Source, pieces: list[str], sent: list[str], told: list[str], marked: list[str]
) -> Draft | None:
    """The pieces with their drafts in place; None if one of them did not come through whole."""
    whole, doubtful = [], []
    drafts = iter(zip(sent, told, marked, strict=True))
    for piece in pieces:
        if not _has_words(piece):
            whole.append(piece)
            continue
        before, after, with_marks = next(drafts)
        if not _came_through(before, after):
            return None
        whole.append(bare(after))
        doubtful += DOUBTFUL.findall(WRAPPED_PART.sub("", with_marks))
    draft = "".join(whole)
    shown = draft if text.is_rich else html.unescape(draft)
    return Draft(shown, tuple(dict.fromkeys(doubtful)))


def _came_through(before: str, after: str) -> bool:
    return (
        bool(after.strip())
        and tags_of(before) == tags_of(after)
        and wrapped_words(before) == wrapped_words(after)
    )
