"""Services as a guide cites them: only those that readers of this site may see, with addresses."""

from collections.abc import Iterable

from bti_portal.shell.navigation import Shell
from tjenesteoversikt.models import Publication, Service, address_below_catalogue
from tjenesteoversikt.queries import catalogue_in, publications_at


class CatalogueLinks:
    """Looks up cited services in bulk, once for each page shown."""

    def __init__(self, shell: Shell) -> None:
        self._site = shell.site
        self._catalogue = catalogue_in(shell.outline, shell.language)
        self._found: dict[int, Publication | None] = {}

    def preload(self, pks: Iterable[int]) -> list[Service]:
        """Look up services at once, so that later questions cost nothing. Returns those shown."""
        wanted = set(pks)
        unasked = wanted - self._found.keys()
        if unasked and self._site:
            rows = publications_at(self._site).filter(service_id__in=unasked)
            found = {row.service_id: row for row in rows}
            self._found |= {pk: found.get(pk) for pk in unasked}
        return [row.shown for pk in wanted if (row := self._found.get(pk))]

    def publication(self, service: Service) -> Publication | None:
        """The service as this site shows it, or None if it does not."""
        self.preload([service.pk])
        return self._found.get(service.pk)

    def publications(self, services: Iterable[Service]) -> list[Publication]:
        """As `publication`, for several, in their order, without those not shown."""
        pks = [service.pk for service in services if service]
        self.preload(pks)
        return [row for pk in pks if (row := self._found.get(pk))]

    def url(self, publication: Publication) -> str:
        """The address of a service's page; empty if the site has no catalogue in this language."""
        if not self._catalogue:
            return ""
        return self._catalogue.url + address_below_catalogue(publication.shown)
