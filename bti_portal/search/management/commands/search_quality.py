"""Measure the search against judged queries."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page, Site

from bti_portal.finding.asking import ask
from bti_portal.finding.keeping import index_of
from bti_portal.packages.models import Origin
from bti_portal.registers.synonyms import synonyms_of
from bti_portal.search import quality
from tjenesteoversikt.models import Publication, Service


class Command(BaseCommand):
    help = "Measures the search against judged queries; needs a site with the starter package."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, help="YAML files of judged queries")
        parser.add_argument("--site", default="", help="host name of the site; else the default")
        parser.add_argument("--misses", action="store_true", help="list the queries that miss")
        parser.add_argument("--measure-only", action="store_true", help="never fail")

    def handle(self, *args: object, **options: object) -> None:
        folder = Path("tests", "search_quality")
        files = options["files"] or sorted(folder.glob("*.yaml"))
        wanted = {"hostname": options["site"]} if options["site"] else {"is_default_site": True}
        site = Site.objects.filter(**wanted).first()
        if site is None:
            raise CommandError("There is no such site.")
        failed = []
        for path in files:
            outcomes = quality.measure(quality.read(path), _asking(site))
            self._report(path, outcomes, bool(options["misses"]))
            if not quality.score(outcomes).is_good_enough:
                failed.append(path.name)
        if failed and not options["measure_only"]:
            raise CommandError(
                f"Below recall@{quality.SHOWN} {quality.RECALL} or MRR "
                f"{quality.RECIPROCAL_RANK}: {', '.join(failed)}"
            )

    def _report(self, path: Path, outcomes: list[quality.Outcome], misses: bool) -> None:
        self.stdout.write(f"{path.name:<22} queries  recall@5    MRR  coverage@5")
        for name, held in quality.by_group(outcomes):
            self.stdout.write(
                f"  {name:<20} {held.number:>7}  {held.recall:>8.3f}  "
                f"{held.reciprocal_rank:>5.3f}  {held.coverage:>10.3f}"
            )
        for one in outcomes if misses else ():
            if one.rank != 1:
                first = " ".join(one.found[: quality.SHOWN])
                self.stdout.write(f"  {one.rank:>3}  {one.query.language}: {one.query.text}")
                self.stdout.write(f"       {first}  — not {' '.join(sorted(one.query.wanted))}")


def _asking(site: Site) -> Callable[[str, str], list[str]]:
    """The search of `site`, answering with keys of the starter package."""
    services = dict(Publication.objects.filter(site=site).values_list("pk", "service__key"))
    pages = _keys_of_pages()
    synonyms = synonyms_of(site.pk)

    def find(text: str, language: str) -> list[str]:
        hits = ask(index_of(site.pk, language), text, synonyms).answer.cut(0, quality.LOOKED_AT)
        return [
            (services if hit.kind == "service" else pages).get(hit.object_id, "") for hit in hits
        ]

    return find


def _keys_of_pages() -> dict[int, str]:
    origins = Origin.objects.exclude(content_type=ContentType.objects.get_for_model(Service))
    kinds = [
        kind
        for kind in ContentType.objects.filter(pk__in=origins.values("content_type"))
        if issubclass(kind.model_class() or object, Page)
    ]
    return dict(origins.filter(content_type__in=kinds).values_list("object_id", "key"))
