"""Notes when a form is published with other texts than when the two were in step."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from bti_portal.shell.languages import ENDONYMS
from bti_portal.translation.drafting import propose_after_publishing
from bti_portal.translation.models import Parity
from bti_portal.translation.parity import (
    key_of,
    mark_in_step,
    note_change,
    page_texts,
    parity_of,
    put_in_step,
    row_texts,
)
from bti_portal.translation.segments import has_two_forms, row_fields
from bti_portal.translation.twins import homes_of, other_form, site_around, twin_of
from tjenesteoversikt.imports.bulk import written_together

CHUNK = 500


@receiver(page_published)
def note_publishing(sender: type[Page], instance: Page, revision: Any = None, **_: Any) -> None:
    """The first time both forms are out, they are taken to be in step."""
    site = site_around(instance)
    language = other_form(instance, homes_of(site)) if site else ""
    twin = twin_of(instance, language) if language else None
    if site is None or twin is None:
        return
    parity = parity_of(site, instance)
    own = instance.locale.language_code
    if parity.in_step_at:
        if note_change(parity, own, page_texts(instance)):
            propose_after_publishing(parity, instance, twin, revision)
    elif (
        twin.live
        and twin.first_published_at
        and instance.first_published_at == instance.last_published_at
    ):
        mark_in_step(parity, {own: page_texts(instance), language: page_texts(twin)})


@receiver(post_save)
def note_row(
    sender: type[Model],
    instance: Model,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_: Any,
) -> None:
    """A new row is in step; later, what is changed in both columns at once stays so."""
    if raw or not has_two_forms(sender) or not instance.site_id:
        return
    # Whoever saves thousands at once tells of them together.
    if getattr(instance, "is_one_of_many", False):
        return
    if update_fields is not None:
        # In memory there may be the texts of a draft. Only what is written counts.
        if not update_fields & _columns(sender):
            return
        instance = sender._default_manager.get(pk=instance.pk)
    texts = row_texts(instance, ENDONYMS)
    if created:
        mark_in_step(parity_of(instance.site, instance), texts)
        return
    kind, key = key_of(instance)
    parity = Parity.objects.filter(site=instance.site_id, kind=kind, key=key).first()
    if parity is not None:
        _compare(parity, texts)


def _columns(model: type[Model]) -> set[str]:
    return {f"{field.name}_{code}" for field in row_fields(model) for code in ENDONYMS}


@receiver(written_together)
def note_rows(sender: type[Model], rows: Iterable[Model], new: set[int], **_: Any) -> None:
    """As `note_row`, for rows of one site that were written together; `new` are keys."""
    made = []
    known: dict[str, Parity] = {}
    rows = list(rows)
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        kept = Parity.objects.filter(
            site=some[0].site_id, kind=sender._meta.label_lower, key__in=[str(r.pk) for r in some]
        )
        known |= {parity.key: parity for parity in kept}
    for row in rows:
        kind, key = key_of(row)
        if row.pk in new and key not in known:
            parity = Parity(site_id=row.site_id, kind=kind, key=key)
            put_in_step(parity, row_texts(row, ENDONYMS))
            made.append(parity)
        elif key in known:
            _compare(known[key], row_texts(row, ENDONYMS))
    Parity.objects.bulk_create(made, batch_size=CHUNK)


def _compare(parity: Parity, texts: dict[str, Any]) -> None:
    """Remember how a row reads now, beside how it read when its forms were in step."""
    if not parity.in_step_at:
        return
    if not parity.changed and _changed_together(parity.texts, texts):
        mark_in_step(parity, texts, parity.in_step_by)
        return
    for language, now in texts.items():
        note_change(parity, language, now)


def _changed_together(before: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether something changed, and each field in both columns, or was filled where it was empty."""
    languages = list(now)
    paths = {path for texts in (*before.values(), *now.values()) for path in texts}
    changes = []
    for path in paths:
        was = [before.get(language, {}).get(path, "") for language in languages]
        new = [now[language].get(path, "") for language in languages]
        if was == new:
            continue
        changes.append(
            all(one != two for one, two in zip(was, new, strict=True))
            or all(one == two or not one for one, two in zip(was, new, strict=True))
        )
    return bool(changes) and all(changes)


@receiver(post_delete)
def forget(sender: type[Model], instance: Model, **_: Any) -> None:
    """What is gone is not remembered, once both forms are."""
    is_last_page = isinstance(instance, Page) and not instance.get_translations().exists()
    if is_last_page or has_two_forms(sender):
        kind, key = key_of(instance)
        Parity.objects.filter(kind=kind, key=key).delete()
