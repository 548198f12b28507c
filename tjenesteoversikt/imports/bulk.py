"""Saving many services at once with all that publishing one by one leaves behind.

Wagtail needs some sixty queries to save, revise and publish one service. Here each of its steps is
done once for all: the rows, what they cite, a revision each, the log, the reference index, and the
signals that others listen to.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.db.models.signals import post_save, pre_save
from django.dispatch import Signal
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import published, unpublished

from bti_portal.finding import keeping
from tjenesteoversikt import search
from tjenesteoversikt.imports.current import CITED
from tjenesteoversikt.models import Publication, Service

CHUNK = 500
# Sent once for all that was written: `rows`, and the keys of the `new` among them.
written_together = Signal()


@dataclass
class Written:
    """A service as it shall be.

    Attributes:
        service: with its new values.
        many: all that it cites.
        is_new: it is not in the database yet.
        is_revised: its text is another; if not, it is only taken away.
        is_shown: readers shall see the text.
        is_taken_away: readers shall not see it any more.
    """

    service: Service
    many: dict[str, list[Any]]
    is_new: bool = False
    is_revised: bool = True
    is_shown: bool = True
    is_taken_away: bool = False

    @property
    def actions(self) -> list[str]:
        """What the history says."""
        said = ["wagtail.create" if self.is_new else "wagtail.edit"] if self.is_revised else []
        said += ["wagtail.publish"] if self.is_shown else []
        return said + (["wagtail.unpublish"] if self.is_taken_away else [])


def save_all(written: list[Written], user: AbstractBaseUser | None) -> None:
    """Save, revise and publish (or take away) services. Call it in a transaction."""
    # Names are stored in columns of their own; the active language must not choose one.
    with translation.override("nb"), disable_reference_index_auto_update():
        for item in written:
            # As the service will be read when its revision is written.
            item.service._cluster_related_objects = {n: item.many.get(n, []) for n in CITED}
            item.service.is_one_of_many = True
            _send(pre_save, item.service)
        new = [item for item in written if item.is_new]
        for item in new:
            item.service.is_shown_at_owner = True
        revised = [item for item in written if item.is_revised]
        now = timezone.now()
        _publish(revised, now)
        Service.objects.bulk_create([item.service for item in new], batch_size=CHUNK)
        _revise(revised, user, now)
        _take_away([item for item in written if item.is_taken_away])
        _point_to_revisions([item.service.pk for item in new])
        _save_rows([item.service for item in written if not item.is_new])
        _save_cited(revised)
        Publication.objects.bulk_create(
            [Publication(service=i.service, site_id=i.service.site_id) for i in new],
            batch_size=CHUNK,
            ignore_conflicts=True,
        )
        _log(written, user)
        _index([item.service for item in written])
        with keeping.paused():
            _tell(written)
        written_together.send(
            Service, rows=[item.service for item in written], new={i.service.pk for i in new}
        )
        written_pks = [item.service.pk for item in written]
        search.write(Publication.objects.filter(service__in=written_pks))


def _send(signal: Any, service: Service, **more: Any) -> None:
    signal.send(
        sender=Service,
        instance=service,
        raw=False,
        using=DEFAULT_DB_ALIAS,
        update_fields=None,
        **more,
    )


def _publish(written: list[Written], now: datetime.datetime) -> None:
    for item in written:
        service = item.service
        service.has_unpublished_changes = not item.is_shown
        if item.is_shown:
            service.live, service.expired = True, False
            service.last_published_at = now
            service.first_published_at = service.first_published_at or now


def _revise(written: list[Written], user: AbstractBaseUser | None, now: datetime.datetime) -> None:
    kind = ContentType.objects.get_for_model(Service)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=kind,
                base_content_type=kind,
                object_id=str(item.service.pk),
                created_at=now,
                user=user,
                object_str=str(item.service),
                content=item.service.serializable_data(),
            )
            for item in written
        ],
        batch_size=CHUNK,
    )
    for item, revision in zip(written, revisions, strict=True):
        item.service.latest_revision = revision
        if item.is_shown:
            item.service.live_revision = revision


def _take_away(written: list[Written]) -> None:
    for item in written:
        item.service.live = False
        item.service.live_revision = None
        item.service.has_unpublished_changes = True


def _save_rows(services: list[Service]) -> None:
    names = [f.name for f in Service._meta.concrete_fields if not f.primary_key]
    Service.objects.bulk_create(
        services,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=names,
        batch_size=CHUNK,
    )


def _chunks(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _point_to_revisions(keys: list[int]) -> None:
    """Rows that were inserted before their revisions: one query for all is far less than one each."""
    revisions = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Service),
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    for chunk in _chunks(keys):
        rows = Service.objects.filter(pk__in=chunk)
        rows.update(latest_revision=Subquery(revisions.order_by("-pk").values("pk")[:1]))
        rows.filter(live=True).update(live_revision=F("latest_revision"))


def _save_cited(written: list[Written]) -> None:
    for name in CITED:
        relation = Service._meta.get_field(name)
        through, column = relation.remote_field.through, relation.m2m_reverse_field_name()
        for chunk in _chunks([item for item in written if not item.is_new]):
            through.objects.filter(service_id__in=[item.service.pk for item in chunk]).delete()
        through.objects.bulk_create(
            [
                through(service_id=item.service.pk, **{f"{column}_id": row.pk})
                for item in written
                for row in item.many.get(name, [])
            ],
            batch_size=CHUNK,
        )


def _log(written: list[Written], user: AbstractBaseUser | None) -> None:
    kind = ContentType.objects.get_for_model(Service)
    now, together = timezone.now(), uuid.uuid4()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=kind,
                object_id=str(item.service.pk),
                label=str(item.service),
                action=action,
                timestamp=now,
                uuid=together,
                user=user,
                revision=item.service.latest_revision if item.is_revised else None,
                content_changed=item.is_revised,
                data={},
            )
            for item in written
            for action in item.actions
        ],
        batch_size=CHUNK,
    )


def _index(services: list[Service]) -> None:
    """What each service refers to, as Wagtail would have noted it at each save."""
    kind = ContentType.objects.get_for_model(Service)
    for chunk in _chunks(services):
        keys = [str(service.pk) for service in chunk]
        ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=keys).delete()
        ReferenceIndex.objects.bulk_create(
            [
                ReferenceIndex(
                    content_type=kind,
                    base_content_type=kind,
                    object_id=str(service.pk),
                    to_content_type_id=to_kind,
                    to_object_id=to_key,
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
                for service in chunk
                for to_kind, to_key, model_path, content_path in set(
                    ReferenceIndex._extract_references_from_object(service)
                )
            ],
            batch_size=CHUNK,
        )


def _tell(written: list[Written]) -> None:
    pks = [item.service.pk for item in written]
    elsewhere = Publication.objects.filter(service__in=pks).exclude(site=F("service__site"))
    borrowed = set(elsewhere.values_list("service", flat=True))
    for item in written:
        service = item.service
        service.has_borrowers = service.pk in borrowed
        _send(post_save, service, created=item.is_new)
        if item.is_taken_away:
            unpublished.send(sender=Service, instance=service)
        elif item.is_shown:
            published.send(sender=Service, instance=service, revision=service.latest_revision)
