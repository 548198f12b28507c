"""Files as municipalities have them, made in the test, and the way they take through the admin."""

import io
import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from wagtail.models import Site

from tests.reading import read
from tjenesteoversikt.models import ImportRun, Service


def xlsx(*rows: Sequence[Any], **more: Any) -> bytes:
    """A workbook of one sheet; `merge` names cells to merge, `sheet` what it is called."""
    book = Workbook()
    sheet = book.active
    sheet.title = more.get("sheet", "Tenester")
    for row in rows:
        sheet.append(list(row))
    for cells in more.get("merge", ()):
        sheet.merge_cells(cells)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


class Desk:
    """A coordinator who imports files."""

    def __init__(self, client: Client, site: Site) -> None:
        self.client, self.site = client, site

    @property
    def services(self) -> QuerySet[Service]:
        """The services of the municipality."""
        return Service.objects.filter(site=self.site)

    def upload(self, content: bytes, name: str = "liste.xlsx", source: str = "Lista") -> Any:
        """The answer to an upload; a redirect to the columns if the file could be read."""
        file = io.BytesIO(content)
        file.name = name
        place = reverse("catalogue_files:site", args=[self.site.pk])
        return self.client.post(place, {"file": file, "name": source})

    def refused(self, content: bytes, name: str = "liste.xlsx") -> str:
        """Why a file was refused."""
        answer = self.upload(content, name)
        assert answer.status_code == 422
        return " ".join(
            node.text for node in read(answer).all("strong", {"class": "error-message"})
        )

    @property
    def run(self) -> ImportRun:
        return ImportRun.objects.filter(site=self.site).latest("pk")

    def columns(self, **changes: Any) -> HttpResponse:
        """Send the form of columns as it stands, with some changes."""
        run = self.run
        values = {f"column-{place}": key for place, key in run.columns.items()}
        values |= {"heading_row": run.heading_row}
        values |= {name.replace("column_", "column-"): value for name, value in changes.items()}
        return self.client.post(
            reverse("catalogue_files:columns", args=[run.pk]),
            {name: value for name, value in values.items() if value is not False},
        )

    def plan(self, content: bytes, name: str = "liste.xlsx", **changes: Any) -> Any:
        """The page that shows what a file would change."""
        answer = self.upload(content, name, changes.pop("source", "Lista"))
        assert answer.status_code == 302, answer.content.decode()
        answer = self.columns(**changes)
        assert answer.status_code == 302, answer.content.decode()
        return self.client.get(reverse("catalogue_files:run", args=[self.run.pk]))

    def confirm(self, page: HttpResponse) -> HttpResponse:
        """Say yes to the plan of a page."""
        shown = re.search(rb'name="plan" value="(\w+)"', page.content)
        assert shown
        place = reverse("catalogue_files:run", args=[self.run.pk])
        return self.client.post(place, {"plan": shown[1].decode()}, follow=True)

    def imported(self, content: bytes, name: str = "liste.xlsx", **changes: Any) -> ImportRun:
        """The run of a file that was imported."""
        self.confirm(self.plan(content, name, **changes))
        run = self.run
        assert run.applied_at
        return run

    def undo(self, run: ImportRun) -> ImportRun:
        self.client.post(reverse("catalogue_files:undo", args=[run.pk]))
        run.refresh_from_db()
        return run

    def download(self, name: str, query: str = "") -> bytes:
        place = reverse(f"catalogue_files:{name}", args=[self.site.pk])
        answer = self.client.get(place + query)
        assert answer.status_code == 200
        return answer.content


def errors_on(page: HttpResponse) -> list[tuple[str, str, str]]:
    """The errors a plan shows: row, column and reason."""
    if b'role="alert"' not in page.content:
        return []
    tables = read(page).all("table", css="listing")
    rows = [[cell.text for cell in row.all("th", "td")] for row in tables[0].all("tr")]
    return [tuple(row) for row in rows[1:]]
