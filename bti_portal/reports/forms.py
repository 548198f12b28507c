"""What the coordinator fills in on reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bti_portal.reports.models import GrantEvidence


class EvidenceForm(forms.ModelForm):
    """An address for a criterion of the grant."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole address, as https://www.example.no/page")},
    )

    class Meta:
        model = GrantEvidence
        fields = ["criterion", "url", "note"]
        labels = {"note": _("What it shows")}
        widgets = {"criterion": forms.HiddenInput}
