from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from bti_portal.reports.reminding import send_reminders


class Command(BaseCommand):
    help = "Send each responsible one e-mail about what is due to be checked. Run it each morning."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", help="only the municipality at this host name")
        parser.add_argument("--dry-run", action="store_true", help="count, but send nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        sites = Site.objects.select_related("root_page").order_by("pk")
        if options["site"]:
            sites = sites.filter(hostname=options["site"])
            if not sites:
                raise CommandError(f"No municipality answers at {options['site']}.")
        places = list(sites) if options["site"] else [*sites, None]
        outcome = send_reminders(places, is_trial=options["dry_run"])
        verb = "Would remind" if options["dry_run"] else "Reminded"
        self.stdout.write(f"{verb} {outcome.people} people of {outcome.items} checks.")
        if outcome.failed:
            raise CommandError(f"{len(outcome.failed)} e-mails could not be sent. Run it again.")
