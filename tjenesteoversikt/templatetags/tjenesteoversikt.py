"""Display formats of the catalogue."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tjenesteoversikt.models import MONTHS_IN_A_YEAR, Publication, Service, address_below_catalogue
from tjenesteoversikt.queries import catalogue_in

register = template.Library()


def _age(months: int) -> str:
    if months < 2 * MONTHS_IN_A_YEAR and months % MONTHS_IN_A_YEAR:
        return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
    years = months // MONTHS_IN_A_YEAR
    return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}


def age_words(service: Service) -> str:
    """Whom the service is for by age, in words: `0–5 years`, `From pregnancy to 2 years`, `From 13 years`."""
    youngest, oldest = service.age_min_months, service.age_max_months
    if service.from_pregnancy and oldest is not None:
        return _("From pregnancy to %(age)s") % {"age": _age(oldest)}
    if service.from_pregnancy:
        return _("From pregnancy")
    if youngest is None and oldest is None:
        return _("All ages")
    if oldest is None:
        return _("From %(age)s") % {"age": _age(youngest or 0)}
    if not youngest:
        if oldest < 2 * MONTHS_IN_A_YEAR and (oldest + 1) % MONTHS_IN_A_YEAR:
            return _("Up to %(age)s") % {"age": _age(oldest)}
        return _("%(from)d–%(to)d years") % {"from": 0, "to": oldest // MONTHS_IN_A_YEAR}
    if youngest % MONTHS_IN_A_YEAR:
        return _("From %(from)s to %(to)s") % {"from": _age(youngest), "to": _age(oldest)}
    first, last = youngest // MONTHS_IN_A_YEAR, oldest // MONTHS_IN_A_YEAR
    return _("%(from)d–%(to)d years") % {"from": first, "to": last}


register.filter("age_words", age_words)


@register.filter
def labels(service: Service, name: str) -> list[str]:
    """The labels of a field that holds several words of a closed set."""
    field = service._meta.get_field(name)
    names = {str(word): str(label) for word, label in field.flatchoices}
    return [names[word] for word in getattr(service, name) if word in names]


@register.simple_tag(takes_context=True)
def catalogue_address(context: dict) -> str:  # type: ignore[type-arg]
    """The address of the site's catalogue in the reader's language; empty if there is none."""
    shell = context.get("shell")
    page = catalogue_in(shell.outline, shell.language) if shell else None
    return page.url if page else ""


@register.simple_tag(takes_context=True)
def service_address(context: dict, publication: Publication) -> str:  # type: ignore[type-arg]
    """The address of a service's page; empty if the site has no catalogue in this language."""
    catalogue = catalogue_address(context)
    return f"{catalogue}{address_below_catalogue(publication.shown)}" if catalogue else ""


@register.simple_tag(takes_context=True)
def at_page(context: dict, number: int) -> str:  # type: ignore[type-arg]
    """The query of another part of the list."""
    return context["wishes"].query(side=str(number))
