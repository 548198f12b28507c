"""What is written when something is approved or sent back."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm

NEVER = _("It is sent in an e-mail. Never write anything about a child or a family.")


class ApproveForm(TaskStateCommentForm):
    """A comment, if one wants."""

    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        help_text=NEVER,
        widget=forms.Textarea({"rows": 3}),
    )


class SendBackForm(TaskStateCommentForm):
    """What should be changed: without it the writer knows nothing."""

    comment = forms.CharField(
        label=_("What should be changed"),
        max_length=2000,
        help_text=NEVER,
        error_messages={"required": _("Write what should be changed.")},
        widget=forms.Textarea({"rows": 3}),
    )
