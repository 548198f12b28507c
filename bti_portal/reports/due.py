"""What somebody answers for at a municipality: due, never checked, or nobody's."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Site

from bti_portal.accounts.models import User
from bti_portal.accounts.sites import people_at
from bti_portal.reports.addresses import edit_address
from bti_portal.review.models import Reviewed

SOON = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Item:
    """A row or page that somebody answers for."""

    row: Model
    today: datetime.date

    @property
    def kind(self) -> str:
        words = str(type(self.row)._meta.verbose_name)
        return words[:1].upper() + words[1:]

    @property
    def label(self) -> str:
        return self.row._meta.label_lower

    @property
    def responsible(self) -> User | None:
        return self.row.responsible

    @property
    def due_on(self) -> datetime.date | None:
        return self.row.next_check

    @property
    def checked_on(self) -> datetime.date | None:
        return self.row.checked_on

    @property
    def days(self) -> int:
        """How many days the check is late; below zero when it is still to come."""
        return (self.today - self.due_on).days if self.due_on else 0

    @property
    def url(self) -> str:
        """Where in the admin it is checked and changed."""
        return edit_address(self.row)


@cache
def reviewed_models() -> tuple[type[Model], ...]:
    """Every kind of thing that is reviewed."""
    return tuple(model for model in apps.get_models() if issubclass(model, Reviewed))


def _homes() -> dict[str, int]:
    """The path of every front page, with the site it is one of."""
    sites = {site.root_page.translation_key: site.pk for site in _sites()}
    homes = Page.objects.filter(translation_key__in=sites).values_list("path", "translation_key")
    return {path: sites[key] for path, key in homes}


def _sites() -> QuerySet[Site]:
    return Site.objects.select_related("root_page")


def _rows_at(model: type[Model], site: Site | None, homes: list[str]) -> QuerySet[Model]:
    rows = model._default_manager.select_related("responsible")
    if not issubclass(model, Page):
        return rows.filter(site=site)
    wanted = Q(pk__in=[])
    for path in homes:
        wanted |= Q(path__startswith=path)
    return rows.filter(wanted)


def items_at(
    site: Site | None,
    condition: Q,
    *,
    only_live: bool = True,
    model_label: str = "",
    with_pages: bool = True,
) -> list[Item]:
    """What is kept at a site and meets `condition`, the most overdue first.

    Args:
        site: the municipality's site; None for the rows that all municipalities share.
        condition: on the fields of `Reviewed`.
        only_live: leave out what readers do not see.
        model_label: of one kind only, as in `tjenesteoversikt.service`.
        with_pages: False for somebody who does not work with pages.
    """
    keys = site.root_page.translation_key if site else None
    homes = (
        list(Page.objects.filter(translation_key=keys).values_list("path", flat=True))
        if site
        else []
    )
    today = timezone.localdate()
    found: list[Item] = []
    for model in reviewed_models():
        is_left_out = issubclass(model, Page) and not with_pages
        if is_left_out or model_label not in ("", model._meta.label_lower):
            continue
        rows = _rows_at(model, site, homes).filter(condition)
        if only_live and issubclass(model, DraftStateMixin):
            rows = rows.filter(live=True)
        found += [Item(row, today) for row in rows]
    latest = datetime.date.max
    return sorted(found, key=lambda item: (item.due_on or latest, item.kind, str(item.row)))


def counts_at(site: Site, **conditions: Q) -> dict[str, int]:
    """How much is live at a site and meets each of `conditions`: one query for each kind."""
    homes = list(site.root_page.get_translations(inclusive=True).values_list("path", flat=True))
    found: Counter[str] = Counter(dict.fromkeys(conditions, 0))
    for model in reviewed_models():
        rows = _rows_at(model, site, homes)
        if issubclass(model, DraftStateMixin):
            rows = rows.filter(live=True)
        found.update(
            rows.order_by().aggregate(
                **{name: Count("pk", filter=what) for name, what in conditions.items()}
            )
        )
    return dict(found)


def is_due() -> Q:
    return Q(next_check__lte=timezone.localdate())


def is_due_soon() -> Q:
    return Q(next_check__lte=timezone.localdate() + SOON)


def was_never_checked() -> Q:
    return Q(checked_on=None)


def is_nobodys(site: Site) -> Q:
    """Without a responsible who works there; the operator works everywhere."""
    there = Q(responsible__in=people_at(site).values("pk"))
    return ~there & ~Q(responsible__is_active=True, responsible__is_superuser=True) | Q(
        responsible=None
    )


def people_responsible_at(site: Site) -> list[tuple[User, int]]:
    """Everybody who answers for something at the site, and for how much."""
    items = items_at(site, Q(responsible__isnull=False), only_live=False)
    counts = Counter(item.responsible for item in items)
    return sorted(counts.items(), key=lambda pair: str(pair[0]))


def sites_where_responsible(person: AbstractBaseUser) -> Iterator[tuple[Site, int]]:
    """The sites where a person answers for something, and for how much."""
    counts: Counter[int] = Counter()
    homes = _homes()
    for model in reviewed_models():
        rows = model._default_manager.filter(responsible=person)
        if issubclass(model, Page):
            for path in rows.values_list("path", flat=True):
                counts.update(pk for home, pk in homes.items() if path.startswith(home))
        else:
            counts.update(pk for pk in rows.values_list("site", flat=True) if pk)
    for site in _sites().filter(pk__in=counts):
        yield site, counts[site.pk]
