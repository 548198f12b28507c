"""Files for human translators (gettext PO): made of a page, of all below it, or of a whole site.

Each text carries its address, a mark of its source and one of what stood in the other form, so that
a file can be laid back where it came from, and not over what has changed since.
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
from wagtail.models import Page, Site

from bti_portal.exchange.plan import Refused
from bti_portal.translation.models import PAGE, Parity
from bti_portal.translation.pairs import (
    Pair,
    page_pairs,
    row_pairs,
    save_page_words,
    save_row_words,
)
from bti_portal.translation.parity import Mode, key_of
from bti_portal.translation.protecting import same_markup
from bti_portal.translation.segments import mark, plainly
from bti_portal.translation.twins import homes_of
from tjenesteoversikt.models import Service

MOST_BYTES = 5_000_000
# Python ends a line at these, and PO has no way to write them: what follows would be lost.
ODD_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
HOST, FROM = "X-BTI-Site", "X-BTI-Source"
PARAGRAPH = re.compile(r"§§?\s*\d+(?:\s*[-–]\s*\d+)?")


@dataclass(frozen=True)
class Thing:
    """A page pair or a service, with what is needed to read and write it."""

    kind: str
    key: str
    title: str
    source: Any
    target: Any

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass
class Scope:
    """What a file is about: a site, or a page of it with all below it."""

    site: Site
    source: str
    target: str
    page: Page | None = None

    def things(self) -> Iterator[Thing]:
        """Pages that exist in both forms, and for a whole site its services."""
        homes = homes_of(self.site)
        top = self.page or homes[self.source]
        ours = Page.objects.descendant_of(top, inclusive=True).order_by("path")
        there = {
            page.translation_key: page
            for page in Page.objects.descendant_of(homes[self.target], inclusive=True)
            .filter(translation_key__in=ours.values("translation_key"))
            .select_related("locale")
        }
        for page in ours.select_related("locale"):
            if twin := there.get(page.translation_key):
                yield Thing(PAGE, str(page.translation_key), page.title, page, twin)
        if self.page is None:
            for row in Service.objects.filter(site=self.site).order_by("pk"):
                kind, key = key_of(row)
                yield Thing(kind, key, str(row), row, None)

    def pairs(self, thing: Thing, known: dict[tuple[str, str], Parity]) -> list[Pair]:
        parity = known.get((thing.kind, thing.key)) or Parity(
            site=self.site, kind=thing.kind, key=thing.key
        )
        if thing.kind == PAGE:
            return page_pairs(thing.source, thing.target, parity)[0]
        return row_pairs(thing.source, self.source, self.target, parity)

    def parities(self) -> dict[tuple[str, str], Parity]:
        return {(row.kind, row.key): row for row in Parity.objects.filter(site=self.site)}


def written(scope: Scope, *, only_waiting: bool = False) -> tuple[str, int]:
    """A file of all texts, or of those that wait; and how many texts it holds."""
    file = polib.POFile(wrapwidth=0)
    file.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Language": scope.target,
        FROM: scope.source,
        HOST: scope.site.hostname,
    }
    known = scope.parities()
    for thing in scope.things():
        parity = known.get((thing.kind, thing.key))
        if parity and parity.mode in {Mode.ALONE, Mode.APART}:
            continue
        for pair in scope.pairs(thing, known):
            if pair.source.strip() and (pair.needs_somebody or not only_waiting):
                file.append(_entry(thing, pair))
    return str(file), len(file)


def _entry(thing: Thing, pair: Pair) -> polib.POEntry:
    is_done = bool(pair.target.strip()) and not pair.is_untranslated
    return polib.POEntry(
        msgctxt=f"{thing.name}:{pair.path}:{pair.mark}:{_mark(pair.target)}",
        msgid=_as_sent(pair, pair.source),
        msgstr=_as_sent(pair, pair.target) if is_done else "",
        comment=_unbroken(f"{thing.title} – {pair.label}"),
        flags=["fuzzy"] if is_done and pair.is_changed else [],
    )


def _as_sent(pair: Pair, text: str) -> str:
    return _unbroken(plainly(text) if pair.is_rich else text)


def _unbroken(text: str) -> str:
    """`text` as a file can hold it: with line ends that every program reads in the same way."""
    return ODD_BREAKS.sub(" ", text.replace("\r\n", "\n"))


def _mark(text: str) -> str:
    """As `mark`, the same before a text went out and when it comes back."""
    return mark(_unbroken(text))


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
        return _mark(self.text) == self.target_mark


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
        thing = things[name]
        pairs = {pair.path: pair for pair in scope.pairs(thing, known)}
        words = _weighed(plan, thing, pairs, texts, _closed(thing, user))
        if words:
            plan.words.append((thing, words))
    return plan


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
        if not one.is_done:
            plan.empty += 1
        elif one.is_untouched or (pair and _mark(pair.target) == _mark(one.text)):
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
    if _mark(pair.target) != told.target_mark:
        return _(
            "The text has been changed here since the file was made. Compare the two, and write "
            "what is to hold on the page."
        )
    return _unfit(pair, told.text)


def _unfit(pair: Pair, text: str) -> str:
    """Why a text cannot stand where its source stands; empty if it can."""
    if pair.is_rich and not same_markup(_as_sent(pair, pair.source), plainly(text)):
        return _(
            "The mark-up is not that of the source: bold, links, lists and headings must stay."
        )
    if not pair.is_rich and pair.segment.longest and len(text) > pair.segment.longest:
        return _("The text is longer than the %(n)d characters there is room for.") % {
            "n": pair.segment.longest
        }
    if sorted(PARAGRAPH.findall(_unbroken(pair.source))) != sorted(PARAGRAPH.findall(text)):
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
