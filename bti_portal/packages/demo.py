"""The invented municipalities that show what the portal is."""

from typing import Any

from django.db import transaction
from django.utils import translation
from wagtail.models import Site

from bti_portal.accounts.assigning import assign_role
from bti_portal.accounts.models import User
from bti_portal.packages.founding import Plan, found
from bti_portal.packages.loading import Package
from tjenesteoversikt.models import Publication, Service
from tjenesteoversikt.published_text import published_revision

SAME_NAME = (
    "name slogan model_name model_long_name level_word step_word municipality_number "
    "organisation_number brand_colour phone email address exit_url footer"
).split()


def _plan(demo: dict[str, Any], port: int) -> Plan:
    settings: dict[str, Any] = {"is_demo": demo["demo"]}
    for name in SAME_NAME:
        if isinstance(demo[name], dict):
            settings |= {f"{name}_{form}": text for form, text in demo[name].items()}
        else:
            settings[name] = demo[name]
    for place in ("child_welfare", "child_welfare_duty"):
        settings[f"{place}_phone"] = demo[place]["phone"]
        settings |= {f"{place}_hours_{form}": text for form, text in demo[place]["hours"].items()}
    return Plan(
        host=demo["host"],
        port=port,
        languages=tuple(demo["languages"]),
        name=demo["name"],
        settings=settings,
        is_default=demo.get("default", False),
    )


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
    borrowed = frozenset(note["service"] for note in demo.get("borrows", []))

    def borrow(site: Site) -> frozenset[str]:
        # The owner is made before: the package's order of municipalities sees to it.
        hosts = {s.key: s for s in Service.objects.filter(key__in=borrowed)}
        _publish(site, demo.get("borrows", []), hosts)
        return borrowed

    site = found(_plan(demo, port), package, borrow=borrow).site
    with translation.override("nb"):
        own = {s.key: s for s in Service.objects.filter(site=site)}
        _publish(site, demo.get("service_notes", []), own)
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
    return made


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
