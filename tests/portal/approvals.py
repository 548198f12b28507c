"""A municipality with a writer, an approver and a coordinator, each at a desk."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from django.core import mail
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.users.models import UserProfile

from bti_portal.accounts.approving import ensure_workflow
from bti_portal.accounts.models import User
from tests.factories import ServiceIndexPageFactory, UserFactory, home_of, make_site
from tests.portal.editor_forms import send
from tjenesteoversikt.models import Service

Kept = Callable[..., AbstractContextManager[Any]]


@dataclass
class Staff:
    """The people of one municipality. Each answers to the name of the role, as in `kari.writer`."""

    site: Site
    people: dict[str, User]

    def at(self, role: str) -> Client:
        """The browser in which the person with this role is logged in."""
        client = Client(headers={"host": self.site.hostname})
        client.force_login(self.people[role])
        return client

    def act(self, role: str, thing: Model, name: str, comment: str = "", **fields: Any) -> Any:
        """Press a button of the editor: `submit`, `approve`, `reject`, `publish`, `cancel`."""
        form: dict[str, Any] = {
            "submit": {"action-submit": "1"},
            "publish": {"action-publish": "1"},
            "cancel": {"action-cancel-workflow": "1"},
        }.get(name) or {
            "action-workflow-action": "1",
            "workflow-action-name": name,
            "workflow-action-extra-data": f'{{"comment": "{comment}"}}',
        }
        return send(self.at(role), editor(thing), **form, **fields)


def staffed(
    host: str,
    languages: tuple[str, ...] = ("nn", "nb"),
    roles: tuple[str, ...] = ("writer", "approver", "coordinator"),
) -> Staff:
    """A municipality with its approval, a catalogue, and a person in each of `roles`."""
    site = make_site(host, languages)
    ServiceIndexPageFactory(parent=home_of(site), slug="tenester")
    people = {
        role: UserFactory(email=f"{role}@{host}", first_name=role.title(), roles_at={site: [role]})
        for role in roles
    }
    ensure_workflow(site)
    return Staff(site, people)


def prefers(person: User, language: str) -> None:
    """The person has chosen a form of Norwegian for the admin."""
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": language})


def editor(thing: Model) -> str:
    """The editor of a page or a service."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(Service.snippet_viewset.get_url_name("edit"), args=[thing.pk])


def fresh(thing: Model) -> Any:
    return type(thing)._default_manager.get(pk=thing.pk)


@contextmanager
def posted(kept: Kept) -> Iterator[dict[str, Any]]:
    """The letters that were sent meanwhile, by receiver."""
    mail.outbox.clear()
    letters: dict[str, Any] = {}
    with kept(execute=True):
        yield letters
    for letter in mail.outbox:
        [to] = letter.to
        assert to not in letters, f"two letters to {to}"
        letters[to] = letter
