"""The published text of a service as plain values: keeping it, comparing it, naming the differences.

What is compared is what readers see. The live row counts, also when it was written without a
revision, as a package does; an owner's draft never does.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.fields import RichTextField
from wagtail.models import Revision

from bti_portal.printing.prose import paragraphs
from bti_portal.shell.languages import ENDONYMS
from tjenesteoversikt.choice_set import ChoiceSetField
from tjenesteoversikt.models import Service

Content = dict[str, Any]
FORMS = ("nn", "nb")
# Made anew by the editor whenever a text is written.
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
# What readers see, in the order of the editor; translated ones once for each form of Norwegian.
SEEN = (
    *("name", "summary", "description", "how_to_get", "good_to_know", "meanwhile"),
    *("everyday_words", "provider", "kind", "audiences", "from_pregnancy"),
    *("age_min_months", "age_max_months", "themes", "needs", "arenas", "levels", "prevention"),
    *("forms", "referral", "who_may_refer", "referral_form", "consent_note", "cost", "cost_note"),
    *("phone", "email", "website", "is_address_withheld", "place", "travel", "accessibility"),
    *("opening_hours", "languages", "interpreter", "availability", "availability_note"),
    *("starts_on", "ends_on", "waiting_time", "waiting_stated_on", "legal_references"),
)


def columns() -> list[tuple[str, str]]:
    """The columns that readers see, each with its form of Norwegian (or none)."""
    translated = set(get_translatable_fields_for_model(Service) or [])
    return [
        pair
        for name in SEEN
        for pair in (
            [(f"{name}_{form}", form) for form in FORMS] if name in translated else [(name, "")]
        )
    ]


def contents_of(services: Iterable[Service]) -> dict[int, Content]:
    """The live text of each service as a revision would keep it. One query for each kind cited."""
    rows = list(services)
    contents = {row.pk: get_serializable_data_for_fields(row) for row in rows}
    for field in Service._meta.many_to_many:
        through, target = field.remote_field.through, field.m2m_reverse_name()
        cited: dict[int, list[int]] = defaultdict(list)
        links = through.objects.filter(service__in=contents)
        for service_id, pk in links.values_list("service_id", target).order_by("pk"):
            cited[service_id].append(pk)
        for pk, content in contents.items():
            content[field.name] = cited[pk]
    return {
        pk: json.loads(json.dumps(content, cls=DjangoJSONEncoder))
        for pk, content in contents.items()
    }


def _plain(content: Content, column: str) -> Any:
    """A value as it is compared: without what only the editor knows, and one word for nothing."""
    value = content.get(column) or ""
    if isinstance(value, list):
        return sorted(value)
    if value and isinstance(Service._meta.get_field(column), RichTextField):
        return BLOCK_KEY.sub("", value) if paragraphs(value) else ""
    return value


def changed_columns(old: Content, new: Content) -> list[tuple[str, str]]:
    """The columns in which two texts differ for readers.

    A column that the older text was written without is as it is now, so it does not differ.
    """
    return [
        (column, form)
        for column, form in columns()
        if column in old and _plain(old, column) != _plain(new, column)
    ]


def fingerprint(content: Content) -> str:
    """A short word for what readers see of a text, to know it again."""
    seen = json.dumps([_plain(content, column) for column, _form in columns()])
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


@transaction.atomic
def published_revision(service: Service) -> Revision:
    """The revision that holds the text readers see now; kept if none does. A draft stays on top."""
    content = contents_of([service])[service.pk]
    draft = service.latest_revision if service.has_unpublished_changes else None
    for revision in filter(None, (service.live_revision, draft)):
        is_same_day = revision.content.get("checked_on") == content["checked_on"]
        if is_same_day and not changed_columns(revision.content, content):
            return revision
    kept = Revision(
        content_type=service.get_content_type(),
        base_content_type=service.get_base_content_type(),
        object_id=str(service.pk),
        object_str=str(service),
        content=content,
        # The draft goes on being the newest.
        created_at=draft.created_at - timedelta(microseconds=1) if draft else None,
    )
    kept.save()
    values = {"live_revision": kept} if draft else {"live_revision": kept, "latest_revision": kept}
    type(service).objects.filter(pk=service.pk).update(**values)
    for name, revision in values.items():
        setattr(service, name, revision)
    return kept


@dataclass(frozen=True)
class Difference:
    """One field in which two texts differ; parts are words with a mark when they changed."""

    label: str
    form: str
    language: str
    old: tuple[tuple[str, bool], ...]
    new: tuple[tuple[str, bool], ...]


def _marked(old: str, new: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The words of both, those that only one has marked."""
    first, second = (text.split(" ") if text else [] for text in (old, new))
    before, after = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, first, second).get_opcodes():
        if a != b:
            before.append((" ".join(first[a:b]) + " ", kind != "equal"))
        if c != d:
            after.append((" ".join(second[c:d]) + " ", kind != "equal"))
    return tuple(before), tuple(after)


class Wording:
    """Says stored values as people do; names of what is cited are read once for each kind."""

    def __init__(self, contents: Iterable[Content]) -> None:
        contents = list(contents)
        self._names: dict[str, dict[int, str]] = {}
        for field in (*Service._meta.many_to_many, Service._meta.get_field("provider")):
            wanted: set[int] = set()
            for content in contents:
                value = content.get(field.name)
                wanted |= set(value if isinstance(value, list) else [value] if value else [])
            found = field.related_model.objects.in_bulk(wanted) if wanted else {}
            self._names[field.name] = {pk: str(row) for pk, row in found.items()}

    def say(self, column: str, value: Any) -> str:
        """The value of a column, in words."""
        field = Service._meta.get_field(column)
        if value in (None, "", []):
            return ""
        if column in self._names:
            pks = value if isinstance(value, list) else [value]
            return ", ".join(self._names[column].get(pk, _("taken away")) for pk in pks)
        if isinstance(field, RichTextField):
            return "\n".join(" ".join(run.text for run in part.runs) for part in paragraphs(value))
        return _say_simple(field, value)


def _say_simple(field: models.Field[Any, Any], value: Any) -> str:
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateField):
        return formats.date_format(date.fromisoformat(str(value)), "j. F Y")
    if field.flatchoices:
        labels: dict[str, str | Promise] = {str(word): label for word, label in field.flatchoices}
        words = field.to_python(value) if isinstance(field, ChoiceSetField) else [value]
        return ", ".join(str(labels.get(str(word), word)) for word in words)
    return str(value)


def differences(old: Content, new: Content, wording: Wording) -> Iterator[Difference]:
    """What a reader would see changed, field by field and form by form."""
    for column, form in changed_columns(old, new):
        base = column.removesuffix(f"_{form}") if form else column
        before, after = _marked(
            wording.say(column, old.get(column)), wording.say(column, new.get(column))
        )
        label = str(Service._meta.get_field(base).verbose_name)
        yield Difference(label[:1].upper() + label[1:], ENDONYMS.get(form, ""), form, before, after)
