"""The catalogue as CPSV-AP-NO, the Norwegian application profile for public services.

Every node has an address below the portal's own, and none is blank, so that the same catalogue
always gives the same answer. The result property is that of version 1.1, which the published
shapes know, or that of version 1.2.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from rdflib import RDF, RDFS, XSD, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, SKOS

from bti_portal.registers.models import LegalReference
from tjenesteoversikt.exports.records import (
    Catalogue,
    Record,
    in_forms,
    is_organisation_number,
    plain_texts,
    texts,
)
from tjenesteoversikt.models import Provider, Service, Theme
from tjenesteoversikt.templatetags.tjenesteoversikt import age_words

ADMS = Namespace("http://www.w3.org/ns/adms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CPSVNO = Namespace("https://data.norge.no/vocabulary/cpsvno#")
CV = Namespace("http://data.europa.eu/m8g/")
DCATNO = Namespace("https://data.norge.no/vocabulary/dcatno#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
EU = Namespace("http://publications.europa.eu/resource/authority/")
PREFIXES: dict[str, Any] = {
    "adms": ADMS,
    "cpsv": CPSV,
    "cpsvno": CPSVNO,
    "cv": CV,
    "dcat": DCAT,
    "dcatno": DCATNO,
    "dct": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "org": ORG,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "vcard": VCARD,
    "xsd": XSD,
}
LOS = "https://psi.norge.no/los/"
LOS_SCHEME = URIRef("https://psi.norge.no/los/struktur")
NORWAY = EU["country/NOR"]
LANGUAGES = {"nn": EU["language/NNO"], "nb": EU["language/NOB"]}
SPOKEN = {
    "no": "NOR",
    "en": "ENG",
    "se": "SME",
    "uk": "UKR",
    "ar": "ARA",
    "so": "SOM",
    "pl": "POL",
    "ti": "TIR",
    "ru": "RUS",
    "lt": "LIT",
}
CHANNEL_TYPES = "https://data.norge.no/vocabulary/service-channel-type#"
LAW_TYPES = "https://data.norge.no/vocabulary/legal-resource-type#"
ORGANISATIONS = {
    "1.1": "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/",
    "1.2": "https://data.norge.no/organizations/",
}
PROFILES = tuple(ORGANISATIONS)

Triple = tuple[URIRef, URIRef, URIRef | Literal]
Statements = Iterator[tuple[URIRef, URIRef | Literal]]


class Emitter:
    """Says one catalogue in triples: its frame, then its services, a few at a time."""

    def __init__(self, catalogue: Catalogue, profile: str, today: datetime.date) -> None:
        self.catalogue = catalogue
        self.profile = profile
        self.today = today
        self._told: set[URIRef] = set()

    def frame(self) -> Iterator[Triple]:
        """The catalogue itself and the municipality that publishes it."""
        node, catalogue = self._own("cpsv"), self.catalogue
        name = str(catalogue.municipality)
        yield from _about(node, DCAT.Catalog, self._catalogue(node, name))
        municipality = catalogue.municipality
        phone, email = municipality.phone, municipality.email
        yield from self._contact(node, phone, email, next(iter(catalogue.pages.values()), ""))
        number = municipality.organisation_number
        named = texts(municipality, "name") or dict.fromkeys(catalogue.languages, name)
        yield from _about(
            self._own("municipality"),
            CV.PublicOrganisation,
            self._organisation(self._own("municipality"), named, number, catalogue.root),
        )
        yield NORWAY, RDF.type, DCTERMS.Location
        yield LOS_SCHEME, RDF.type, SKOS.ConceptScheme

    def services(self, records: Iterable[Record]) -> Iterator[Triple]:
        """Services, and of what they name what has not been told yet."""
        catalogue = self._own("cpsv")
        for record in records:
            node = URIRef(record.address)
            yield catalogue, DCATNO.containsService, node
            kind = CPSV.PublicService if record.is_public else CPSVNO.Service
            yield from _about(node, kind, self._service(node, record))
            yield from self._parts(node, record)
            yield from self._provider(record.provider)
            for theme in record.themes:
                yield from self._theme(theme)
            for law in record.legal_references:
                yield from self._law(law)

    def _own(self, tail: str) -> URIRef:
        return URIRef(f"{self.catalogue.root}/data/{tail}")

    def _is_new(self, node: URIRef) -> bool:
        is_new = node not in self._told
        self._told.add(node)
        return is_new

    def _catalogue(self, node: URIRef, name: str) -> Statements:
        catalogue = self.catalogue
        titles = in_forms(
            catalogue.languages, lambda: _("Services of %(municipality)s") % {"municipality": name}
        )
        told = in_forms(
            catalogue.languages, lambda: _("Help for children, young people and families.")
        )
        yield from _in_languages(DCTERMS.title, titles)
        yield from _in_languages(DCTERMS.description, told)
        yield DCTERMS.identifier, _address(node)
        yield DCTERMS.publisher, self._own("municipality")
        yield CV.contactPoint, URIRef(f"{node}#contact")
        yield DCTERMS.license, EU["licence/NLOD_2_0"]
        yield DCTERMS.spatial, NORWAY
        yield DCAT.themeTaxonomy, LOS_SCHEME
        for code in catalogue.languages:
            yield DCTERMS.language, LANGUAGES[code]
        for page in list(catalogue.pages.values())[:1]:
            yield FOAF.homepage, _link(page)

    def _organisation(
        self, node: URIRef, names: dict[str, str], number: str, homepage: str
    ) -> Statements:
        yield from _in_languages(SKOS.prefLabel, names)
        if self.profile != "1.1":
            yield from _in_languages(DCTERMS.title, names)
        is_known = is_organisation_number(number)
        yield (
            DCTERMS.identifier,
            _address(ORGANISATIONS[self.profile] + number if is_known else node),
        )
        yield DCTERMS.spatial, NORWAY
        if homepage:
            yield FOAF.homepage, _link(homepage)

    def _contact(self, node: URIRef, phone: str, email: str, page: str) -> Iterator[Triple]:
        contact = URIRef(f"{node}#contact")
        yield contact, RDF.type, CV.ContactPoint
        if phone:
            yield contact, CV.telephone, Literal(phone)
        if email:
            yield contact, CV.email, Literal(email)
        if page:
            yield contact, CV.contactPage, _link(page)

    def _service(self, node: URIRef, record: Record) -> Statements:
        service = record.service
        yield from _in_languages(DCTERMS.title, texts(service, "name"))
        yield from _in_languages(DCTERMS.description, self._description(record))
        yield DCTERMS.identifier, _address(node)
        owner = CV.hasCompetentAuthority if record.is_public else CV.ownedBy
        yield owner, self._own(f"provider/{record.provider.pk}")
        yield CV.contactPoint, URIRef(f"{node}#contact")
        result = CPSVNO.hasPossibleOutput if self.profile == "1.1" else CPSVNO.hasOutputType
        yield result, URIRef(f"{node}#result")
        yield DCTERMS.spatial, NORWAY
        for page in record.pages.values():
            yield FOAF.homepage, _link(page)
        status = self._status(service)
        if status:
            yield ADMS.status, EU[f"distribution-status/{status}"]
        yield from self._about_what(record)
        yield CV.hasCost, URIRef(f"{node}#cost")
        yield CV.holdsRequirement, URIRef(f"{node}#age")
        for name, _kind, _facts in self._channels(record):
            yield CV.hasChannel, URIRef(f"{node}#{name}")

    def _about_what(self, record: Record) -> Statements:
        """Themes, law, languages spoken, and the words people use for it."""
        service = record.service
        for theme in record.themes:
            yield DCTERMS.subject, self._own(f"theme/{theme.key}")
            if theme.los_uri.startswith(LOS):
                yield CV.thematicArea, _link(theme.los_uri)
        for law in record.legal_references:
            yield CV.hasLegalResource, self._own(f"law/{law.pk}")
        for word in service.languages:
            if word in SPOKEN:
                yield DCTERMS.language, EU[f"language/{SPOKEN[word]}"]
        for code, words in texts(service, "everyday_words").items():
            for word in words.split(","):
                if word.strip():
                    yield DCAT.keyword, Literal(word.strip(), lang=code)

    def _description(self, record: Record) -> dict[str, str]:
        """The summary and the text, and first whether it is full or closed for now."""
        service = record.service
        summary = texts(service, "summary")
        text = plain_texts(service, "description")
        note = texts(service, "availability_note")
        is_open = service.availability == Service.Availability.OPEN
        closed = {} if is_open else in_forms(("nn", "nb"), service.get_availability_display)
        found = {}
        for code, name in texts(service, "name").items():
            first = [closed.get(code, ""), "" if is_open else note.get(code, "")]
            parts = [*first, summary.get(code, ""), text.get(code, "")]
            found[code] = "\n\n".join(part for part in parts if part) or name
        return found

    def _status(self, service: Service) -> str:
        if service.ends_on and service.ends_on < self.today:
            return "WITHDRAWN"
        if service.starts_on and service.starts_on > self.today:
            return "DEVELOP"
        return "" if service.availability == Service.Availability.CLOSED else "COMPLETED"

    def _channels(self, record: Record) -> Iterator[tuple[str, str, list[Any]]]:
        """Ways to the service: the end of the address, the kind, and what is known of it.

        Opening hours stand here as text: the published shapes know them as moments only.
        """
        hours = texts(record.service, "opening_hours")
        if record.phone:
            yield "telephone", "telephone", list(_told(hours))
        if record.email:
            yield "e-mail", "e-mail", []
        if record.service.website:
            yield "website", "homepage", [(VCARD.hasURL, _link(record.service.website))]
        if record.place:
            place = {
                code: ". ".join(filter(None, [text, hours.get(code)]))
                for code, text in record.place.items()
            }
            yield "place", "service-bureau", list(_told(place))

    def _parts(self, node: URIRef, record: Record) -> Iterator[Triple]:
        """What only this service has: contact, result, cost, ages, ways to it."""
        service, names = record.service, texts(record.service, "name")
        page = next(iter(record.pages.values()), record.address)
        yield from self._contact(node, record.phone, record.email, page)
        result = CPSVNO.PossibleOutput if self.profile == "1.1" else CPSVNO.OutputType
        summary = texts(service, "summary")
        outcome = {code: summary.get(code) or name for code, name in names.items()}
        for name, kind, facts in (
            ("result", result, [*_named(names), *_told(outcome)]),
            ("cost", CV.Cost, list(_cost(service))),
            ("age", CV.Requirement, list(_named(in_forms(names, lambda: age_words(service))))),
            *(
                (name, CV.Channel, [(DCTERMS.type, URIRef(CHANNEL_TYPES + kind)), *facts])
                for name, kind, facts in self._channels(record)
            ),
        ):
            part = URIRef(f"{node}#{name}")
            yield from _about(part, kind, iter([(DCTERMS.identifier, _address(part)), *facts]))

    def _provider(self, provider: Provider) -> Iterator[Triple]:
        node = self._own(f"provider/{provider.pk}")
        if not self._is_new(node):
            return
        kinds = Provider.OwnerType
        is_public = provider.owner_type not in {kinds.VOLUNTARY, kinds.PRIVATE}
        kind = CV.PublicOrganisation if is_public else ORG.Organization
        names = texts(provider, "name") or in_forms(
            self.catalogue.languages, provider.get_owner_type_display
        )
        facts = self._organisation(node, names, provider.organisation_number, provider.website)
        yield from _about(node, kind, facts)

    def _theme(self, theme: Theme) -> Iterator[Triple]:
        node = self._own(f"theme/{theme.key}")
        if not self._is_new(node):
            return
        yield from _about(node, SKOS.Concept, _in_languages(SKOS.prefLabel, texts(theme, "name")))
        if theme.los_uri.startswith(LOS):
            los = _link(theme.los_uri)
            yield node, SKOS.closeMatch, los
            yield los, RDF.type, SKOS.Concept

    def _law(self, law: LegalReference) -> Iterator[Triple]:
        node = self._own(f"law/{law.pk}")
        if self._is_new(node):
            yield from _about(node, ELI.LegalResource, _legal(node, law))


def _about(node: URIRef, kind: URIRef, facts: Statements) -> Iterator[Triple]:
    yield node, RDF.type, kind
    for name, value in facts:
        yield node, name, value


def _link(url: str) -> URIRef:
    """An address that an editor wrote, fit for a graph: what may not stand in one is escaped."""
    return URIRef(iri_to_uri(url))


def _address(node: str) -> Literal:
    return Literal(str(node), datatype=XSD.anyURI)


def _in_languages(name: URIRef, words: dict[str, str]) -> Statements:
    for code, text in words.items():
        yield name, Literal(text, lang=code)


def _named(words: dict[str, str]) -> Statements:
    return _in_languages(DCTERMS.title, words)


def _told(words: dict[str, str]) -> Statements:
    return _in_languages(DCTERMS.description, words)


def _cost(service: Service) -> Statements:
    note = texts(service, "cost_note")
    words = in_forms(texts(service, "name"), service.get_cost_display)
    yield from _told(
        {code: ". ".join(filter(None, [word, note.get(code)])) for code, word in words.items()}
    )
    if service.cost == Service.Cost.FREE:
        yield CV.hasValue, Literal(0.0, datatype=XSD.double)
        yield CV.currency, EU["currency/NOK"]


def _legal(node: URIRef, law: LegalReference) -> Statements:
    yield DCTERMS.identifier, _address(node)
    acts = texts(law, "act")
    yield from _named({code: f"{act} {law.paragraph}".strip() for code, act in acts.items()})
    yield from _told(texts(law, "topic"))
    if law.kind in {LegalReference.Kind.ACT, LegalReference.Kind.REGULATION}:
        yield DCTERMS.type, URIRef(LAW_TYPES + law.kind)
    if law.url:
        yield RDFS.seeAlso, _link(law.url)
