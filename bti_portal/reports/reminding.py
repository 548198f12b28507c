"""Tells each morning what is due to be checked, and which borrowed texts wait for an answer.

One e-mail to each person about all of it, and nothing twice.
"""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from smtplib import SMTPException

from django.contrib.contenttypes.models import ContentType
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Site

from bti_portal.accounts.admin_address import admin_address
from bti_portal.accounts.languages import language_for
from bti_portal.accounts.models import User
from bti_portal.accounts.sites import people_at, site_ids_of
from bti_portal.reports.borrowed_texts import WaitingText, answerers_at, texts_waiting_at
from bti_portal.reports.due import Item, is_due, items_at
from bti_portal.reports.models import ReviewReminder

logger = logging.getLogger(__name__)
# Those who hear of what nobody answers for.
LEADS = "reports.add_reviewreminder"
# What is still due after this long is told once more.
AGAIN_AFTER = datetime.timedelta(days=28)
Digest = dict[Site | None, list[Item | WaitingText]]


@dataclass
class Outcome:
    """What came of it."""

    people: int = 0
    items: int = 0
    failed: list[str] = field(default_factory=list)


def _recipients(item: Item, site: Site | None, instead: list[User]) -> list[User]:
    """The one who answers for it, if still there; else the coordinators, or the operators."""
    person = item.responsible
    if person and person.is_active and (person.is_superuser or site is None):
        return [person]
    if person and person.is_active and site and site.pk in site_ids_of(person):
        return [person]
    return instead


def due_for_people(sites: Iterable[Site | None]) -> dict[User, Digest]:
    """What is due at each of `sites` (None: what all share), by who ought to know."""
    operators = list(User.objects.filter(is_active=True, is_superuser=True))
    digests: dict[User, Digest] = defaultdict(lambda: defaultdict(list))
    for site in sites:
        instead = (list(people_at(site, LEADS)) if site else []) or operators
        for item in items_at(site, is_due()):
            for person in _recipients(item, site, instead):
                digests[person][site].append(item)
        for text in texts_waiting_at(site) if site else ():
            for person in list(answerers_at(site)) or operators:
                digests[person][site].append(text)
    return digests


def _not_told_lately(person: User, digest: Digest) -> Digest:
    since = timezone.localdate() - AGAIN_AFTER
    told = set(
        ReviewReminder.objects.filter(person=person, sent_on__gt=since).values_list(
            "content_type", "object_id", "due_on"
        )
    )
    kept: Digest = {}
    for site, items in digest.items():
        fresh = [item for item in items if _key(item) not in told]
        if fresh:
            kept[site] = fresh
    return kept


def _key(item: Item | WaitingText) -> tuple[int, int, datetime.date | None]:
    content_type = ContentType.objects.get_for_model(item.row)
    return content_type.pk, item.row.pk, item.due_on


def _letter(person: User, digest: Digest) -> tuple[str, str]:
    """Subject and text, in the person's own form of Norwegian."""
    only = next(iter(digest)) if len(digest) == 1 else None
    with translation.override(language_for(person, only)):
        places = [
            {
                "name": site.site_name if site else _("Shared by all municipalities"),
                "due_url": admin_address(
                    reverse("reports:due", args=[site.pk]) if site else reverse("wagtailadmin_home")
                ),
                "due": [item for item in items if isinstance(item, Item)],
                "texts_url": admin_address(reverse("catalogue:changes", args=[site.pk]))
                if site
                else "",
                "texts": [item for item in items if isinstance(item, WaitingText)],
            }
            for site, items in digest.items()
        ]
        has_checks = any(place["due"] for place in places)
        subject = (
            _("Time to check what you answer for")
            if has_checks
            else _("Services you show from others wait for your answer")
        )
        context = {"person": person, "places": places, "has_checks": has_checks}
        return subject, render_to_string("reports/reminder.txt", context)


def _send(person: User, digest: Digest) -> int:
    """Remember and send, both or neither. Returns how many things were told of."""
    with transaction.atomic():
        # Two runs at once follow each other here, and the later one finds nothing to tell.
        User.objects.select_for_update().get(pk=person.pk)
        fresh = _not_told_lately(person, digest)
        items = [item for found in fresh.values() for item in found]
        if not items:
            return 0
        today = timezone.localdate()
        ReviewReminder.objects.bulk_create(
            ReviewReminder(
                person=person,
                content_type_id=kind,
                object_id=pk,
                due_on=due_on,
                sent_on=today,
            )
            for kind, pk, due_on in map(_key, items)
        )
        subject, text = _letter(person, fresh)
        send_mail(subject, text, None, [person.email])
    return len(items)


def send_reminders(sites: Iterable[Site | None], *, is_trial: bool = False) -> Outcome:
    """One e-mail to each person about all that is due and that they have not been told of lately.

    Args:
        sites: where to look; None stands for what all municipalities share.
        is_trial: count, but send and remember nothing.
    """
    outcome = Outcome()
    for person, digest in due_for_people(sites).items():
        if is_trial:
            told = sum(len(items) for items in _not_told_lately(person, digest).values())
        else:
            try:
                told = _send(person, digest)
            except (SMTPException, OSError) as fault:
                logger.warning("A reminder could not be sent: %s", fault)
                outcome.failed.append(person.email)
                continue
        outcome.people += bool(told)
        outcome.items += told
    return outcome
