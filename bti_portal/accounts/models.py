"""Who may log in, and for which municipality."""

from typing import Any

from django import forms
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser, Group
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    Revision,
    Site,
    TaskState,
    Workflow,
    WorkflowState,
)

from bti_portal.accounts.approval_forms import ApproveForm, SendBackForm


class UserManager(BaseUserManager["User"]):
    """Makes users from an e-mail address; there is no separate user name."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A member of staff who edits. Readers never have an account."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()
    _kept: frozenset[str] | None = None

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def narrow_to(self, permissions: frozenset[str]) -> None:
        """This object of the user has no other permissions than these from now on.

        For a request that is about one site: Django's permissions are those of all the sites
        together.
        """
        self._kept = permissions if self._kept is None else self._kept & permissions

    def has_perm(self, perm: str, obj: object = None) -> bool:
        if self._kept is not None and not self.is_superuser and perm not in self._kept:
            return False
        return super().has_perm(perm, obj)


class SiteRole(models.Model):
    """Says that a group of users fills one role at one municipality's site."""

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="site_role", verbose_name=_("group")
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="roles", verbose_name=_("site")
    )
    role = models.CharField(_("role"), max_length=40)

    class Meta:
        verbose_name = _("role at a site")
        verbose_name_plural = _("roles at sites")
        constraints = [
            models.UniqueConstraint(fields=["site", "role"], name="one_group_per_role_and_site")
        ]

    def __str__(self) -> str:
        return f"{self.role} – {self.site.site_name}"


class SiteApproval(models.Model):
    """What must be approved at a site before it is published, and the workflow that sees to it."""

    class Steps(models.TextChoices):
        NONE = "none", _("No approval")
        COORDINATOR = "coordinator", _("Coordinator")
        GROUP_AND_COORDINATOR = "group_and_coordinator", _("Professional group, then coordinator")

    site = models.OneToOneField(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="approval"
    )
    steps = models.CharField(
        _("what must be approved"),
        max_length=30,
        choices=Steps,
        default=Steps.GROUP_AND_COORDINATOR,
    )
    workflow = models.OneToOneField(
        Workflow, verbose_name=_("workflow"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("approval at a site")
        verbose_name_plural = _("approval at sites")

    def __str__(self) -> str:
        return f"{self.site.site_name}: {self.get_steps_display()}"


class SiteApprovalTask(AbstractGroupApprovalTask):
    """One of the two steps of approval at a site.

    The first is skipped when nobody is in its group, so that a municipality without approvers is
    never stuck, and those of the last step may step in for it.
    """

    class Step(models.TextChoices):
        GROUP = "group", _("Professional group")
        COORDINATOR = "coordinator", _("Coordinator")

    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="approval_tasks"
    )
    step = models.CharField(_("step"), max_length=20, choices=Step)

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "site", "step"]

    class Meta:
        verbose_name = _("step of approval at a site")
        verbose_name_plural = _("steps of approval at sites")
        constraints = [
            models.UniqueConstraint(fields=["site", "step"], name="one_task_per_step_and_site")
        ]

    def start(self, workflow_state: WorkflowState, user: "User | None" = None) -> TaskState:
        # What was sent back and changed is read anew by those who had approved it.
        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        if self.step == self.Step.GROUP and not self.people().exists():
            return TaskState.objects.create(
                workflow_state=workflow_state,
                task=self,
                revision=workflow_state.content_object.get_latest_revision(),
                status=TaskState.STATUS_SKIPPED,
                finished_at=timezone.now(),
            )
        return super().start(workflow_state, user=user)

    def people(self) -> models.QuerySet["User"]:
        """Those who are asked."""
        return User.objects.filter(is_active=True, groups__in=self.groups.all()).distinct()

    def _user_in_groups(self, user: "User") -> bool:
        return super()._user_in_groups(user) or (
            self.step == self.Step.GROUP
            and any(task._user_in_groups(user) for task in self._last_steps)
        )

    @cached_property
    def _last_steps(self) -> list["SiteApprovalTask"]:
        return list(SiteApprovalTask.objects.filter(site=self.site_id, step=self.Step.COORDINATOR))

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: "User", action_name: str, **kwargs: Any
    ) -> None:
        """As Wagtail's. What somebody corrects and approves is approved as it then stands."""
        if action_name == "approve":
            newest = task_state.workflow_state.content_object.get_latest_revision()
            if task_state.revision_id != newest.pk:
                task_state.revision = newest
                task_state.save(update_fields=["revision"])
            if self.step == self.Step.COORDINATOR:
                self._keep_earlier_approval(task_state.workflow_state, newest)
        super().on_action(task_state, user, action_name, **kwargs)

    def _keep_earlier_approval(self, state: WorkflowState, newest: Revision) -> None:
        """What the last step corrects need not go back; what others changed since, must."""
        approved = state.task_states.filter(status=TaskState.STATUS_APPROVED).exclude(task=self)
        last = approved.order_by("-revision_id").first()
        if last is None or last.revision_id == newest.pk:
            return
        later = newest.content_object.revisions.filter(pk__gt=last.revision_id)
        by_last_step = User.objects.filter(
            models.Q(groups__in=self.groups.all()) | models.Q(is_superuser=True)
        )
        if not later.exclude(user__in=by_last_step.values("pk")).exists():
            last.copy(update_attrs={"revision": newest})

    def get_actions(self, obj: models.Model, user: "User") -> list[tuple[str, Any, bool]]:
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        is_last = self.step == self.Step.COORDINATOR
        return [
            ("approve", _("Approve and publish") if is_last else _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
            ("reject", _("Send back"), True),
        ]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return SendBackForm if action == "reject" else ApproveForm

    @classmethod
    def get_description(cls) -> Any:
        return _("A step of a municipality's own approval. Made with the municipality.")
