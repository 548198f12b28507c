"""Writing a package to the database without treading on what somebody has edited."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.fields import StreamField, StreamValue
from wagtail.models import Locale, Page

from bti_portal.packages.models import Origin

# The editor marks each paragraph of a rich text; the mark is no change of the text.
EDITOR_MARKS = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')


@dataclass(frozen=True)
class LeftAlone:
    """A text that was not touched, because somebody has edited or deleted it."""

    what: str
    field: str

    def __str__(self) -> str:
        return f"{self.what}: {self.field}" if self.field else self.what


@dataclass
class Report:
    """What a load did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_alone: list[LeftAlone] = field(default_factory=list)


def stored(obj: Model, name: str) -> str:
    """The value of a field as text, the same for the same content whoever wrote it."""
    model_field = obj._meta.get_field(name)
    if isinstance(model_field, ManyToManyField):
        value: Any = sorted(row.pk for row in getattr(obj, name).all()) if obj.pk else []
    elif isinstance(model_field, ForeignKey):
        value = getattr(obj, model_field.attname)
    else:
        value = model_field.get_prep_value(model_field.value_from_object(obj))
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return EDITOR_MARKS.sub("", text)


def put(obj: Model, name: str, value: Any) -> None:
    """Set a field from a package's value."""
    model_field: Field[Any, Any] = obj._meta.get_field(name)
    if isinstance(model_field, StreamField):
        value = StreamValue(model_field.stream_block, value, is_lazy=True)
    setattr(obj, name, value)


class OriginWriter:
    """The `Writer` of `load_package`: remembers where each text came from.

    A field is written when it is new, or still as the package last wrote it. A field that somebody
    has edited is left alone and reported.
    """

    def __init__(self, package: str, version: str) -> None:
        self.package = package
        self.version = version
        self.report = Report()
        # Which site and language the next pages belong to; set by the loader.
        self.site_id: int | None = None
        self.language = ""

    def row(
        self, model: type[Model], key: str, values: dict[str, Any], site_id: int | None = None
    ) -> Model | None:
        has_site = any(f.name == "site" for f in model._meta.get_fields())
        place = {"site_id": site_id} if has_site else {}
        flat = self._flat(model, values)
        obj = model._default_manager.filter(key=key, **place).first()
        if obj is None and self._was_deleted(model, key, site_id):
            return None
        if obj is None:
            many = {n for n in flat if isinstance(model._meta.get_field(n), ManyToManyField)}
            obj = model(key=key, **place)
            for name in flat.keys() - many:
                put(obj, name, flat[name])
            obj.full_clean(exclude=["responsible", "latest_revision", "live_revision"])
            obj.save()
            for name in many:
                put(obj, name, flat[name])
            if many:
                obj.save()
            self.report.created += 1
            self._remember(obj, key, flat, site_id)
            return obj
        if getattr(obj, "has_unpublished_changes", False):
            self.report.left_alone.append(LeftAlone(str(obj), "has unpublished changes"))
            return obj
        if self._update(obj, key, flat, site_id):
            obj.save()
        return obj

    def _was_deleted(self, model: type[Model], key: str, site_id: int | None) -> bool:
        """Whether the package has made the row before: then somebody has taken it away."""
        known = Origin.objects.filter(
            package=self.package,
            key=key,
            site_id=site_id,
            content_type=ContentType.objects.get_for_model(model),
        ).exists()
        if known:
            self.report.left_alone.append(LeftAlone(f"{model._meta.verbose_name} {key}", "deleted"))
        return known

    def page(self, page: type[Page], key: str, parent: Page, values: dict[str, Any]) -> Page | None:
        content_type = ContentType.objects.get_for_model(page)
        origins = Origin.objects.filter(
            package=self.package,
            key=key,
            site_id=self.site_id,
            content_type=content_type,
        )
        origin = origins.filter(language=self.language).first()
        if origin:
            found = page.objects.filter(pk=origin.object_id).first()
            if found is None:
                self.report.left_alone.append(LeftAlone(f"{values['title']} ({key})", "deleted"))
            return found
        twin = page.objects.filter(pk__in=origins.values("object_id")).first()
        made = page(
            **values,
            live=False,
            locale=Locale.objects.get(language_code=self.language),
            translation_key=twin.translation_key if twin else uuid4(),
        )
        parent.add_child(instance=made)
        # So that a page made now is found by the next load even if it is filled with nothing.
        self._remember(made, key, {"slug": values["slug"]}, self.site_id)
        self.report.created += 1
        return made

    def fill(self, page: Page, key: str, values: dict[str, Any]) -> None:
        has_draft = page.live and page.has_unpublished_changes
        newest = page.get_latest_revision_as_object() if page.latest_revision_id else page
        is_new = not Origin.objects.filter(
            content_type=ContentType.objects.get_for_model(page), object_id=page.pk, field="lead"
        ).exists()
        if is_new:
            for name, value in values.items():
                put(newest, name, value)
            self._remember(newest, key, values, self.site_id)
        elif not self._update(newest, key, values, self.site_id):
            return
        if has_draft or not (is_new or page.live):
            newest.save_revision()
            why = "has unpublished changes" if has_draft else "is not published"
            self.report.left_alone.append(LeftAlone(page.title, why))
            return
        newest.save_revision().publish()

    def _flat(self, model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
        """A pair of texts becomes the two columns of the translated field."""
        translated = set(get_translatable_fields_for_model(model) or [])
        flat: dict[str, Any] = {}
        for name, value in values.items():
            if name in translated and isinstance(value, dict):
                flat |= {f"{name}_{form}": text.strip() for form, text in value.items()}
            else:
                flat[name] = value
        return flat

    def _update(self, obj: Model, key: str, values: dict[str, Any], site_id: int | None) -> bool:
        """Set what still is as the package last wrote it. Returns whether anything changed."""
        origins = {
            origin.field: origin
            for origin in Origin.objects.filter(
                content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk
            )
        }
        changed = []
        for name, value in values.items():
            before = stored(obj, name)
            is_untouched = name in origins and origins[name].base == before
            if not is_untouched:
                self.report.left_alone.append(LeftAlone(str(obj), name))
                continue
            put(obj, name, value)
            if stored(obj, name) != before:
                changed.append(name)
        if changed:
            self._remember(obj, key, {name: values[name] for name in changed}, site_id)
            self.report.updated += 1
        else:
            self.report.unchanged += 1
        return bool(changed)

    def _remember(self, obj: Model, key: str, names: dict[str, Any], site_id: int | None) -> None:
        content_type = ContentType.objects.get_for_model(obj)
        Origin.objects.bulk_create(
            [
                Origin(
                    package=self.package,
                    version=self.version,
                    key=key,
                    site_id=site_id,
                    language=self.language if isinstance(obj, Page) else "",
                    content_type=content_type,
                    object_id=obj.pk,
                    field=name,
                    base=stored(obj, name),
                )
                for name in names
            ],
            update_conflicts=True,
            unique_fields=["content_type", "object_id", "field"],
            update_fields=["version", "base"],
        )
