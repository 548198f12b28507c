from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from bti_portal.exchange.documents import Faults
from bti_portal.packages.loading import load, read_package


class Command(BaseCommand):
    help = "Loads a package into a municipality's site: all of it or nothing, again and again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the package, for example startpakke")
        parser.add_argument("--host", required=True, help="the host name of the site")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with it")

    def handle(
        self, *args: object, folder: Path, host: str, check: bool, **options: object
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
        report = load(package, site)
        self.stdout.write(
            f"{package.name} {package.version}: {report.created} made, {report.updated} updated, "
            f"{report.unchanged} unchanged, {len(report.left_alone)} texts left alone."
        )
        for text in report.left_alone:
            self.stdout.write(f"  left alone: {text}")
