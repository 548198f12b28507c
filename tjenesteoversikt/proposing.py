"""What a provider says about its own services, and how the municipality answers."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField

from bti_portal.printing.prose import paragraphs
from tjenesteoversikt import upkeep
from tjenesteoversikt.corrected_text import Corrected, corrected
from tjenesteoversikt.models import Proposal, ProviderLink, Service

# What a provider may propose; the first ones in each form of Norwegian that the service has.
IN_BOTH_FORMS = (
    *("summary", "description", "opening_hours", "place", "cost_note"),
    *("waiting_time", "availability_note"),
)
PLAIN = ("phone", "email", "website", "availability")
LOCATING = ("place",)


class AlreadyAnswered(Exception):
    """Somebody has answered it, or the provider has sent a newer one."""


def services_behind(link: ProviderLink) -> QuerySet[Service]:
    """What a link shows: the provider's own published services at its site, and nothing else."""
    own = Service.objects.filter(provider=link.provider_id, site=link.site_id, live=True)
    return own.order_by("name_nb", "pk")


def forms_of(service: Service) -> list[str]:
    """The forms of Norwegian that the service is written in."""
    return [form for form in ("nn", "nb") if getattr(service, f"name_{form}")]


def columns_of(service: Service) -> list[str]:
    """The columns a provider may propose for this service. Never where a withheld address is."""
    names = [n for n in IN_BOTH_FORMS if not (service.is_address_withheld and n in LOCATING)]
    return [*(f"{name}_{form}" for name in names for form in forms_of(service)), *PLAIN]


def is_rich(column: str) -> bool:
    return isinstance(Service._meta.get_field(column), RichTextField)


def plain_text(service: Service, column: str) -> str:
    """What stands in a column, as a provider reads and writes it."""
    value = getattr(service, column) or ""
    if not is_rich(column):
        return value
    return "\n\n".join("".join(run.text for run in part.runs).strip() for part in paragraphs(value))


def as_stored(column: str, text: str, now: str | None) -> Corrected:
    """A proposed text as the column, that says `now`, would hold it."""
    return corrected(now or "", text) if is_rich(column) else Corrected(text)


@transaction.atomic
def _send(link: ProviderLink, service: Service, kind: str, **values: Any) -> Proposal:
    # The row of the link is the queue: two answers at once follow each other.
    ProviderLink.objects.select_for_update().get(pk=link.pk)
    earlier = Proposal.objects.filter(link=link, service=service, state=Proposal.State.WAITING)
    earlier.update(state=Proposal.State.REPLACED)
    return Proposal.objects.create(link=link, service=service, kind=kind, **values)


def propose(link: ProviderLink, service: Service, values: dict[str, str]) -> Proposal:
    """Keep a correction. It takes the place of what the same link said before."""
    seen = {column: plain_text(service, column) for column in values}
    return _send(link, service, Proposal.Kind.CORRECTION, values=values, seen=seen)


def confirm(link: ProviderLink, services: list[Service]) -> int:
    """Keep that all is right with `services`; not with those that have a correction waiting."""
    waiting = Proposal.objects.filter(
        link=link, state=Proposal.State.WAITING, kind=Proposal.Kind.CORRECTION
    )
    corrected = set(waiting.values_list("service_id", flat=True))
    right = [service for service in services if service.pk not in corrected]
    for service in right:
        _send(link, service, Proposal.Kind.CONFIRMATION)
    return len(right)


def waiting_at(site_id: int) -> QuerySet[Proposal]:
    """The proposals that wait for an answer at a site, the oldest first."""
    return Proposal.objects.filter(
        service__site=site_id, state=Proposal.State.WAITING
    ).select_related("service", "link__provider")


def _answered(proposal: Proposal, user: AbstractBaseUser, state: str, reason: str = "") -> None:
    answered = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.WAITING).update(
        state=state, reason=reason, answered_by=user, answered_at=timezone.now()
    )
    if not answered:
        raise AlreadyAnswered


@transaction.atomic
def accept(proposal: Proposal, user: AbstractBaseUser, *, as_draft: bool = False) -> None:
    """Do what the provider said: date the check, or write the corrections.

    Raises:
        AlreadyAnswered: if it no longer waits.
        upkeep.InUse: if the service cannot be changed now.
        ValidationError: if the service would not be right with it.
    """
    _answered(proposal, user, Proposal.State.ACCEPTED)
    day = timezone.localdate(proposal.created_at)
    service = proposal.service
    if proposal.kind == Proposal.Kind.CONFIRMATION:
        upkeep.mark_checked(service, user, max(day, service.checked_on or day))
        return

    def correct(row: Service) -> None:
        allowed = set(columns_of(row))
        for column, text in proposal.values.items():
            if column in allowed:
                setattr(row, column, as_stored(column, text, getattr(row, column)).html)
        if any(column.startswith("waiting_time") for column in proposal.values):
            row.waiting_stated_on = day

    if as_draft:
        upkeep.change_draft(service, correct, user)
    else:
        upkeep.change_everywhere(service, correct, user, clean=True)


def decline(proposal: Proposal, reason: str, user: AbstractBaseUser) -> None:
    """Leave the service as it is, and tell the provider why the next time it opens its link.

    Raises:
        AlreadyAnswered: if it no longer waits.
        ValidationError: without a reason.
    """
    if not reason.strip():
        raise ValidationError(_("Write why, so that the provider understands."))
    _answered(proposal, user, Proposal.State.DECLINED, reason.strip())
