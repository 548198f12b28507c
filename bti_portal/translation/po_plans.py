"""What a translator's file would change, worked out and shown before anything is written.

A text is left alone when its source has changed since the file was made, when somebody has changed
it here, or when it could not stand where its source stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polib
from django.db import transaction
from django.utils.translation import gettext as _

from bti_portal.exchange.plan import Refused
from bti_portal.translation.models import PAGE
from bti_portal.translation.pairs import Pair, save_page_words, save_row_words
from bti_portal.translation.po_files import (
    FROM,
    HOST,
    ODD_BREAKS,
    Scope,
    Thing,
    as_sent,
    mark_of,
    unbroken,
)
from bti_portal.translation.protecting import same_markup
from bti_portal.translation.segments import plainly

MOST_BYTES = 5_000_000
PARAGRAPH = re.compile(r"§§?\s*\d+(?:\s*[-–]\s*\d+)?")


@dataclass(frozen=True)
class Told:
    """A text of a file that comes back.

    Attributes:
        name: the page or row it belongs to.
        path: its address there.
        source_mark: of the source when the file was made.
        target_mark: of what stood in the other form then.
    """

    name: str
    path: str
    source_mark: str
    target_mark: str
    source: str
    text: str
    is_done: bool

    @property
    def is_untouched(self) -> bool:
        """Whether the translator left it as it was."""
        return mark_of(self.text) == self.target_mark


@dataclass(frozen=True)
class NewText:
    """A text that a file would change."""

    title: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class NotTaken:
    """A text that a file would change and that is left alone, and why."""

    title: str
    source: str
    why: str


@dataclass
class FilePlan:
    """What a file would do."""

    new: list[NewText] = field(default_factory=list)
    refused: list[NotTaken] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0
    words: list[tuple[Thing, dict[str, str]]] = field(default_factory=list)

    @property
    def number_of_things(self) -> int:
        return len(self.words)

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what was shown is what may be written."""
        words = [(thing.name, told) for thing, told in self.words]
        return hashlib.sha256(repr((words, self.new)).encode()).hexdigest()


def decoded(data: bytes) -> str:
    """The text of a file.

    Raises:
        Refused: it is too large, or not text in UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise Refused(_("The file is larger than 5 MB. Send the site in parts, page by page."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(_("The file is not text in UTF-8. Save it as PO in UTF-8.")) from fault
    if "\0" in text:
        raise Refused(_("The file is not text in UTF-8. Save it as PO in UTF-8."))
    return text


def _read(text: str) -> polib.POFile:
    # Without a line end polib would take the text for the name of a file.
    if "msgid" not in text or "\n" not in text:
        raise Refused(_("This is not a PO file. Download one here, and send back that."))
    try:
        return polib.pofile(ODD_BREAKS.sub(" ", text))
    except (OSError, ValueError, IndexError, UnicodeError) as fault:
        raise Refused(
            _("The file is broken and cannot be read. Save it anew as PO, and try again.")
        ) from fault


def planned(text: str, scope: Scope, user: Any) -> FilePlan:
    """What a file would change. Nothing is written.

    Raises:
        Refused: the file is broken, in another language, of another site, or of other pages.
    """
    file = _read(text)
    _check_header(file, scope)
    told = list(_addressed(file))
    if not told:
        raise Refused(_("No text in the file says where it belongs. Download a new file here."))
    known, plan = scope.parities(), FilePlan()
    things = {thing.name: thing for thing in scope.things()}
    strangers = sum(one.name not in things for one in told)
    if strangers:
        raise Refused(_stranger_words(scope, strangers))
    by_thing: dict[str, list[Told]] = {}
    for one in told:
        by_thing.setdefault(one.name, []).append(one)
    for name, texts in by_thing.items():
        # A file may hold a whole site: what nobody has touched is not read and asked of.
        if new := _touched(plan, texts):
            thing = things[name]
            pairs = {pair.path: pair for pair in scope.pairs(thing, known)}
            if words := _weighed(plan, thing, pairs, new, _closed(thing, user)):
                plan.words.append((thing, words))
    return plan


def _touched(plan: FilePlan, told: Iterable[Told]) -> list[Told]:
    """The texts that a translator has written; the others are counted in the plan."""
    new = []
    for one in told:
        if not one.is_done:
            plan.empty += 1
        elif one.is_untouched:
            plan.unchanged += 1
        else:
            new.append(one)
    return new


def _check_header(file: polib.POFile, scope: Scope) -> None:
    if file.metadata.get(HOST) != scope.site.hostname:
        raise Refused(_("The file belongs to another site. Nothing was changed."))
    languages = (file.metadata.get(FROM), file.metadata.get("Language"))
    if languages != (scope.source, scope.target):
        raise Refused(
            _("The file is from %(source)s to %(target)s. Choose that direction, and try again.")
            % {"source": languages[0] or "?", "target": languages[1] or "?"}
        )


def _addressed(file: polib.POFile) -> Iterator[Told]:
    for entry in file:
        parts = (entry.msgctxt or "").split(":")
        if not entry.obsolete and len(parts) == 5:
            kind, key, path, source_mark, target_mark = parts
            is_done = bool(entry.msgstr.strip()) and "fuzzy" not in entry.flags
            yield Told(
                f"{kind}:{key}", path, source_mark, target_mark, entry.msgid, entry.msgstr, is_done
            )


def _stranger_words(scope: Scope, count: int) -> str:
    if scope.page:
        return _(
            "The file is for another page: %(n)d texts do not belong to “%(page)s” or what is below it."
        ) % {"n": count, "page": scope.page.title}
    return _(
        "The file is for other pages: %(n)d texts belong to nothing on this site that has both forms."
    ) % {"n": count}


def _closed(thing: Thing, user: Any) -> str:
    """Why nothing may be written there; empty if it may."""
    if thing.kind != PAGE:
        lock = thing.source.get_lock() if hasattr(thing.source, "get_lock") else None
        return _("It is locked.") if lock and lock.for_user(user) else ""
    may = thing.target.permissions_for_user(user)
    if may.page_locked():
        return _("It is locked.")
    return "" if may.can_edit() else _("You may not edit it.")


def _weighed(
    plan: FilePlan, thing: Thing, pairs: dict[str, Pair], told: Iterable[Told], closed: str
) -> dict[str, str]:
    """The words to write, by path; the rest is told in the plan."""
    words = {}
    for one in told:
        pair = pairs.get(one.path)
        if pair and mark_of(pair.target) == mark_of(one.text):
            plan.unchanged += 1
        elif why := closed or _objection(pair, one):
            plan.refused.append(NotTaken(thing.title, one.source, why))
        elif pair:
            words[one.path] = one.text
            plan.new.append(NewText(thing.title, str(pair.label), pair.target, one.text))
    return words


def _objection(pair: Pair | None, told: Told) -> str:
    """Why a text is not taken; empty if it is."""
    if pair is None:
        return _("The text is no longer on the page.")
    if pair.mark != told.source_mark:
        return _("The source has changed since the file was made. Translate the new text.")
    if mark_of(pair.target) != told.target_mark:
        return _(
            "The text has been changed here since the file was made. Compare the two, and write "
            "what is to hold on the page."
        )
    return _unfit(pair, told.text)


def _unfit(pair: Pair, text: str) -> str:
    """Why a text cannot stand where its source stands; empty if it can."""
    if pair.is_rich and not same_markup(as_sent(pair, pair.source), plainly(text)):
        return _(
            "The mark-up is not that of the source: bold, links, lists and headings must stay."
        )
    if not pair.is_rich and pair.segment.longest and len(text) > pair.segment.longest:
        return _("The text is longer than the %(n)d characters there is room for.") % {
            "n": pair.segment.longest
        }
    if sorted(PARAGRAPH.findall(unbroken(pair.source))) != sorted(PARAGRAPH.findall(text)):
        return _("The references to law (§) are not those of the source.")
    return ""


@transaction.atomic
def applied(plan: FilePlan, scope: Scope, user: Any) -> int:
    """Save what the plan says as drafts, all or nothing. Returns how many pages and services."""
    for thing, words in plan.words:
        if thing.kind == PAGE:
            save_page_words(thing.source, thing.target, words, user)
        else:
            save_row_words(thing.source, scope.target, words, user)
    return plan.number_of_things
