"""Display formats of the catalogue."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bti_portal.shell.languages import in_reader_language
from bti_portal.shell.outline import OutlinePage
from bti_portal.shell.templatetags.shell import dialled, is_made_up
from tjenesteoversikt.filters import WHOLE
from tjenesteoversikt.models import (
    MONTHS_IN_A_YEAR,
    PINNED,
    Form,
    Publication,
    Service,
    address_below_catalogue,
)
from tjenesteoversikt.queries import catalogue_in
from tjenesteoversikt.standing import Standing, standings_of

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
    if not youngest and oldest is None:
        return _("All ages")
    if oldest is None:
        return _("From %(age)s") % {"age": _age(youngest)}
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


@register.filter
def in_a_row(words: list[str]) -> str:
    """Words after one another, as in a sentence: only the first with a capital."""
    return ", ".join(words[:1] + [f"{word[:1].lower()}{word[1:]}" for word in words[1:]])


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


@register.simple_tag(takes_context=True)
def whole_list(context: dict) -> str:  # type: ignore[type-arg]
    """The query of the list in one part."""
    return context["wishes"].query(side=WHOLE)


@register.simple_tag(takes_context=True)
def with_words(context: dict, words: str) -> str:  # type: ignore[type-arg]
    """The query for other words, from the start of the list and with the other wishes kept."""
    return context["wishes"].query(q=words)


@register.simple_tag(takes_context=True)
def pinned_address(context: dict) -> str:  # type: ignore[type-arg]
    """The address of the list a reader puts together; empty if the site has no catalogue."""
    catalogue = catalogue_address(context)
    return f"{catalogue}{PINNED}" if catalogue else ""


@register.filter
def has_one_of(chosen: Any, options: Any) -> bool:
    """Whether one of the chosen answers is among `options`."""
    return any(option in options for option in chosen or ())


@register.simple_tag
def standings(service: Service) -> list[Standing]:
    """What to know before one comes: over, closed, full, or not begun."""
    return standings_of(service, timezone.localdate())


@register.filter
def phone_here(publication: Publication) -> str:
    """The number to call: the municipality's own before the owner's."""
    return publication.local_phone or publication.shown.phone


@register.filter
def place_here(service: Service) -> str:
    """Where it is, as plain words; nothing for a withheld address."""
    return "" if service.is_address_withheld else in_reader_language(service, "place")[0]


@register.filter
def comes_to_one(service: Service) -> list[str]:
    """The labels of ways to get it without going anywhere."""
    ways = [Form.HOME_VISIT, Form.DIGITAL]
    return [str(way.label) for way in ways if way in service.forms]


@register.simple_tag
def pin_facts(publication: Publication) -> dict[str, str]:
    """What a browser keeps of a service that a reader puts aside."""
    shown, phone = publication.shown, phone_here(publication)
    name, language = in_reader_language(shown, "name")
    place = place_here(shown)
    if is_made_up(phone):
        told, dial = f"{phone} ({_('the number is coming')})", ""
    else:
        told, dial = phone, dialled(phone)
    return {"name": name, "language": language, "phone": told, "dial": dial, "place": place}


@register.simple_tag(takes_context=True)
def level_of(context: dict, step: OutlinePage) -> str:  # type: ignore[type-arg]
    """The title of the level a step stands on: two levels may have steps of the same name."""
    lineage = context["shell"].outline.lineage(step.parent_path)
    return lineage[-1].title if lineage else ""
