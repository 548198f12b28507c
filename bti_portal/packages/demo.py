"""The invented municipalities that show what the portal is."""

from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from wagtail.models import Locale, Page, Site, WorkflowPage

from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.models import User
from bti_portal.packages.loading import Package, load
from bti_portal.shell.models import Municipality
from handlingsveileder.models import HomePage
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.published_text import published_revision

SAME_NAME = (
    "name slogan model_name model_long_name level_word step_word municipality_number "
    "organisation_number brand_colour phone email address exit_url footer"
).split()


def _free_slug(root: Page, slug: str) -> str:
    """`slug`, or the first `slug-2` … that no page tree left behind by an old site has."""
    taken = set(root.get_children().values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(free for free in numbered if free not in taken)


def _make_site(demo: dict[str, Any], port: int) -> Site:
    """The page trees, one for each language, the first language being the site's root."""
    root = Page.get_first_root_node()
    homes: list[HomePage] = []
    for code in demo["languages"]:
        locale, _made = Locale.objects.get_or_create(language_code=code)
        slug = _free_slug(root, f"{demo['key']}-{code}")
        home = HomePage(title=demo["name"][code], slug=slug, locale=locale, live=True)
        if homes:
            home.translation_key = homes[0].translation_key
        root.add_child(instance=home)
        homes.append(home)
    return Site.objects.create(
        hostname=demo["host"],
        port=port,
        site_name=demo["name"][demo["languages"][0]],
        root_page=homes[0],
        is_default_site=demo.get("default", False),
    )


def _make_settings(demo: dict[str, Any], site: Site) -> None:
    settings = Municipality(site=site, is_demo=demo["demo"])
    for name in SAME_NAME:
        if isinstance(demo[name], dict):
            for form, text in demo[name].items():
                setattr(settings, f"{name}_{form}", text)
        else:
            setattr(settings, name, demo[name])
    for place in ("child_welfare", "child_welfare_duty"):
        setattr(settings, f"{place}_phone", demo[place]["phone"])
        for form, text in demo[place]["hours"].items():
            setattr(settings, f"{place}_hours_{form}", text)
    settings.full_clean()
    settings.save()


def _publish(site: Site, notes: list[dict[str, Any]], services: dict[str, Service]) -> None:
    for note in notes:
        service = services[note["service"]]
        words = {f"local_note_{form}": text for form, text in note["local_note"].items()}
        publication, _made = Publication.objects.update_or_create(
            service=service, site=site, defaults=words
        )
        if publication.is_borrowed:
            service.can_be_borrowed = True
            service.save()
            publication.approved_revision = published_revision(service)
            publication.save()


@transaction.atomic
def make_municipality(demo: dict[str, Any], package: Package, port: int) -> Site:
    """One invented municipality with the whole package, as its own transaction."""
    site = _make_site(demo, port)
    with translation.override("nb"):
        _make_settings(demo, site)
        borrowed = {note["service"] for note in demo.get("borrows", [])}
        # The owner is made before: the package's order of municipalities sees to it.
        hosts = {s.key: s for s in Service.objects.filter(key__in=borrowed)}
        _publish(site, demo.get("borrows", []), hosts)
    load(package, site, without_services=frozenset(borrowed))
    own = {s.key: s for s in Service.objects.filter(site=site)}
    _publish(site, demo.get("service_notes", []), own)
    assign_role(site, "coordinator")
    return site


def load_demo(package: Package, port: int) -> list[Site]:
    """Make the package's municipalities whose hosts do not exist. Returns the new sites.

    What exists is left as it is, except that its port follows `port`.
    """
    made = []
    for demo in package.demos:
        existing = Site.objects.filter(hostname=demo["host"]).first()
        if existing:
            if existing.port != port:
                existing.port = port
                existing.save()
            continue
        made.append(make_municipality(demo, package, port))
    if made:
        _remove_wagtails_welcome()
    return made


def _remove_wagtails_welcome() -> None:
    """The page, site, groups and approval of all pages that a new Wagtail is born with.

    The groups may edit every municipality's pages, and the approval has nobody to ask.
    """
    Group.objects.filter(name__in=["Moderators", "Editors"], user=None).delete()
    WorkflowPage.objects.filter(page__depth=1).delete()
    Site.objects.filter(hostname="localhost", root_page__slug="home").delete()
    for page in Page.objects.filter(depth=2, slug="home"):
        if page.specific_class is Page:
            page.delete()


def make_log_ins(package: Package, password: str) -> list[str]:
    """The demo's users that do not exist: a coordinator for each municipality, and an operator.

    Returns the e-mail addresses of those made; they have `password`.
    """
    made = []
    if not User.objects.filter(email="drift@portal.example").exists():
        User.objects.create_superuser(
            "drift@portal.example", password, first_name="Drift", last_name="Portal"
        )
        made.append("drift@portal.example")
    for demo in package.demos:
        email = f"koordinator@{demo['key']}.example"
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(
            email, password, first_name="Koordinator", last_name=demo["key"].capitalize()
        )
        user.groups.add(assign_role(Site.objects.get(hostname=demo["host"]), "coordinator"))
        made.append(email)
    return made
