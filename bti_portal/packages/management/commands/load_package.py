from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from bti_portal.exchange.documents import Faults
from bti_portal.exchange.plan import Refused
from bti_portal.packages import loading
from bti_portal.packages.loading import Package, read_package
from bti_portal.packages.report import Kind, Report


class Command(BaseCommand):
    help = "Loads a package into a municipality's site: all of it or nothing, again and again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the package: a folder, or a .zip")
        parser.add_argument("--host", required=True, help="the host name of the site")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with it")
        parser.add_argument("--plan", action="store_true", help="only say what it would do")
        parser.add_argument(
            "--join-own", action="store_true", help="into the guide of the same beginning"
        )
        parser.add_argument("--as-drafts", action="store_true", help="publish nothing")

    def handle(
        self,
        *args: object,
        folder: Path,
        host: str,
        check: bool,
        plan: bool,
        as_drafts: bool,
        join_own: bool,
        **options: object,
    ) -> None:
        try:
            package = read_package(folder)
        except Faults as faults:
            raise CommandError(f"Nothing was loaded. The package has faults:\n{faults}") from faults
        site = Site.objects.filter(hostname=host).select_related("root_page").first()
        if site is None:
            raise CommandError(f"There is no site with the host name {host}.")
        if check:
            self.stdout.write(f"{package.name} {package.version} is right.")
            return
        try:
            if plan:
                self.stdout.write("Nothing was written. This is what would be done:")
                report = loading.plan(package, site, joins_own=join_own)
            else:
                report = loading.load(package, site, publishes=not as_drafts, joins_own=join_own)
        except Refused as refused:
            raise CommandError(f"Nothing was loaded. {refused}") from refused
        self._tell(package, report)

    def _tell(self, package: Package, report: Report) -> None:
        self.stdout.write(
            f"{package.name} {package.version}: {report.created} made, {report.updated} updated, "
            f"{report.unchanged} unchanged, {len(report.left_alone)} texts left alone."
        )
        for text in report.left_alone:
            self.stdout.write(f"  left alone: {text}")
        waiting = sum(len(happening.places) for happening in report.of(Kind.CONFLICT))
        if waiting:
            self.stdout.write(f"{waiting} texts have changed on both sides and wait for a choice.")
