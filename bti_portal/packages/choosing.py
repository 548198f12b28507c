"""The coordinator's answers where a text was edited here and the package changed it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import DraftStateMixin, LockableMixin, Page, Site

from bti_portal.packages import places
from bti_portal.packages.models import Origin
from bti_portal.packages.places import ORDER, Placed, identities, is_order
from bti_portal.packages.showing import Names, ShownText, wholes

ORDER_OF_TEXTS = ("content_type_id", "object_id", "pk")


class Changed(Exception):
    """The text, or what the package says, is not what was shown when the answer was given."""


class NotEditable(Exception):
    """Somebody has locked the page or row, or it waits for approval by others."""


def waiting_at(site: Site) -> QuerySet[Origin]:
    """The texts of a site's own pages and rows that wait for an answer."""
    return Origin.objects.filter(site=site, newer__isnull=False).order_by(*ORDER_OF_TEXTS)


def shown(origins: Iterable[Origin]) -> list[ShownText]:
    """Texts as they are shown, in the order of `origins`. A constant number of queries."""
    origins = list(origins)
    known, names = wholes(origins), Names()
    texts = []
    for origin in origins:
        whole = known.get((origin.content_type_id, origin.object_id))
        if whole is not None:
            texts.append(ShownText(origin, whole, names))
            names.note(texts[-1])
    return texts


def forget_deleted(site: Site) -> int:
    """Nobody needs to choose for a page, row or block that is deleted. Returns how many waited in
    vain. The base stays: if the block comes back, the next load asks again.
    """
    origins = list(waiting_at(site))
    there = {text.origin.pk for text in shown(origins) if not text.is_in_deleted_block}
    gone = [origin.pk for origin in origins if origin.pk not in there]
    if gone:
        Origin.objects.filter(pk__in=gone).update(newer=None, newer_version="")
    return len(gone)


@transaction.atomic
def keep_ours(origin: Origin, seen: str, user: Any) -> None:
    """The text stays as it is here. The package's becomes its base, so nobody is asked again."""
    text = _checked(origin, seen, user)
    _settle(text.origin)


@transaction.atomic
def take_new(origin: Origin, seen: str, user: Any) -> bool:
    """The package's text, as a draft. Returns whether it is a draft that somebody must publish."""
    text = _checked(origin, seen, user)
    is_draft = _write(text, text.newer, user)
    _settle(text.origin)
    return is_draft


@transaction.atomic
def write_own(origin: Origin, seen: str, words: str, user: Any) -> bool:
    """A text put together by hand, as a draft. Returns whether somebody must publish it."""
    text = _checked(origin, seen, user)
    if not text.is_words:
        raise Changed
    is_draft = _write(text, words or None, user)
    _settle(text.origin)
    return is_draft


def _checked(origin: Origin, seen: str, user: Any) -> ShownText:
    """The text as it is now, which must be as it was shown."""
    row = Origin.objects.select_for_update().filter(pk=origin.pk, newer__isnull=False).first()
    found = shown([row]) if row else []
    if not found or found[0].seen != seen or found[0].is_in_deleted_block:
        raise Changed
    obj = found[0].whole.obj
    if isinstance(obj, Page) and not obj.permissions_for_user(user).can_edit():
        raise NotEditable
    lock = obj.get_lock() if isinstance(obj, LockableMixin) else None
    if lock is not None and lock.for_user(user):
        raise NotEditable
    return found[0]


def _settle(origin: Origin) -> None:
    origin.base, origin.newer = origin.newer, None
    origin.version, origin.newer_version = origin.newer_version, ""
    origin.save(update_fields=["base", "newer", "version", "newer_version"])


def _write(text: ShownText, value: Any, user: Any) -> bool:
    """Put a value at its place in the newest draft, and save it as a draft where there are any."""
    obj = text.whole.obj
    has_drafts = isinstance(obj, DraftStateMixin)
    newest = obj.get_latest_revision_as_object() if has_drafts and obj.latest_revision_id else obj
    name = text.model_field.name
    placed = places.of_object(newest, [name])
    if is_order(value):
        # What is not in the package any more goes; what somebody has added here stays.
        value = _order(placed.get(text.place), text.base, value)
    if value is None:
        placed.pop(text.place, None)
    else:
        placed[text.place] = value
    places.put(newest, name, places.together(text.model_field, placed))
    if not has_drafts:
        newest.full_clean()
        newest.save()
        return False
    newest.save_revision(user=user, log_action=True)
    return True


def _order(here: Any, base: Any, newer: Any) -> dict[str, Any] | None:
    gone = set(identities(base)) - set(identities(newer))
    pairs = here[ORDER] if is_order(here) else []
    kept = [pair for pair in pairs if pair[0] not in gone]
    return {ORDER: kept} if kept else None


def own_texts(site: Site) -> list[ShownText]:
    """The texts of a site that differ from what a package gave, whether or not it has changed."""
    origins = Origin.objects.filter(site=site).order_by(*ORDER_OF_TEXTS)
    names = Names()
    found: list[ShownText] = []
    for whole in wholes(list(origins), are_all=True).values():
        for place, origin in sorted(whole.origins.items()):
            if _differs(whole.bases, whole.ours, place) and place != "slug":
                found.append(ShownText(origin, whole, names))
    for text in found:
        names.note(text)
    return found


def _differs(bases: Placed, ours: Placed, place: str) -> bool:
    if _is_in_deleted_block(bases, ours, place):
        return False
    return places.canonical(bases.get(place)) != places.canonical(ours.get(place))


def _is_in_deleted_block(bases: Placed, ours: Placed, place: str) -> bool:
    """Of a block that is deleted here, the order of blocks tells; its texts need not."""
    parts = place.split(".")
    for end in range(1, len(parts)):
        above, below = ".".join(parts[:end]), parts[end]
        before, here = identities(bases.get(above)), identities(ours.get(above))
        if below in before and below not in here:
            return True
    return False
