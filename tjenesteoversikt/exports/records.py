"""Services as readers of one site see them, read ahead with what they cite, for all exports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Model
from django.utils import translation
from wagtail.rich_text import get_text_for_indexing

from bti_portal.registers.models import LegalReference
from bti_portal.shell.models import Municipality
from bti_portal.shell.outline import Outline
from bti_portal.shell.templatetags.shell import is_made_up
from tjenesteoversikt.models import Provider, Publication, Service, Theme, address_below_catalogue

FORMS = ("nn", "nb")
# The weights of the eight digits before the check digit, by the Brønnøysund registers.
ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
ELEVEN = 11


@dataclass(frozen=True)
class Catalogue:
    """The catalogue of one site: where it stands and whose it is. `pages` is by language."""

    root: str
    municipality: Municipality
    languages: tuple[str, ...]
    pages: Mapping[str, str]

    @property
    def is_open(self) -> bool:
        """Whether anybody can come to it on the site; what nobody can come to is no open data."""
        return bool(self.pages)

    def address_of(self, service_pk: int) -> str:
        """The address that names a service, the same in both forms of Norwegian."""
        return address_at(self.root, service_pk)

    def identifier_of(self, service_pk: int) -> UUID:
        """The identifier of a service where an address will not do."""
        return identifier_at(self.root, service_pk)


@dataclass(frozen=True)
class Record:
    """One service as readers of the catalogue's site see it: the approved text, and what it cites."""

    catalogue: Catalogue
    publication: Publication
    service: Service
    provider: Provider
    themes: tuple[Theme, ...]
    legal_references: tuple[LegalReference, ...]

    @property
    def address(self) -> str:
        return self.catalogue.address_of(self.service.pk)

    @property
    def identifier(self) -> UUID:
        return self.catalogue.identifier_of(self.service.pk)

    @property
    def pages(self) -> dict[str, str]:
        """The full address of the service's page, by language."""
        tail = address_below_catalogue(self.service)
        return {code: f"{page}{tail}" for code, page in self.catalogue.pages.items()}

    @property
    def is_withheld(self) -> bool:
        """Whether the place is secret: in the approved text, or by now with the owner."""
        return self.service.is_address_withheld or self.publication.service.is_address_withheld

    @property
    def phone(self) -> str:
        """The number to call; one of nothing but zeros stands for a number to come."""
        number = self.publication.local_phone or self.service.phone
        return "" if is_made_up(number) else number

    @property
    def email(self) -> str:
        return self.publication.local_email or self.service.email

    @property
    def place(self) -> dict[str, str]:
        """Where it is, by form of Norwegian; nothing if that is secret."""
        return {} if self.is_withheld else texts(self.service, "place")

    @property
    def travel(self) -> dict[str, str]:
        """How to get there, this municipality's own words first; nothing if the place is secret."""
        if self.is_withheld:
            return {}
        return texts(self.publication, "local_travel") or texts(self.service, "travel")

    @property
    def is_public(self) -> bool:
        """Whether a public body gives it."""
        kinds = Provider.OwnerType
        return self.provider.owner_type not in {kinds.VOLUNTARY, kinds.PRIVATE}


def address_at(root: str, service_pk: int) -> str:
    """The address that names a service of the site at `root`."""
    return f"{root}/api/v1/services/{service_pk}"


def identifier_at(root: str, service_pk: int) -> UUID:
    """The identifier made from that address."""
    return uuid5(NAMESPACE_URL, address_at(root, service_pk))


def texts(row: Model, name: str) -> dict[str, str]:
    """A translated text by the forms of Norwegian it is written in."""
    found = {code: (getattr(row, f"{name}_{code}", None) or "").strip() for code in FORMS}
    return {code: text for code, text in found.items() if text}


def plain_texts(row: Model, name: str) -> dict[str, str]:
    """As `texts`, for a rich text: without its marks."""
    return {
        code: " ".join(get_text_for_indexing(text).split())
        for code, text in texts(row, name).items()
    }


def in_forms(languages: Iterable[str], say: Any) -> dict[str, str]:
    """What `say()` answers in each of `languages`."""
    found = {}
    for code in languages:
        with translation.override(code):
            found[code] = str(say())
    return found


def is_organisation_number(number: str) -> bool:
    """Whether `number` can be one of the Brønnøysund registers': nine digits, the last one right."""
    if len(number) != len(ORGANISATION_WEIGHTS) + 1 or not (number.isascii() and number.isdigit()):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number, ORGANISATION_WEIGHTS, strict=False)
    )
    return number[0] in "89" and -total % ELEVEN == int(number[-1])


def catalogue_of(outline: Outline) -> Catalogue:
    """The catalogue of the outline's site, with the pages of it that are for everybody."""
    found = {
        code: outline.first("tjenesteoversikt.ServiceIndexPage", code) for code in outline.forms
    }
    pages = {
        code: f"{outline.site.root_url}{page.url}"
        for code, page in found.items()
        if page and not outline.is_restricted(page.path)
    }
    return Catalogue(outline.root, outline.municipality, tuple(outline.forms), pages)


def records_of(catalogue: Catalogue, publications: Sequence[Publication]) -> list[Record]:
    """The records of `publications`, in their order, with a constant number of queries."""
    themes = _cited("themes", publications)
    laws = _cited("legal_references", publications)
    shown = [publication.shown for publication in publications]
    away = {service.provider_id for service in shown if not _has_provider(service)}
    providers = Provider.objects.in_bulk(away) if away else {}
    return [
        Record(
            catalogue,
            publication,
            service,
            service.provider if _has_provider(service) else providers[service.provider_id],
            themes[service.pk],
            laws[service.pk],
        )
        for publication, service in zip(publications, shown, strict=True)
    ]


def _has_provider(service: Service) -> bool:
    return Service.provider.is_cached(service)


def _cited(name: str, publications: Sequence[Publication]) -> dict[int, tuple[Any, ...]]:
    """The rows that each service cites, in their own order: two queries, however many services."""
    keys: dict[int, list[int]] = {}
    live = []
    for publication in publications:
        # A borrower's text carries its own citations.
        content = {} if publication.shown is publication.service else _approved(publication)
        keys[publication.service_id] = content.get(name) or []
        if name not in content:
            live.append(publication.service_id)
    field = Service._meta.get_field(name)
    source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    pairs = field.remote_field.through.objects.filter(**{f"{source}__in": live})
    for service_pk, key in pairs.values_list(f"{source}_id", f"{target}_id"):
        keys[service_pk].append(key)
    wanted = {key for some in keys.values() for key in some}
    rows = list(field.related_model.objects.filter(pk__in=wanted)) if wanted else []
    places = {row.pk: place for place, row in enumerate(rows)}
    return {
        service_pk: tuple(
            rows[place] for place in sorted(places[key] for key in some if key in places)
        )
        for service_pk, some in keys.items()
    }


def _approved(publication: Publication) -> dict[str, Any]:
    return publication.approved_revision.content if publication.approved_revision else {}
