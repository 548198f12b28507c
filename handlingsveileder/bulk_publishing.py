"""Publishing many pages at once, in the admin."""

from typing import Any

from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page, Revision

from handlingsveileder import publishing, refusals
from handlingsveileder.publishing import PublishRefused


class CheckedPublishBulkAction(PublishBulkAction):
    """Wagtail's, but pages that lead to one another are published together, the faulty ones not."""

    refused: list[PublishRefused]

    def get_execution_context(self) -> dict[str, Any]:
        self.refused = []
        return super().get_execution_context() | {"refused": self.refused}

    @classmethod
    def execute_action(
        cls,
        objects: list[Page],
        include_descendants: bool = False,
        user: Any = None,
        refused: list[PublishRefused] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        below: list[Page] = []
        for page in objects if include_descendants else ():
            drafts = page.get_descendants().not_live().specific()
            below += [
                d for d in drafts if user is None or d.permissions_for_user(user).can_publish()
            ]
        chosen = {page.pk for page in objects}
        revisions = [_newest(page, user) for page in {p.pk: p for p in [*objects, *below]}.values()]
        stopped = publishing.publish_together(revisions, user)
        if refused is not None:
            refused += stopped
        kept_back = {one.page.pk for one in stopped}
        children = {page.pk for page in below} - chosen
        return len(chosen - kept_back), len(children - kept_back)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if self.refused:
            refusals.tell(self.request, self.refused)
        if num_parent_objects or num_child_objects:
            return super().get_success_message(num_parent_objects, num_child_objects)
        return None


def _newest(page: Page, user: Any) -> Revision:
    return page.get_latest_revision() or page.specific.save_revision(user=user)
