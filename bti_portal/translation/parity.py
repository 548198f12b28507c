"""How the two forms of a page or row stand to each other: in step, changed, missing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from bti_portal.translation.models import PAGE, Parity
from bti_portal.translation.segments import Texts, digest, plainly, row_fields, words_of
from bti_portal.translation.twins import newest, shown


class Status(TextChoices):
    """How a page or row stands, what needs somebody first."""

    CHANGED = "changed", _("One form has changed")
    BOTH = "both", _("Both forms have changed")
    NEVER = "never", _("Missing in one form")
    DRAFT = "draft", _("A draft waits")
    UNCOMPARED = "uncompared", _("Nobody has compared them")
    STEP = "step", _("In step")
    APART = "apart", _("Different on purpose")
    ALONE = "alone", _("Only in one form, on purpose")

    @property
    def needs_somebody(self) -> bool:
        return self not in {Status.STEP, Status.APART, Status.ALONE}


Mode = Parity.Mode


@dataclass(frozen=True)
class Standing:
    """The status of one thing.

    Attributes:
        source: the form to translate from.
        since: since when it has been out of step, if that is known.
        changed: the forms that read otherwise than when they were in step.
    """

    status: Status
    source: str
    since: datetime.datetime | None = None
    changed: tuple[str, ...] = ()


def key_of(obj: Model) -> tuple[str, str]:
    """Kind and key of a page or row, the same for both forms of a page."""
    if isinstance(obj, Page):
        return PAGE, str(obj.translation_key)
    return obj._meta.label_lower, str(obj.pk)


def parity_of(site: Site, obj: Model) -> Parity:
    """What is remembered of a page or row; not saved if nothing is."""
    kind, key = key_of(obj)
    known = Parity.objects.filter(site=site, kind=kind, key=key).first()
    return known or Parity(site=site, kind=kind, key=key)


def page_texts(page: Page) -> Texts:
    """The words of a page as readers meet them; of a draft, as it was last saved."""
    return words_of(shown(page))


def row_texts(row: Model, languages: Any) -> dict[str, Texts]:
    """The words of a row, by form, without those that are empty: as `texts_of`, for many rows."""
    names = [field.name for field in row_fields(type(row))]
    return {
        language: {
            name: words
            for name in names
            if (words := plainly(getattr(row, f"{name}_{language}") or ""))
        }
        for language in languages
    }


def differing(parity: Parity, digests: Mapping[str, str]) -> tuple[str, ...]:
    """The forms that read otherwise than when they were in step."""
    return tuple(
        language for language, now in digests.items() if parity.digests.get(language) != now
    )


def standing(
    parity: Parity | None,
    digests: Mapping[str, str],
    languages: tuple[str, ...],
    published: Mapping[str, datetime.datetime | None] | None = None,
    *,
    is_missing: str = "",
    drafted: tuple[str, ...] = (),
) -> Standing:
    """How a thing stands.

    Args:
        parity: what is remembered, if anything.
        digests: of the texts that readers meet now, by form.
        languages: the forms of the site, the primary one first.
        published: when each form was last published.
        is_missing: the form that has no texts, or lacks some.
        drafted: the forms that are drafts or have newer ones.
    """
    mode = parity.mode if parity else Mode.STEP
    published = published or {}
    changed = _unlike(parity, digests, published, drafted) if parity else ()
    source = _source(parity, changed, languages, published, is_missing)
    if mode == Mode.ALONE:
        return Standing(Status.ALONE, source)
    if is_missing:
        return Standing(Status.NEVER, source)
    if mode == Mode.APART:
        return Standing(Status.APART, source)
    since = _since(parity, changed)
    if changed and (source in changed or not drafted):
        status = Status.BOTH if len(changed) > 1 else Status.CHANGED
        return Standing(status, source, since, changed)
    if drafted:
        return Standing(Status.DRAFT, source, None, changed)
    if parity is None or not parity.in_step_at:
        return Standing(Status.UNCOMPARED, source)
    return Standing(Status.STEP, source, parity.in_step_at)


def _unlike(
    parity: Parity,
    digests: Mapping[str, str],
    published: Mapping[str, datetime.datetime | None],
    drafted: tuple[str, ...],
) -> tuple[str, ...]:
    """The forms that have changed. One that was marked as it stands in its draft has not: it waits."""
    if not parity.in_step_at:
        return ()
    return tuple(
        code
        for code in differing(parity, digests)
        if code not in drafted
        or (moment := published.get(code)) is None
        or moment > parity.in_step_at
    )


def _source(
    parity: Parity | None,
    changed: tuple[str, ...],
    languages: tuple[str, ...],
    published: Mapping[str, datetime.datetime | None],
    is_missing: str,
) -> str:
    """What somebody has chosen; else the form that has texts, or was edited last; else the primary."""
    if is_missing:
        return next(code for code in languages if code != is_missing)
    if parity and parity.source in languages:
        return parity.source
    if changed:
        long_ago = datetime.datetime.min.replace(tzinfo=datetime.UTC)
        return max(changed, key=lambda code: published.get(code) or long_ago)
    return languages[0]


def _since(parity: Parity | None, changed: tuple[str, ...]) -> datetime.datetime | None:
    known = [parity.changed[code] for code in changed if code in parity.changed] if parity else []
    return min((moment for one in known if (moment := parse_datetime(one))), default=None)


def mark_in_step(parity: Parity, texts: Mapping[str, Texts], user: Any = None) -> None:
    """Remember `texts` as saying the same. Proposals of the machine are spent."""
    put_in_step(parity, texts, user)
    parity.save()


def put_in_step(parity: Parity, texts: Mapping[str, Texts], user: Any = None) -> None:
    """As `mark_in_step`, without saving."""
    parity.texts = dict(texts)
    parity.digests = {language: digest(words) for language, words in texts.items()}
    parity.changed, parity.proposals = {}, {}
    parity.in_step_at, parity.in_step_by = timezone.now(), user


def texts_in_step(site: Site, obj: Model, source: str, languages: Any) -> dict[str, Texts]:
    """What is taken to say the same: the source as it is shown, the other form as last saved."""
    if not isinstance(obj, Page):
        latest = obj.get_latest_revision_as_object() if hasattr(obj, "latest_revision") else obj
        return row_texts(latest, languages)
    family = obj.get_translations(inclusive=True).filter(locale__language_code__in=languages)
    found = {}
    for page in family.select_related("locale"):
        code = page.locale.language_code
        found[code] = words_of(shown(page) if code == source else newest(page))
    return found


def note_change(parity: Parity, language: str, now: Texts) -> bool:
    """Remember since when a form has read otherwise. Returns whether it does."""
    is_changed = parity.digests.get(language) != digest(now)
    before = dict(parity.changed)
    if is_changed:
        parity.changed.setdefault(language, timezone.now().isoformat())
    else:
        parity.changed.pop(language, None)
    if parity.changed != before:
        parity.save(update_fields=["changed"])
    return is_changed
