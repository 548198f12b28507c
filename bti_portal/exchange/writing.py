"""What the readers of a package ask of whoever writes it to the database."""

from typing import Any, Protocol

from django.db.models import Model
from wagtail.models import Page


class Writer(Protocol):
    """Writes the texts of a package, leaving alone what somebody has edited."""

    def row(
        self, model: type[Model], key: str, values: dict[str, Any], site_id: int | None = None
    ) -> Model | None:
        """Make or update the row that `key` stands for at a site (None: shared) and return it.

        Returns None if somebody has deleted the row.
        """
        ...

    def page(self, page: type[Page], key: str, parent: Page, values: dict[str, Any]) -> Page | None:
        """Make the page `key` under `parent`, or find it; None if somebody has deleted it."""
        ...

    def fill(self, page: Page, key: str, values: dict[str, Any]) -> None:
        """Give `page` its texts and publish it."""
        ...
