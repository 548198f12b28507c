"""Founding a municipality: its site, page trees, settings, roles, files and content, or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import File
from django.db import IntegrityError
from django.utils import translation
from wagtail.models import Locale, Page, ReferenceIndex, Site, WorkflowPage
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.users.models import UserProfile

from bti_portal.accounts.approving import ensure_workflow
from bti_portal.accounts.assigning import assign_role, collection_of, page_trees_of
from bti_portal.accounts.models import User
from bti_portal.accounts.roles import SITE_ROLES
from bti_portal.library.models import PortalImage
from bti_portal.packages.loading import Package, load
from bti_portal.packages.undoing import note_written, whole_or_nothing
from bti_portal.shell.models import Municipality
from handlingsveileder.models import HomePage

COORDINATOR = "coordinator"
# A group's name holds the name of the site, its host and the role, in 150 characters.
NAME_AND_HOST = 105


class HostTaken(Exception):
    """A site with this host exists already. Nothing was made."""


@dataclass(frozen=True)
class Coordinator:
    """The first person who is to edit the site."""

    name: str
    email: str


@dataclass(frozen=True)
class Plan:
    """A municipality that does not exist yet.

    Attributes:
        host: the host name of its site.
        port: the port that its addresses have.
        languages: the forms of Norwegian, the primary one first.
        name: of the municipality, by form.
        settings: columns of `Municipality`.
        coat_of_arms: a picture, if there is one.
        coordinator: who is to edit, if that is known.
        is_default: whether the site answers for host names of no site.
    """

    host: str
    port: int
    languages: tuple[str, ...]
    name: dict[str, str]
    settings: dict[str, Any]
    coat_of_arms: File | None = None
    coordinator: Coordinator | None = None
    is_default: bool = False


@dataclass(frozen=True)
class Founded:
    """What was made."""

    site: Site
    coordinator: User | None = None
    is_new_user: bool = False


def _lend_nothing(site: Site) -> frozenset[str]:
    return frozenset()


def found(
    plan: Plan, package: Package, *, borrow: Callable[[Site], frozenset[str]] = _lend_nothing
) -> Founded:
    """Make the municipality with all of `package`, or nothing at all.

    Args:
        plan: what has been checked already, except that somebody may have taken the host since.
        package: the content.
        borrow: called when the site is there and empty; publishes services of other municipalities
            on it, and gives the keys of those that the package must not make.

    Raises:
        HostTaken: there is a site with the host.
    """
    try:
        with whole_or_nothing():
            if Site.objects.filter(hostname=plan.host).exists():
                raise HostTaken(plan.host)
            remove_wagtails_welcome()
            site = _make_site(plan)
            # Names are stored in columns of their own; the active language must not choose one.
            with translation.override("nb"):
                _make_settings(plan, site)
                without = borrow(site)
            _furnish(site, package, without)
            for role in SITE_ROLES:
                assign_role(site, role)
            ensure_workflow(site)
            return _let_in(plan, site)
    except IntegrityError as fault:
        # Two at once: the database let the other one have the host.
        if Site.objects.filter(hostname=plan.host).exists():
            raise HostTaken(plan.host) from fault
        raise


def _make_site(plan: Plan) -> Site:
    """The page trees, one for each language, the first language being the site's root."""
    root = Page.get_first_root_node()
    stem = plan.host.replace(".", "-")
    homes: list[HomePage] = []
    for code in plan.languages:
        locale, _made = Locale.objects.get_or_create(language_code=code)
        slug = _free_slug(root, f"{stem}-{code}")
        home = HomePage(title=plan.name[code], slug=slug, locale=locale, live=True)
        if homes:
            home.translation_key = homes[0].translation_key
        root.add_child(instance=home)
        homes.append(home)
    room = max(20, NAME_AND_HOST - len(plan.host))
    name = plan.name[plan.languages[0]]
    return Site.objects.create(
        hostname=plan.host,
        port=plan.port,
        site_name=name if len(name) <= room else f"{name[: room - 1]}…",
        root_page=homes[0],
        is_default_site=plan.is_default or not Site.objects.filter(is_default_site=True).exists(),
    )


def _free_slug(root: Page, slug: str) -> str:
    """`slug`, or the first `slug-2` … that no page tree left behind by an old site has."""
    taken = set(root.get_children().values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(free for free in numbered if free not in taken)


def _make_settings(plan: Plan, site: Site) -> None:
    settings = Municipality(site=site, **plan.settings)
    if plan.coat_of_arms:
        title = f"{plan.name[plan.languages[0]]} – {plan.host}"
        image = PortalImage(title=title, collection=collection_of(site))
        image.file.save(plan.coat_of_arms.name, plan.coat_of_arms, save=False)
        note_written(image.file)
        image.file_size = image.file.size
        image.save()
        image.get_file_hash()
        settings.coat_of_arms = image
    settings.full_clean()
    settings.save()


def _furnish(site: Site, package: Package, without: frozenset[str]) -> None:
    """Load the package; what refers to what is noted once at the end, not at each save."""
    with disable_reference_index_auto_update():
        load(package, site, without_services=without)
    for home in page_trees_of(site):
        for page in home.get_descendants(inclusive=True).specific():
            ReferenceIndex.create_or_update_for_object(page)
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if "site" in names and ReferenceIndex.is_indexed(model):
            for row in model._default_manager.filter(site=site):
                ReferenceIndex.create_or_update_for_object(row)


def _let_in(plan: Plan, site: Site) -> Founded:
    """The coordinator's log-in, without a password: a link to choose one is sent or shown."""
    if plan.coordinator is None:
        return Founded(site)
    user = User.objects.filter(email__iexact=plan.coordinator.email).first()
    is_new = user is None
    if user is None:
        first, _space, last = plan.coordinator.name.rpartition(" ")
        user = User.objects.create_user(
            plan.coordinator.email, None, first_name=first or last, last_name=last if first else ""
        )
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = plan.languages[0]
        profile.save()
    user.groups.add(assign_role(site, COORDINATOR))
    return Founded(site, user, is_new)


def remove_wagtails_welcome() -> None:
    """Take away the page, site, groups and approval that a new Wagtail is born with.

    The groups may edit every municipality's pages, and the approval has nobody to ask.
    """
    Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
    WorkflowPage.objects.filter(page__depth=1).delete()
    for page in Page.objects.filter(depth=2, slug="home", numchild=0):
        if page.specific_class is Page:
            Site.objects.filter(hostname="localhost", root_page=page).delete()
            page.delete()
