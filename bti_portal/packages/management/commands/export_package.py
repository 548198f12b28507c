from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from bti_portal.exchange.documents import Faults
from bti_portal.exchange.plan import Refused
from bti_portal.packages.lending import Lending
from bti_portal.packages.lent_guides import guides_of


class Command(BaseCommand):
    help = "Writes a municipality's published guide to a package that others can take in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it, for example guide.zip")
        parser.add_argument("--host", required=True, help="the host name of the site")
        parser.add_argument("--guide", default="", help="the guide's slug, if the site has several")
        # Django's own --version tells its version.
        parser.add_argument("--as-version", default="", help="what the package calls itself")

    def handle(
        self,
        *args: object,
        file: Path,
        host: str,
        guide: str,
        as_version: str,
        **options: object,
    ) -> None:
        site = Site.objects.filter(hostname=host).select_related("root_page").first()
        if site is None:
            raise CommandError(f"There is no site with the host name {host}.")
        found = [one for one in guides_of(site) if guide in {"", *one.slugs}]
        if len(found) != 1:
            known = ", ".join(one.slugs[0] for one in guides_of(site)) or "none"
            raise CommandError(f"Name one guide with --guide. There are: {known}.")
        lending = Lending(found[0].page, site, as_version)
        try:
            content = lending.as_zip()
        except Faults as faults:
            raise CommandError(f"Nothing was written. In the texts:\n{faults}") from faults
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        file.write_bytes(content)
        self.stdout.write(f"Wrote {found[0].page.title} to {file}, {len(content) // 1024} kB.")
