"""What the coordinator does to many services at once. Whose they are, the guard has seen to."""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from bti_portal.accounts.guard import policy_of
from bti_portal.accounts.sites import colleagues_of, site_ids_of
from tjenesteoversikt import upkeep
from tjenesteoversikt.models import Service


class ServiceBulkAction(SnippetBulkAction):
    """One change to each; what cannot be changed is named, the rest is done."""

    template_name = "tjenesteoversikt/admin/bulk_action.html"
    models: ClassVar[list[type[Service]]] = [Service]
    question: str = ""
    permission = "publish"

    def check_perm(self, snippet: Service) -> bool:
        policy = policy_of(Service)
        return policy.user_has_permission_for_instance(self.request.user, self.permission, snippet)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "question": self.question,
            "action_name": self.display_name,
        }

    @abstractmethod
    def change(self, service: Service, user: AbstractBaseUser) -> None:
        """Do it to one."""

    @classmethod
    def execute_action(cls, objects: Iterable[Service], **kwargs: Any) -> tuple[int, int]:
        action: ServiceBulkAction = kwargs["self"]
        done = 0
        for service in objects:
            try:
                action.change(service, action.request.user)
                done += 1
            except upkeep.SentBack:
                action.refuse(
                    service, _("it was sent back to its writer, and is not sent in again")
                )
            except upkeep.InUse:
                action.refuse(service, _("it is locked, or waits for approval or its day"))
            except ValidationError as fault:
                action.refuse(service, _told(fault))
        return done, 0

    def refuse(self, service: Service, why: str) -> None:
        messages.error(
            self.request,
            _("“%(service)s” was left as it was: %(why)s.")
            % {"service": service, "why": why.rstrip(".")},
        )

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        words = ngettext("Done for %(n)d service.", "Done for %(n)d services.", num_parent_objects)
        return words % {"n": num_parent_objects}


def _told(fault: ValidationError) -> str:
    """What is wrong, with the name of the box where it is."""
    if not hasattr(fault, "error_dict"):
        return " ".join(fault.messages)
    fields = {field.name: str(field.verbose_name) for field in Service._meta.fields}
    return " ".join(
        f"{capfirst(fields[name])}: {words}" if name in fields else words
        for name, several in fault.message_dict.items()
        for words in several
    )


class PublishServices(ServiceBulkAction):
    display_name = gettext_lazy("Publish")
    action_type = "publish"
    aria_label = gettext_lazy("Publish the chosen services")
    question = gettext_lazy("Publish these services, with their newest drafts?")
    action_priority = 10

    def change(self, service: Service, user: AbstractBaseUser) -> None:
        upkeep.publish_newest(service, user)


class UnpublishServices(ServiceBulkAction):
    display_name = gettext_lazy("Unpublish")
    action_type = "unpublish"
    aria_label = gettext_lazy("Unpublish the chosen services")
    question = gettext_lazy(
        "Unpublish these services? They are gone at once, also from municipalities that show them."
    )
    action_priority = 40

    def change(self, service: Service, user: AbstractBaseUser) -> None:
        upkeep.take_down(service, user)


class CheckServices(ServiceBulkAction):
    display_name = gettext_lazy("Checked today")
    action_type = "checked"
    aria_label = gettext_lazy("Mark the chosen services as checked today")
    question = gettext_lazy("Have you made sure today that all of this is right?")
    action_priority = 20

    def change(self, service: Service, user: AbstractBaseUser) -> None:
        upkeep.mark_checked(service, user)


class ResponsibleForm(forms.Form):
    """Who shall answer for them."""

    person = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Responsible"))

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues_of(user)


class SetResponsible(ServiceBulkAction):
    display_name = gettext_lazy("Set responsible")
    action_type = "responsible"
    aria_label = gettext_lazy("Set who is responsible for the chosen services")
    question = gettext_lazy("Who keeps these services true?")
    action_priority = 30
    form_class = ResponsibleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def change(self, service: Service, user: AbstractBaseUser) -> None:
        person = self.cleaned_form.cleaned_data["person"]
        if not person.is_superuser and service.site_id not in site_ids_of(person):
            raise ValidationError(_("the colleague does not work for this municipality"))
        upkeep.set_responsible(service, user, person)
