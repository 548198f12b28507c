"""Rules about what a page says: laws in force, facts from registers, headings, tools one can read."""

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from bti_portal.registers.law_mentions import mentions
from bti_portal.registers.models import LegalReference
from handlingsveileder.plain_text import headings, paragraphs
from handlingsveileder.preflight.facts import Facts
from handlingsveileder.preflight.findings import Fault, Severity, rule
from handlingsveileder.stored_values import Text, citations_of, texts_of, unfilled_in
from handlingsveileder.ways_on import decisions_of, endings_of

TOOL = "handlingsveileder.ToolPage"
# Eight digits in groups, the help lines that begin with 116, and three digits one is told to call.
TELEPHONE = re.compile(
    r"(?<![\w§/.:-])(?:\+47\s?)?(?:\d{2}(?:\s\d{2}){3}|\d{3}\s\d{2}\s\d{3}|\d{8}|116\s?\d{3})(?![\w/-])"
    r"|(?<=\b[Rr]ing )\d{3}\b|(?<=\b[Rr]inge )\d{3}\b"
)
PAGE_HEADING, PART_HEADING = 1, 2


@rule(severity=Severity.BLOCKING, title=gettext_lazy("Parts that are filled in"))
def unfilled_part(page: Page, facts: Facts) -> Iterator[Fault]:
    """A part that must be filled in: a draft may wait for it, readers may not."""
    words = _("«{part}» is not filled in. Fill it in, or remove the part that it stands in.")
    # Where a way on leads has rules of its own.
    targets = [f"{way.place}.target." for one in decisions_of(page) for way in one.exits]
    targets += [way.place for one in endings_of(page) for way in one.ways]
    for place, block in unfilled_in(page):
        if place.startswith(tuple(targets)):
            continue
        yield Fault(words.format(part=block.label), place)


@rule(severity=Severity.BLOCKING, title=gettext_lazy("How the two forms go together"))
def kept_from_readers(page: Page, facts: Facts) -> Iterator[Fault]:
    """A form that somebody has said is not to be shown, or not before it has been compared."""
    if why := facts.kept_from_readers.get(page.pk):
        yield Fault(why)


@rule(severity=Severity.BLOCKING, title=gettext_lazy("Laws in force"))
def law_out_of_force(page: Page, facts: Facts) -> Iterator[Fault]:
    """A legal reference that is no longer the law."""
    for citation in citations_of(page):
        if citation.model is not LegalReference:
            continue
        law = facts.row(LegalReference, citation.pk)
        if law and law.is_over(facts.today):
            words = _("«{law}» was in force until {day}.")
            day = date_format(law.in_force_to, "j. F Y")
            yield Fault(
                f"{words.format(law=law, day=day)} {_instead_of(law, facts.today)}", citation.place
            )


def _instead_of(law: LegalReference, today: datetime.date) -> str:
    """What to cite instead, if the register knows."""
    if other := law.replacement(today):
        return _("It is replaced by «{law}».").format(law=other)
    return _("Find out what is in force now, and cite that.")


def _in_prose(page: Page, find: Callable[[str], list[str]]) -> Iterator[tuple[Text, str]]:
    """Each text in which something is found, once, with what was found there."""
    for text in texts_of(page):
        words = " ".join(paragraphs(text.words)) if text.is_rich else text.words
        found = dict.fromkeys(find(words))
        if found:
            yield text, ", ".join(found)


def _paragraphs_of_law(words: str) -> list[str]:
    return [mention.words for mention in mentions(words)]


def _telephones(words: str) -> list[str]:
    return [match.group().strip() for match in TELEPHONE.finditer(words)]


@rule(severity=Severity.ADVICE, title=gettext_lazy("Paragraphs from the register"))
def paragraph_in_prose(page: Page, facts: Facts) -> Iterator[Fault]:
    """A paragraph typed into a text: nobody is told when it changes."""
    for text, found in _in_prose(page, _paragraphs_of_law):
        words = _(
            "«{found}» stands in the text. Cite the law from the register instead, so that it is"
            " checked and can be found the day it changes."
        )
        yield Fault(words.format(found=found), text.place)


@rule(severity=Severity.ADVICE, title=gettext_lazy("Telephone numbers from the register"))
def telephone_in_prose(page: Page, facts: Facts) -> Iterator[Fault]:
    """A telephone number typed into a text: nobody is told when it changes."""
    for text, found in _in_prose(page, _telephones):
        words = _(
            "«{found}» looks like a telephone number in the text. Use a help line from the"
            " register, or the block with the municipality's contacts, so that it can be checked."
        )
        yield Fault(words.format(found=found), text.place)


@rule(severity=Severity.ADVICE, title=gettext_lazy("Headings in order"))
def heading_order(page: Page, facts: Facts) -> Iterator[Fault]:
    """A heading that skips a level, or has no words: screen readers move by headings."""
    level_above = PAGE_HEADING
    for place, level, words in _headings_of(page):
        if not words:
            yield Fault(_("A heading has no words."), place)
        elif level > level_above + 1:
            skips = _("The heading «{heading}» skips a level. Make it one larger.")
            yield Fault(skips.format(heading=words), place)
        level_above = level


def _headings_of(page: Page) -> Iterator[tuple[str, int, str]]:
    """Place, level and words of each heading of the page's body."""
    stream: Any = getattr(page, "body", None)
    for block in stream.raw_data if stream is not None else ():
        place = f"body.{block.get('id') or ''}"
        if block["type"] == "text":
            for level, words in headings(block["value"] or ""):
                yield place, level, words
        elif block["type"] == "callout":
            yield place, PART_HEADING, (block["value"] or {}).get("heading") or ""


@rule(TOOL, severity=Severity.BLOCKING, title=gettext_lazy("Tools everybody can read"))
def only_an_inaccessible_file(tool: Page, facts: Facts) -> Iterator[Fault]:
    """A tool that is nothing but a file nobody has found accessible."""
    document = facts.row(apps.get_model(settings.WAGTAILDOCS_DOCUMENT_MODEL), tool.document_id or 0)
    if document and not document.is_accessible and not tool.body and not tool.worksheet:
        words = _(
            "The tool is only the file «{file}», which nobody has tested for accessibility. Write"
            " the tool as a page or a worksheet, or have the file tested."
        )
        yield Fault(words.format(file=document.title), "document")


@rule(TOOL, severity=Severity.ADVICE, title=gettext_lazy("Tools with something in them"))
def empty_tool(tool: Page, facts: Facts) -> Iterator[Fault]:
    """A tool with nothing to read, fill in or download."""
    if not (tool.document_id or tool.body or tool.worksheet):
        yield Fault(_("The tool is empty: it has no text, no worksheet and no file."))
