"""What would lead nowhere if some pages were taken away: told before it happens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type

from handlingsveileder.stored_values import citations_of
from handlingsveileder.ways_on import PAGES, decisions_of, endings_of


@dataclass(frozen=True)
class LostWay:
    """A page that leads to one of those taken away, and how."""

    page: Page
    words: str


def lost_with(pages: Sequence[Page]) -> list[LostWay]:
    """The ways on, and other links, that lead to `pages` or to what stands below them."""
    below = reduce(or_, (Q(path__startswith=page.path) for page in pages))
    taken = set(Page.objects.filter(below).values_list("pk", flat=True))
    of_pages = get_default_page_content_type()
    sources = ReferenceIndex.objects.filter(
        to_content_type=of_pages,
        to_object_id__in=[str(pk) for pk in taken],
        base_content_type=of_pages,
    ).values_list("object_id", flat=True)
    leading = Page.objects.filter(pk__in={int(pk) for pk in sources} - taken).order_by("path")
    return [way for page in leading.specific() for way in _ways(page, taken)]


def _ways(page: Page, taken: set[int]) -> Iterator[LostWay]:
    if getattr(page, "violence_exit_id", None) in taken:
        yield LostWay(page, _("the way out on suspicion of violence"))
    on_ways = []
    for decision in decisions_of(page):
        for way in decision.exits:
            if way.kind in PAGES and way.value in taken:
                on_ways.append(f"{way.place}.")
                words = _("«{exit}» in the decision «{question}»")
                yield LostWay(page, words.format(exit=way.label, question=decision.question))
    for ending in endings_of(page):
        if lost := [way for way in ending.ways if way.kind in PAGES and way.value in taken]:
            on_ways += [way.place for way in lost]
            yield LostWay(page, _("the ending «{ending}»").format(ending=ending.heading))
    other = (c for c in citations_of(page) if not c.place.startswith(tuple(on_ways)))
    if any(issubclass(one.model, Page) and one.pk in taken for one in other):
        yield LostWay(page, _("a link"))


def warn(request: HttpRequest, pages: Sequence[Page], *, are_gone: bool = False) -> None:
    """Put what is lost on the page that asks whether one is sure, or on the one that follows."""
    if lost := lost_with(pages):
        told = {"lost": lost, "are_gone": are_gone}
        messages.warning(request, render_to_string("handlingsveileder/admin/lost_ways.html", told))


class TellingDeleteBulkAction(DeleteBulkAction):
    """Wagtail's, but it tells what would lead nowhere."""

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> object:
        pages, _others = self.get_actionable_objects()
        if pages:
            warn(request, pages)
        return super().get(request, *args, **kwargs)
