"""Takes away a version that was kept by mistake, as with a mistyped number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from handlingsveileder.models import GuideVersion


def may_go(version: GuideVersion) -> bool:
    """What some body has approved stays, and so does what the guide says it is."""
    is_approved = version.approved_by or version.approved_on
    return not is_approved and version.version != version.guide.version


@require_POST
def remove_version(request: HttpRequest, page_id: int, version_id: int) -> HttpResponse:
    """For those who may publish the guide; to others it does not exist."""
    version = GuideVersion.objects.filter(pk=version_id, guide=page_id).first()
    if version is None or not version.guide.permissions_for_user(request.user).can_publish():
        raise Http404
    words = {"version": version.version}
    if may_go(version):
        version.delete()
        messages.success(request, _("Version %(version)s is taken away.") % words)
    else:
        words = (
            _("Version %(version)s stays: it is approved, or it is the guide's present one.")
            % words
        )
        messages.error(request, words)
    return redirect("guide_preflight", page_id)
