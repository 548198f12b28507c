from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from tjenesteoversikt.exports.package import package_of


class Command(BaseCommand):
    help = "Writes a municipality's catalogue as a package that load_package reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is new or empty")
        parser.add_argument("--host", required=True, help="the host name of the site")

    def handle(self, *args: object, folder: Path, host: str, **options: object) -> None:
        site = Site.objects.filter(hostname=host).first()
        if site is None:
            raise CommandError(f"There is no site with the host name {host}.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder. Nothing was written.")
        made = package_of(site)
        for name, text in made.as_texts().items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        services = sum(name.startswith("catalogue/services/") for name in made.files)
        self.stdout.write(f"{services} services written to {folder}.")
        for name, fault in made.left_out:
            self.stdout.write(f"  left out: {name}: {fault}")
