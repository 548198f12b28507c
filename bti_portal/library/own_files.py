"""Files and their tags kept to their municipality, where Wagtail would give them to all."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access
from wagtail.models import Collection, Site
from wagtail.permissions import policy_registry

from bti_portal.library.models import PortalDocument, PortalImage

MOST_TAGS = 10


def refuse_another_sites_file(document: PortalDocument, request: HttpRequest) -> None:
    """404 for a document that lies in another site's collection: its address tells of it here.

    Raises:
        Http404: it is another site's.
    """
    here = Site.find_for_request(request)
    folder = document.collection
    lineage = Collection.objects.filter(pk=folder.pk) | folder.get_ancestors()
    owners = set(
        Site.objects.filter(hostname__in=lineage.filter(depth=2).values("name")).values_list(
            "hostname", flat=True
        )
    )
    if owners and (here is None or here.hostname not in owners):
        raise Http404


def _own(user: AbstractBaseUser) -> Q:
    """The tags on what the user may use."""
    wanted = Q(pk__in=[])
    for model in (PortalImage, PortalDocument):
        policy = policy_registry.get_by_type(model)
        files = policy.instances_user_has_any_permission_for(user, ["change", "choose"])
        through = model.tags.through
        tagged = through.objects.filter(
            content_type__app_label=model._meta.app_label,
            content_type__model=model._meta.model_name,
            object_id__in=files.values("pk"),
        )
        wanted |= Q(pk__in=tagged.values("tag"))
    return wanted


@require_admin_access
def own_tags(request: HttpRequest) -> JsonResponse:
    """Wagtail's completion of tags, with those of the user's own files."""
    term = request.GET.get("term", "")
    tags = Tag.objects.filter(_own(request.user), name__istartswith=term) if term else []
    names = tags.order_by("name").values_list("name", flat=True)[:MOST_TAGS] if term else []
    return JsonResponse(list(names), safe=False)
