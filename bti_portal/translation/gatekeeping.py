"""What the coordinator has said about a page's two forms, followed when somebody publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
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
    sources = _sources(parities, codes)
    found = {}
    for page in pages:
        parity, code = parities.get(str(page.translation_key)), codes[page.locale_id]
        # A page in English is no form of Norwegian: what is said of the two is not said of it.
        if parity is None or code == parity.source or code not in ENDONYMS:
            continue
        if why := _why(parity, sources.get(parity.key)):
            found[page.pk] = why
    return found


def _sources(parities: Mapping[str, Parity], codes: dict[int, str]) -> dict[str, Page]:
    """The pages that the others are held back for, by key."""
    return {
        key: page
        for page in Page.objects.filter(translation_key__in=parities).specific()
        if codes[page.locale_id] == parities[key := str(page.translation_key)].source
    }


def _why(parity: Parity, source: Page | None) -> str:
    if source is None:
        return ""
    names = {"form": ENDONYMS[parity.source].lower()}
    if parity.mode == Mode.ALONE:
        return (
            _(
                "The page is to be shown in %(form)s only. To change that, choose “Compare with "
                "%(form)s” at the top of its editor."
            )
            % names
        )
    if not source.live:
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


@transaction.atomic
def set_mode(page: Page, parity: Parity, mode: str, source: str, user: Any) -> Page | None:
    """Remember how the forms go together. Returns the page that is no longer shown, if any.

    Raises:
        NothingLeft: readers would lose the only form they have.
        MayNotUnpublish: the other form is published, and `user` may not take it away.
    """
    hides = mode in {Mode.ALONE, Mode.DRAFT}
    if hides and not source:
        source = page.locale.language_code
    other = None
    if hides:
        family = page.get_translations(inclusive=True).filter(locale__language_code__in=ENDONYMS)
        forms = {one.locale.language_code: one for one in family.select_related("locale")}
        shown = {code for code, one in forms.items() if one.live}
        if source not in forms or (shown and source not in shown):
            raise NothingLeft(source)
        is_step = parity.in_step_at and mode == Mode.DRAFT and not parity.changed
        other = next((forms[code] for code in shown - {source} if not is_step), None)
    if other and not other.permissions_for_user(user).can_unpublish():
        raise MayNotUnpublish
    parity.mode, parity.source = mode, source
    parity.save()
    if other:
        other.specific.unpublish(user=user)
    return other


def forget_mode(parity: Parity) -> None:
    """Hold nothing back: the two pages are no longer forms of the same."""
    if parity.pk:
        parity.mode, parity.source = Mode.STEP, ""
        parity.save(update_fields=["mode", "source"])


class NothingLeft(Exception):
    """The form that is to be shown is not published, and the other is. Holds its language."""


class MayNotUnpublish(Exception):
    """The user may not take the other form away from readers."""
