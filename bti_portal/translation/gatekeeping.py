"""What the coordinator has said about a page's two forms, followed when somebody publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation.models import PAGE, Parity
from bti_portal.translation.parity import Mode, page_texts
from bti_portal.translation.segments import digest
from handlingsveileder.preflight.facts import keeps_from_readers


@keeps_from_readers
def held_back(pages: Sequence[Page]) -> dict[int, str]:
    """Why some of `pages` are not to be published now. Preflight asks, on every way of publishing."""
    keys = [str(page.translation_key) for page in pages]
    rows = Parity.objects.filter(kind=PAGE, key__in=keys, mode__in=[Mode.ALONE, Mode.DRAFT])
    parities = {parity.key: parity for parity in rows if parity.source}
    if not parities:
        return {}
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    sources = _sources(parities.values(), codes)
    found = {}
    for page in pages:
        parity = parities.get(str(page.translation_key))
        if parity is None or parity.source == codes[page.locale_id]:
            continue
        if why := _why(parity, sources.get(parity.key)):
            found[page.pk] = why
    return found


def _sources(parities: Iterable[Parity], codes: dict[int, str]) -> dict[str, Page]:
    """The published pages that drafts are waiting to be compared with, by key."""
    wanted = {parity.key: parity.source for parity in parities if parity.mode == Mode.DRAFT}
    twins = Page.objects.live().filter(translation_key__in=wanted).specific() if wanted else []
    return {
        key: page
        for page in twins
        if codes[page.locale_id] == wanted[key := str(page.translation_key)]
    }


def _why(parity: Parity, source: Page | None) -> str:
    names = {"form": ENDONYMS[parity.source].lower()}
    if parity.mode == Mode.ALONE:
        return (
            _(
                "The page is to be shown in %(form)s only. To change that, choose “Compare with "
                "%(form)s” at the top of its editor."
            )
            % names
        )
    if source is None:
        return ""
    if parity.in_step_at and parity.digests.get(parity.source) == digest(page_texts(source)):
        return ""
    return (
        _(
            "The page is a draft until somebody has compared the two forms. Choose “Compare with "
            "%(form)s” at the top of its editor, and mark them as in step when they are."
        )
        % names
    )


def set_mode(page: Page, parity: Parity, mode: str, source: str, user: Any) -> Page | None:
    """Remember how the forms go together. Returns the page that is no longer shown, if any.

    Raises:
        MayNotUnpublish: the other form is published, and `user` may not take it away.
    """
    hides = mode in {Mode.ALONE, Mode.DRAFT}
    if hides and not source:
        source = page.locale.language_code
    other = None
    if hides:
        family = page.get_translations(inclusive=True).exclude(locale__language_code=source)
        is_step = parity.in_step_at and mode == Mode.DRAFT and not parity.changed
        other = None if is_step else family.filter(live=True).first()
    if other and not other.permissions_for_user(user).can_unpublish():
        raise MayNotUnpublish
    parity.mode, parity.source = mode, source
    parity.save()
    if other:
        other.specific.unpublish(user=user)
    return other


class MayNotUnpublish(Exception):
    """The user may not take the other form away from readers."""
