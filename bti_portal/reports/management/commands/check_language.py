from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from bti_portal.language_check.findings import Kind
from bti_portal.registers.terms import FORMS
from bti_portal.reports.language_report import check_site, findings_of


class Command(BaseCommand):
    help = "Read all texts of a municipality as a friendly colleague would, and print what to mend."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", required=True, help="the municipality's host name")
        parser.add_argument("--form", choices=FORMS, default="", help="only texts in this form")
        parser.add_argument(
            "--strict",
            action="store_true",
            help="fail on words of the other form and forbidden ones",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = Site.objects.select_related("root_page").filter(hostname=options["host"]).first()
        if site is None:
            raise CommandError(f"No municipality answers at {options['host']}.")
        checked = check_site(site, options["form"])
        for row, finding in findings_of(checked):
            form = finding.form
            place = f"{row.title} · {finding.text.label}" if finding.text.label else row.title
            self.stdout.write(f"{form} {finding.kind.value}: {place}: {finding.advice}")
        totals = {kind: sum(row.counts[kind.value] for row in checked) for kind in Kind}
        summary = ", ".join(f"{kind.value} {total}" for kind, total in totals.items())
        self.stdout.write(f"{len(checked)} texts read. {summary}.")
        wrong = totals[Kind.FORM] + totals[Kind.FORBIDDEN]
        if options["strict"] and wrong:
            raise CommandError(f"{wrong} words to mend.")
