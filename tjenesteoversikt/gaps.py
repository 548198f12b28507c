"""What services lack, in words."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from bti_portal.shell.languages import ENDONYMS
from tjenesteoversikt.completeness import Completeness, Gap, completeness
from tjenesteoversikt.models import Service

TEXTS = (
    *("name", "summary", "description", "how_to_get", "everyday_words"),
    *("place", "opening_hours", "who_may_refer"),
)
COLUMNS = (
    *(f"{name}_{form}" for name in TEXTS for form in ENDONYMS),
    *("audiences", "levels", "forms", "phone", "email", "website", "is_address_withheld"),
    *("referral", "checked_on"),
)


def languages_of_sites(sites: Iterable[Site]) -> dict[int, list[str]]:
    """The forms of Norwegian that each site has front pages in; one query when roots are read."""
    roots = {site.pk: site.root_page.translation_key for site in sites}
    homes = Page.objects.filter(translation_key__in=set(roots.values())).values_list(
        "translation_key", "locale__language_code"
    )
    by_key: dict[object, list[str]] = {}
    for key, code in homes:
        by_key.setdefault(key, []).append(code)
    return {
        pk: [code for code in by_key.get(key, []) if code in ENDONYMS] or list(ENDONYMS)
        for pk, key in roots.items()
    }


def with_themes(services: QuerySet[Service]) -> QuerySet[Service]:
    """So that asking whether a service has a theme costs nothing for each row."""
    links = Service.themes.through.objects.filter(service=OuterRef("pk"))
    return services.annotate(has_themes=Exists(links))


def completeness_of(service: Service, languages: list[str]) -> Completeness:
    """How complete `service` is at a site with `languages`."""
    values = {name: getattr(service, name) for name in COLUMNS}
    has_themes = getattr(service, "has_themes", None)
    values["themes"] = bool(service.themes.all()) if has_themes is None else has_themes
    values["responsible"] = service.responsible_id
    return completeness(values, languages)


def in_words(gap: Gap) -> str:
    """A gap as people say it: `summary (Bokmål)`."""
    special = {
        "contact": _("telephone, e-mail or website"),
        "checked_on": _("that somebody has checked it"),
        "responsible": _("somebody responsible"),
    }
    words = special.get(gap.name) or str(Service._meta.get_field(gap.name).verbose_name)
    return f"{words} ({ENDONYMS[gap.form]})" if gap.form else words


def incomplete(services: QuerySet[Service], below: int) -> list[int]:
    """The primary keys of `services` with a score below `below`."""
    rows = list(
        with_themes(services.order_by()).select_related(None).select_related("site__root_page")
    )
    languages = languages_of_sites(row.site for row in rows)
    return [row.pk for row in rows if completeness_of(row, languages[row.site_id]).score < below]
