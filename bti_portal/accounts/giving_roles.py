"""Gives people roles at a site, and takes them away: the site owner's decision, and logged."""

from collections.abc import Iterator
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Site
from wagtail.users.models import UserProfile

from bti_portal.accounts.admin_address import admin_address
from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.languages import language_for
from bti_portal.accounts.models import SiteRole, User
from bti_portal.accounts.roles import GIVES_ROLES, SITE_ROLES, Role
from bti_portal.accounts.sites import people_at, site_ids_where

GAVE, TOOK = "accounts.give_role", "accounts.take_role"
# Somebody who may do all that these may must be left at a site.
NEVER_EMPTY = ("coordinator", "site_owner")


class Refused(Exception):
    """The role was neither given nor taken; `str` says why, to the one who asked."""


class NotSent(Exception):
    """The role is given, but no e-mail could be sent."""


@dataclass(frozen=True)
class Newcomer:
    """What is asked about somebody who gets a role; used only if there is no such account yet."""

    email: str
    first_name: str = ""
    last_name: str = ""
    language: str = ""


def _must_decide(user: User, site: Site) -> None:
    if site.pk not in site_ids_where(user, GIVES_ROLES):
        raise PermissionDenied


def _account_of(newcomer: Newcomer) -> User:
    """The account with the address, in any municipality, or a new one that nobody can log in to yet."""
    known = User.objects.filter(email__iexact=newcomer.email).first()
    if known:
        return known
    person = User.objects.create_user(
        newcomer.email, first_name=newcomer.first_name, last_name=newcomer.last_name
    )
    UserProfile.objects.create(user=person, preferred_language=newcomer.language)
    return person


@transaction.atomic
def give_role(site: Site, role_key: str, newcomer: Newcomer, giver: User) -> User:
    """Give the role at `site`. The same is told of an account that was there and of a new one.

    Raises:
        PermissionDenied: `giver` does not decide this at `site`.
        Refused: the account is closed, or has the role already.
    """
    _must_decide(giver, site)
    person = _account_of(newcomer)
    if not person.is_active:
        raise Refused(_("This address cannot be given a role. Ask the operator."))
    group = assign_role(site, role_key)
    if person.groups.filter(pk=group.pk).exists():
        raise Refused(_("%(person)s has that role already.") % {"person": person})
    person.groups.add(group)
    log(site, GAVE, user=giver, data={"person": person.pk, "role": role_key})
    return person


@transaction.atomic
def take_role(site: Site, role_key: str, person: User, taker: User) -> None:
    """Take the role at `site` away. The account stays, and so do the person's roles elsewhere.

    Raises:
        PermissionDenied: `taker` does not decide this at `site`.
        Refused: nobody would be left who can do what the role is for, or it is the taker's own.
        SiteRole.DoesNotExist: the person does not have the role.
    """
    _must_decide(taker, site)
    # Two who take each other's role at once follow each other here.
    list(SiteRole.objects.select_for_update().filter(site=site))
    held = SiteRole.objects.get(site=site, role=role_key, group__user=person)
    if person == taker and SITE_ROLES[role_key].gives_roles and not taker.is_superuser:
        raise Refused(_("You cannot take this role from yourself. Another site owner can."))
    person.groups.remove(held.group)
    if role_key in NEVER_EMPTY and not people_at(site, *SITE_ROLES[role_key].permissions):
        raise Refused(
            _("%(person)s is the last one with this role. Give it to somebody else first.")
            % {"person": person}
        )
    log(site, TOOK, user=taker, data={"person": person.pk, "role": role_key})


def tell(person: User, site: Site, site_name: str) -> None:
    """Send what roles the person has at `site`, and where to log in or to choose a password.

    Raises:
        NotSent: the letter did not get away.
    """
    with translation.override(language_for(person, site)):
        context = {
            "person": person,
            "site_name": site_name,
            "roles": roles_at(site, person),
            "is_new": not person.has_usable_password(),
            "url": admin_address(_way_in(person)),
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        }
        subject = _("Your roles at %(site)s") % {"site": site_name}
        letter = render_to_string("accounts/your_roles.txt", context)
    try:
        send_mail(subject, letter, None, [person.email])
    except (OSError, SMTPException) as fault:
        raise NotSent from fault


def _way_in(person: User) -> str:
    if person.has_usable_password():
        return reverse("wagtailadmin_home")
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return reverse("wagtailadmin_password_reset_confirm", args=[uid, token])


def roles_at(site: Site, person: User) -> list[Role]:
    """What a person is at a site, in the order of the table."""
    held = set(
        SiteRole.objects.filter(site=site, group__user=person).values_list("role", flat=True)
    )
    return [role for key, role in SITE_ROLES.items() if key in held]


def holders_at(site: Site) -> QuerySet[User]:
    """Everybody with a role at a site, also those whose account is closed."""
    of_site = SiteRole.objects.filter(site=site, role__in=SITE_ROLES)
    rows = User.objects.filter(
        pk__in=User.objects.filter(groups__site_role__in=of_site).values("pk")
    )
    return rows.order_by("first_name", "last_name", "email")


@dataclass(frozen=True)
class Change:
    """Somebody got a role at a site, or lost it."""

    entry: ModelLogEntry
    person: User | None
    role: Role | None

    @property
    def is_given(self) -> bool:
        return self.entry.action == GAVE


def changes_at(site: Site, most: int) -> Iterator[Change]:
    """The newest changes of roles at a site."""
    entries = ModelLogEntry.objects.for_instance(site).filter(action__in=[GAVE, TOOK])
    entries = list(entries.select_related("user").order_by("-timestamp", "-pk")[:most])
    people = User.objects.in_bulk({entry.data["person"] for entry in entries})
    for entry in entries:
        role = SITE_ROLES.get(entry.data["role"])
        yield Change(entry, people.get(entry.data["person"]), role)
