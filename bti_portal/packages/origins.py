"""Writing a package to the database without treading on what somebody has edited."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import ManyToManyField, Model, Q
from modeltranslation.manager import get_translatable_fields_for_model
from wagtail.fields import StreamField
from wagtail.models import Locale, LockableMixin, Page

from bti_portal.exchange.writing import Place
from bti_portal.packages import places
from bti_portal.packages.merging import Merge, merge
from bti_portal.packages.models import Origin
from bti_portal.packages.places import Placed
from bti_portal.packages.report import Happening, Kind, Report

SLUG = "slug"
SLUG_LENGTH = 80
LOCKED = "locked"
# Not a text of the package: who answers for a row, and what Wagtail keeps of it.
UNCHECKED = ["responsible", "latest_revision", "live_revision"]


class OriginWriter:
    """The `Writer` of a package: remembers where each text came from.

    A text is written when it is new, or still as the package last wrote it. A text that somebody
    has edited is left alone and reported; if the package has changed it too, it waits for a choice.

    Args:
        package: the name by which origins are remembered.
        version: of the package.
        site_id: the site it is written to.
        is_lent: the package is what another municipality lends: what a site has one of is not
            made twice.
        publishes: whether pages become what readers see; else they become drafts.
        joins: the name of the package that the site's own guide came from, if the lent one is
            joined to it: its pages are then taken for those of `package`.
        only_plans: nothing is written but what the plan cannot do without: the transaction around
            must be rolled back.
    """

    def __init__(
        self,
        package: str,
        version: str,
        site_id: int,
        *,
        is_lent: bool = False,
        publishes: bool = True,
        joins: str = "",
        only_plans: bool = False,
    ) -> None:
        self.package = package
        self.version = version
        self.report = Report()
        self.site_id = site_id
        self.is_lent = is_lent
        self.publishes = publishes
        self.joins = joins
        self.only_plans = only_plans
        # Which form the next pages stand in; set by the loader.
        self.language = ""
        # Pages that are left as they are: the site's own, or joined to another package.
        self._left: set[int] = set()
        self._joined: set[tuple[int, int]] = set()
        self._seen: set[tuple[int, int]] = set()
        self._origins: dict[tuple[int, int], dict[str, Origin]] = defaultdict(dict)
        self._by_key: dict[tuple[int, str, int | None], set[int]] = defaultdict(set)
        mine = Q(package=package) & (Q(site=site_id) | Q(site=None))
        if joins:
            mine |= Q(package=joins, site=site_id) & ~Q(language="")
        for origin in Origin.objects.filter(mine):
            self._learn(origin)
        # Pages that came from this package and follow another by now, by type, key and form.
        self._moved = {
            (origin.content_type_id, origin.key, origin.language): origin.object_id
            for origin in Origin.objects.filter(began_as=package, site=site_id)
        }

    def _learn(self, origin: Origin) -> None:
        self._origins[origin.content_type_id, origin.object_id][origin.field] = origin
        by_key = (origin.content_type_id, origin.key, origin.site_id)
        self._by_key[by_key].add(origin.object_id)

    def row(
        self, model: type[Model], key: str, values: dict[str, Any], site_id: int | None = None
    ) -> Model | None:
        has_site = any(f.name == "site" for f in model._meta.get_fields())
        place = {"site_id": site_id} if has_site else {}
        flat = self._flat(model, values)
        obj = model._default_manager.filter(key=key, **place).first()
        known = self._by_key[_ct(model), key, site_id]
        self._seen |= {(_ct(model), pk) for pk in known}
        if obj is None and known:
            words = f"{model._meta.verbose_name} {key}"
            self.report.tell(Kind.DELETED, words, model, key, reason="deleted")
            return None
        if obj is None:
            return self._make_row(model, key, flat, place)
        self._see(obj)
        if getattr(obj, "has_unpublished_changes", False):
            reason = "has unpublished changes"
            self.report.tell(Kind.LEFT, str(obj), model, key, reason=reason, pk=obj.pk)
            return obj
        if _is_locked(obj):
            self.report.tell(Kind.LEFT, str(obj), model, key, reason=LOCKED, pk=obj.pk)
            return obj
        done = self._merge(obj, key, flat)
        if done and not self.only_plans and _apply(obj, flat, done):
            obj.save()
        self._remember(obj, key, done, site_id, flat)
        return obj

    def _make_row(
        self, model: type[Model], key: str, flat: dict[str, Any], place: dict[str, Any]
    ) -> Model:
        many = {n for n in flat if isinstance(model._meta.get_field(n), ManyToManyField)}
        obj = model(key=key, **place)
        for name in flat.keys() - many:
            places.put(obj, name, flat[name])
        obj.full_clean(exclude=UNCHECKED)
        obj.save()
        for name in many:
            places.put(obj, name, flat[name])
        if many:
            obj.save()
        self.report.tell(Kind.CREATE, str(obj), model, key)
        new = places.of_object(obj, list(flat))
        self._remember(obj, key, Merge(new, bases=new), place.get("site_id"), flat)
        return obj

    def page(self, page: type[Page], key: str, place: Place, values: dict[str, Any]) -> Page | None:
        """Make the page `key` at `place`, or find it; None if somebody has deleted it.

        An address that another page has is not taken: the new page gets the first free one.
        """
        known = self._by_key[_ct(page), key, self.site_id]
        self._seen |= {(_ct(page), pk) for pk in known}
        twins = list(page.objects.filter(pk__in=known).select_related("locale"))
        here = [twin for twin in twins if twin.locale.language_code == self.language]
        if here:
            return here[0]
        if self._was_here(page, known, {twin.pk for twin in twins}):
            words = f"{values['title']} ({key})"
            self._tell(Kind.DELETED, words, page, key, reason="deleted")
            return None
        if (own := self._own(page, key, place)) is not None:
            self._left.add(own.pk)
            return own
        slug = _free_slug(place.parent, values[SLUG])
        if slug != values[SLUG]:
            self.report.renamed.append((values["title"], self.language, slug))
        made = page(
            **values | {SLUG: slug},
            live=False,
            locale=Locale.objects.get(language_code=self.language),
            translation_key=twins[0].translation_key if twins else uuid4(),
        )
        if place.before is not None and place.before.get_parent().pk == place.parent.pk:
            place.before.add_sibling(pos="right", instance=made)
        else:
            place.parent.add_child(instance=made)
        # So that a page made now is found by the next load even if it is filled with nothing.
        slug_alone = places.of_object(made, [SLUG])
        self._remember(made, key, Merge(slug_alone, bases=slug_alone), self.site_id, [SLUG])
        self._tell(Kind.CREATE, made.title, page, key)
        return made

    def _own(self, page: type[Page], key: str, place: Place) -> Page | None:
        """The site's own page that stands for `key` and is left as it is."""
        moved = self._moved.get((_ct(page), key, self.language))
        if moved is not None:
            return page.objects.filter(pk=moved).first()
        if self.is_lent and place.is_only_one:
            return page.objects.child_of(place.parent).first()
        return None

    def _was_here(self, page: type[Page], known: set[int], living: set[int]) -> bool:
        """Whether a page of this form has been made before, and is gone."""
        rows = [self._origins[_ct(page), pk] for pk in known - living]
        return any(
            origin.language == self.language for places_of in rows for origin in places_of.values()
        )

    def fill(self, page: Page, key: str, values: dict[str, Any]) -> None:
        if page.pk in self._left:
            self._tell(Kind.LEFT, page.title, type(page), key, reason="own", pk=page.pk)
            return
        if any(origin.package == self.joins for origin in self._known_places(page).values()):
            self._joined.add((_ct(type(page)), page.pk))
        if _is_locked(page):
            # Nothing is remembered either: the next load tries once more.
            self._tell(Kind.LEFT, page.title, type(page), key, reason=LOCKED, pk=page.pk)
            return
        is_new = not (self._known_places(page).keys() - {SLUG})
        if is_new and self.only_plans:
            return
        has_draft = page.live and page.has_unpublished_changes
        newest = page.get_latest_revision_as_object() if page.latest_revision_id else page
        if is_new:
            for name, value in values.items():
                places.put(newest, name, value)
            new = places.of_object(newest, list(values))
            done = Merge(new, bases=new)
        else:
            done = self._merge(newest, key, values)
        self._remember(newest, key, done, self.site_id, values)
        if not (is_new or (done and _apply(newest, values, done))):
            return
        revision = None if self.only_plans else newest.save_revision()
        if has_draft or not (is_new or page.live):
            why = "has unpublished changes" if has_draft else "is not published"
            self._tell(Kind.LEFT, page.title, type(page), key, reason=why, pk=page.pk)
        elif self.publishes and revision:
            revision.publish()

    def _tell(self, kind: Kind, what: str, model: type[Model], key: str, **more: Any) -> None:
        self.report.tell(kind, what, model, key, language=self.language, **more)

    def join(self) -> None:
        """Let the pages that were joined follow this package from now on."""
        if self.only_plans:
            return
        for content_type in {content_type for content_type, _pk in self._joined}:
            pks = [pk for of, pk in self._joined if of == content_type]
            Origin.objects.filter(content_type=content_type, object_id__in=pks).update(
                package=self.package, began_as=self.joins
            )

    def gone(self) -> list[str]:
        """Keys of what the package gave this site before and does not have any more."""
        return sorted(
            {
                origin.key
                for place, origins in self._origins.items()
                for origin in origins.values()
                if place not in self._seen
                and origin.site_id == self.site_id
                and origin.package == self.package
            }
        )

    def _see(self, obj: Model) -> None:
        self._seen.add((_ct(type(obj)), obj.pk))

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

    def _known_places(self, obj: Model) -> dict[str, Origin]:
        return self._origins[_ct(type(obj)), obj.pk]

    def _merge(self, obj: Model, key: str, values: dict[str, Any]) -> Merge | None:
        """What would become of an object that is there. None if it did not come from a package."""
        known = self._known_places(obj)
        language = self.language if isinstance(obj, Page) else ""
        if not known:
            self.report.tell(
                Kind.LEFT, str(obj), type(obj), key, language, tuple(values), "own", obj.pk
            )
            return None
        ours = places.of_object(obj, list(values))
        theirs: Placed = {}
        for name, value in values.items():
            theirs |= places.of_value(obj._meta.get_field(name), value)
        done = merge(_bases(obj, known, values), theirs, ours)
        about = Happening(Kind.UNCHANGED, str(obj), type(obj), key, language, pk=obj.pk)
        self.report.tell_merge(about, done, ours)
        return done

    def _remember(
        self, obj: Model, key: str, done: Merge | None, site_id: int | None, names: Iterable[str]
    ) -> None:
        """Keep what the package gave for the fields of some names."""
        if done is None:
            return
        self._see(obj)
        known = self._known_places(obj)
        rows, content_type = [], ContentType.objects.get_for_model(obj)
        for place in {*done.bases, *done.waiting}:
            base = _json(done.bases.get(place))
            newer = _json(done.waiting[place]) if place in done.waiting else None
            old = known.get(place)
            if old and (old.base, old.newer) == (base, newer):
                continue
            origin = Origin(
                package=self.package,
                version=old.version if old and old.base == base else self.version,
                key=key,
                site_id=site_id,
                language=self.language if isinstance(obj, Page) else "",
                content_type=content_type,
                object_id=obj.pk,
                field=place,
                base=base,
                newer=newer,
                newer_version=self.version if newer is not None else "",
            )
            rows.append(origin)
            self._learn(origin)
        over = [
            place
            for place in known
            if place.partition(".")[0] in names
            and place not in done.bases
            and place not in done.waiting
        ]
        for place in over:
            del known[place]
        self._write(obj, rows, over)

    def _write(self, obj: Model, rows: list[Origin], over: list[str]) -> None:
        if over and not self.only_plans:
            Origin.objects.filter(
                content_type=ContentType.objects.get_for_model(obj),
                object_id=obj.pk,
                field__in=over,
            ).delete()
        if rows and not self.only_plans:
            Origin.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["content_type", "object_id", "field"],
                update_fields=["version", "base", "newer", "newer_version"],
            )


def _ct(model: type[Model]) -> int:
    return int(ContentType.objects.get_for_model(model).pk)


def _is_locked(obj: Model) -> bool:
    """Whether somebody has locked it, or it waits for approval or for its day.

    Who has locked it is no exception: a load writes much that they do not look at.
    """
    return isinstance(obj, LockableMixin) and obj.get_lock() is not None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _bases(obj: Model, known: dict[str, Origin], names: dict[str, Any]) -> Placed:
    """What the package gave before, for some fields."""
    bases: Placed = {}
    for place, origin in known.items():
        name = place.partition(".")[0]
        if name not in names:
            continue
        value = json.loads(origin.base)
        field = obj._meta.get_field(name)
        if place == name and isinstance(field, StreamField) and isinstance(value, list):
            # As it was kept before texts of a stream were remembered each for itself.
            bases |= places.of_value(field, value)
        elif value not in places.EMPTY:
            bases[place] = value
    return bases


def _apply(obj: Model, values: dict[str, Any], done: Merge) -> bool:
    """Set what the merge came to, where that is something new. Returns whether it was."""
    changed = {place.partition(".")[0] for place in done.followed}
    for name in changed:
        field = obj._meta.get_field(name)
        is_plain = not isinstance(field, StreamField)
        told = values[name] if is_plain else places.together(field, done.values)
        places.put(obj, name, told)
    return bool(changed)


def _free_slug(parent: Page, slug: str) -> str:
    """`slug`, or the first `slug-2` … that no page under `parent` has."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    number = 2
    free = slug
    while free in taken:
        free = f"{slug[: SLUG_LENGTH - 4]}-{number}"
        number += 1
    return free
