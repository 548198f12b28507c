from django.core.management.base import BaseCommand
from wagtail.models import Site

import handlingsveileder.search
import tjenesteoversikt.search


class Command(BaseCommand):
    help = "Makes anew what readers can find, at every site. Needed once after an upgrade."

    def handle(self, *args: object, **options: object) -> None:
        for site in Site.objects.all():
            services = tjenesteoversikt.search.write_all(site)
            pages = handlingsveileder.search.write_all(site)
            self.stdout.write(f"{site.hostname}: {services} services, {pages} pages.")
