from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from bti_portal.reports.snapshots import take


class Command(BaseCommand):
    help = "Keep how many services there are for each level, age and theme. Once a month counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="only the municipality at this host name")

    def handle(self, *args: Any, **options: Any) -> None:
        sites = Site.objects.order_by("pk")
        if options["site"]:
            sites = sites.filter(hostname=options["site"])
            if not sites:
                raise CommandError(f"No municipality answers at {options['site']}.")
        taken = sum(take(site)[1] for site in sites)
        self.stdout.write(f"Took {taken} snapshots; {len(sites) - taken} were there this month.")
