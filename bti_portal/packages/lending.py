"""A municipality's guide as a package that another can take in: what readers see, in both forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from bti_portal.exchange import archive
from bti_portal.exchange.documents import Fault, Faults
from bti_portal.exchange.forms import FORMS, braid
from bti_portal.exchange.plan import Refused
from bti_portal.library.models import PortalDocument
from bti_portal.packages import media
from bti_portal.packages.loading import name_of
from bti_portal.packages.models import Origin
from bti_portal.packages.reading import FORMAT, MANIFEST, read_package
from bti_portal.registers import package as registers_package
from bti_portal.shell.models import municipality_for
from handlingsveileder import package_schema as patterns
from handlingsveileder import references, retelling
from handlingsveileder.lent_pages import LentPages
from handlingsveileder.models import (
    ArticlePage,
    DecisionTreePage,
    GuidePage,
    LevelPage,
    SignsPage,
    StepPage,
    ToolIndexPage,
    ToolPage,
    TrainingCasePage,
    TrainingIndexPage,
)
from handlingsveileder.retelling import Retelling, Told, said
from handlingsveileder.telling import REGISTERS
from tjenesteoversikt.models import Service

LICENCE = "CC-BY-4.0"
Tell = Callable[[Retelling, Any], Told]
# Where the pages of each type go: what its pages say, and the names of their files.
FILES: tuple[tuple[type[Page], Tell, str], ...] = (
    (ToolIndexPage, retelling.bare, patterns.TOOL_INDEX),
    (ToolPage, retelling.tool, "tools/{number:03}.yaml"),
    (DecisionTreePage, retelling.decision_tree, "trees/{number:03}.yaml"),
    (SignsPage, retelling.signs, patterns.SIGNS),
    (TrainingIndexPage, retelling.text_page, patterns.TRAINING),
    (TrainingCasePage, retelling.training_case, "training/{number:03}.yaml"),
    (ArticlePage, retelling.article, "pages/articles/{number:03}.yaml"),
)


@dataclass
class Lending:
    """One guide of a site, told as the files of a package.

    Attributes:
        guide: the guide, in one of its forms.
        site: whose it is.
        version: what the package calls itself; empty: when its newest page was published.
    """

    guide: GuidePage
    site: Site
    version: str = ""
    _notes: dict[str, dict[str, Told]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> LentPages:
        return LentPages(self.guide, self.site)

    @cached_property
    def forms(self) -> list[str]:
        """The forms in which readers see the guide."""
        twins = next(iter(self.pages.of(GuidePage)), {})
        return [form for form in FORMS if form in twins]

    @cached_property
    def _keys(self) -> dict[int, str]:
        """Keys by primary key: those of the package the guide came from, else made of what never
        changes.
        """
        lent = [p for p in self.pages.public.values() if p.translation_key in self.pages.keys]
        origins = Origin.objects.filter(
            object_id__in=[page.pk for page in lent],
            content_type__in=ContentType.objects.get_for_models(*map(type, lent)).values(),
            field="slug",
        )
        known = {origin.object_id: (origin.package, origin.key) for origin in origins}
        package = known.get(self.guide.pk, ("", ""))[0]
        by_kinship: dict[Any, str] = {}
        for page in lent:
            found, key = known.get(page.pk, ("", ""))
            if found and found == package:
                by_kinship.setdefault(page.translation_key, key)
        return {page.pk: by_kinship.get(page.translation_key) or _key(page) for page in lent}

    @cached_property
    def _began_as(self) -> str:
        origin = Origin.objects.filter(
            content_type=ContentType.objects.get_for_model(GuidePage),
            object_id=self.guide.pk,
            field="slug",
        ).first()
        return (origin.began_as or origin.package) if origin else ""

    @cached_property
    def _rows(self) -> dict[str, dict[int, Any]]:
        """The rows that the site's pages may cite, by kind and primary key."""
        rows: dict[str, dict[int, Any]] = {
            kind: {
                row.pk: row
                for owner in (None, self.site)
                for row in model._default_manager.filter(site=owner)
            }
            for kind, model in REGISTERS.items()
        }
        services = Service.objects.filter(publications__site=self.site, live=True).distinct()
        return rows | {"service": {service.pk: service for service in services}}

    @cached_property
    def _retellings(self) -> dict[str, Retelling]:
        keys = {
            kind: {pk: row.key for pk, row in rows.items()} for kind, rows in self._rows.items()
        }
        return {form: Retelling(form, self._page_key, keys) for form in self.forms}

    def _page_key(self, pk: int) -> str | None:
        if pk in self._keys:
            return self._keys[pk]
        page = self.pages.public.get(pk)
        if page is None:
            return None
        kind = references.kind_of(page)
        key = f"{kind}-here" if kind != references.ANOTHER else _key(page)
        note = self._notes.setdefault("pages", {}).setdefault(
            key, {"key": key, "kind": kind, "title": {}}
        )
        form = page.locale.language_code
        if form in self.forms:
            note["title"][form] = page.title
        return key

    def _document(self, twins: dict[str, Page], tell: Tell) -> Told:
        told = {}
        for form in self.forms:
            if form in twins:
                told[form] = self._in_one_form(form, twins[form], tell)
        # A page that only one form has: its title says which.
        return dict(braid(told)) if len(told) > 1 else next(iter(told.values()))

    def _in_one_form(self, form: str, page: Any, tell: Tell) -> Told:
        r = self._retellings[form]
        about = {
            "key": self._keys[page.pk],
            "slug": {form: page.slug},
            "title": {form: page.title},
            "lead": r.words(page.lead),
        }
        return said({**about, **tell(r, page)})

    def _ladder(self) -> Iterator[tuple[str, Told]]:
        for guide in self.pages.of(GuidePage):
            yield patterns.GUIDE, self._document(guide, retelling.guide)
        steps = self.pages.of(StepPage)
        for number, level in enumerate(self.pages.of(LevelPage), start=1):
            folder = f"guide/level-{number:02}"
            yield f"{folder}/level.yaml", self._document(level, retelling.level)
            above = tuple(page.path for page in level.values())
            own = [s for s in steps if next(iter(s.values())).path.startswith(above)]
            for place, step in enumerate(own, start=1):
                name = f"{folder}/step-{number:02}-{place:02}.yaml"
                yield name, self._document(step, retelling.step)

    def _documents(self) -> Iterator[tuple[str, Any]]:
        yield from self._ladder()
        for page_type, tell, name in FILES:
            taken: set[tuple[str, str]] = set()
            for number, twins in enumerate(self.pages.of(page_type), start=1):
                document = self._document(twins, tell)
                _make_free(document["slug"], taken)
                yield name.format(number=number), document
                if "{" not in name:
                    break
        yield from self._registers()

    def _cited(self, kind: str) -> list[Any]:
        pks = {pk for r in self._retellings.values() for pk in r.cited.get(kind, set())}
        return sorted((self._rows[kind][pk] for pk in pks), key=lambda row: row.key)

    def _registers(self) -> Iterator[tuple[str, Any]]:
        for pattern, model in registers_package.MODELS.items():
            kind = next((kind for kind, of in REGISTERS.items() if of is model), None)
            if kind is None:
                continue  # No page cites it.
            # Of two rows with the same key, the site's own is the one that its pages mean.
            rows = {
                row.key: row for row in sorted(self._cited(kind), key=lambda r: bool(r.site_id))
            }
            if rows:
                yield pattern, registers_package.written(model, rows.values())
        services = [
            {"key": row.key, "name": said({f: getattr(row, f"name_{f}") for f in self.forms})}
            for row in self._cited("service")
        ]
        pages = [note for _key, note in sorted(self._notes.get("pages", {}).items())]
        if noted := said({"services": services, "pages": pages}):
            yield references.REFERENCES, noted
        if files := self._files:
            yield media.DOCUMENTS, [entry for entry, _content in files]

    @cached_property
    def _files(self) -> list[tuple[Told, bytes]]:
        pks = {pk for r in self._retellings.values() for pk in r.files}
        return [
            _file(d, self.forms) for d in PortalDocument.objects.filter(pk__in=pks).order_by("pk")
        ]

    def _manifest(self) -> Told:
        lent = [p for p in self.pages.public.values() if p.pk in self._keys]
        newest = max(page.last_published_at for page in lent if page.last_published_at)
        moment = timezone.localtime(newest)
        municipality = municipality_for(self.site)
        names = {f: getattr(municipality, f"name_{f}") or self.site.site_name for f in self.forms}
        twins = self.pages.of(GuidePage)[0]
        manifest = {
            "name": name_of(self.guide),
            "version": self.version or f"{moment:%Y.%m.%d.%H%M%S}",
            "format": FORMAT,
            "licence": LICENCE,
            "title": {form: twins[form].title for form in self.forms},
            "forms": self.forms,
            "origin": {"name": names},
            "made_at": moment.isoformat(timespec="seconds"),
        }
        if began_as := self._began_as:
            manifest["began_as"] = began_as
        if municipality.municipality_number:
            manifest["origin"]["municipality_number"] = municipality.municipality_number
        return manifest

    def files(self) -> dict[str, bytes]:
        """The files of the package by name, the same for the same published texts.

        Raises:
            Refused: the guide is not what readers see.
            Faults: something in it has no place in a package.
        """
        if not self.forms:
            raise Refused(_("Publish the guide first. Only what readers see is lent."))
        documents = dict(self._documents())
        files = {name: _yaml(content) for name, content in documents.items()}
        files |= {f"media/{entry['file']}": content for entry, content in self._files}
        files[MANIFEST] = _yaml(archive.seal(self._manifest(), files))
        _check(files)
        return files

    def as_zip(self) -> bytes:
        """The package as one file. Raises as `files` does."""
        return archive.zipped(self.files())


def _key(page: Page) -> str:
    return f"page-{page.translation_key.hex[:16]}"


def _file(document: PortalDocument, forms: list[str]) -> tuple[Told, bytes]:
    titles = {form: getattr(document, f"public_title_{form}") or "" for form in forms}
    with document.file.open("rb") as stream:
        content = stream.read()
    digest = archive.digest(content)[:16]
    entry = {
        "key": f"file-{document.get_file_hash()[:16]}",
        "file": f"{digest}.{document.file_extension.lower()}",
        "title": document.title,
        "public_title": said(titles),
        "is_accessible": document.is_accessible,
    }
    return said(entry), content


def _make_free(slugs: dict[str, str], taken: set[tuple[str, str]]) -> None:
    """Pages from several places in the tree come to stand side by side."""
    for form, slug in slugs.items():
        number = 2
        while (form, slugs[form]) in taken:
            slugs[form] = f"{slug}-{number}"
            number += 1
        taken.add((form, slugs[form]))


class _Dumper(yaml.SafeDumper):
    """Texts of several lines stand as people would write them; nothing is written as an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _yaml(content: Any) -> bytes:
    text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.encode()


def _check(files: dict[str, bytes]) -> None:
    """What is lent must be readable where it comes."""
    with TemporaryDirectory(prefix="lending-") as place:
        for name, content in files.items():
            file = Path(place) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        try:
            read_package(Path(place))
        except Faults as faults:
            raise Faults(_told(fault, files) for fault in faults.faults) from faults


def _told(fault: Fault, files: dict[str, bytes]) -> Fault:
    """A fault with the title of its page, which is what an editor knows."""
    content = yaml.safe_load(files.get(fault.file, b"")) if fault.file in files else None
    title = content.get("title") if isinstance(content, dict) else None
    if not isinstance(title, dict) or not title:
        return fault
    return Fault(fault.file, fault.line, f"«{next(iter(title.values()))}»: {fault.message}")
