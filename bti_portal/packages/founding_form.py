"""What must be known of a new municipality, and what is wrong with it: for wizard and command."""

import base64
import binascii
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from bti_portal.accounts.models import User
from bti_portal.packages.founding import Coordinator, Plan
from bti_portal.shell.branding import check_colour
from bti_portal.shell.hosts import normalised_host
from bti_portal.shell.models import DEFAULT_COLOUR
from bti_portal.shell.organisation_numbers import check_organisation_number

FORMS = {
    "nn": gettext_lazy("Nynorsk only"),
    "nb": gettext_lazy("Bokmål only"),
    "nn+nb": gettext_lazy("Both, nynorsk first"),
    "nb+nn": gettext_lazy("Both, bokmål first"),
}
LARGEST_PICTURE = 1_000_000
PICTURES = ("png", "jpg", "jpeg", "webp", "gif")
LONG_NAMES = {"nn": "Betre tverrfagleg innsats", "nb": "Bedre tverrfaglig innsats"}
FOOTERS = {
    "nn": "{name} har ansvaret for innhaldet. Ser du noko som er feil, så sei frå til oss.",
    "nb": "{name} har ansvaret for innholdet. Ser du noe som er feil, så si fra til oss.",
}


def _text(label: str | Promise, most: int, help_text: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, help_text=help_text, **more)


class FoundingForm(forms.Form):
    """A municipality that does not exist yet."""

    name_nn = _text(gettext_lazy("name in nynorsk"), 120, required=False)
    name_nb = _text(
        gettext_lazy("name in bokmål"),
        120,
        gettext_lazy("As in: Fjordvik kommune. One of the two is enough when they are the same."),
        required=False,
    )
    municipality_number = _text(
        gettext_lazy("municipality number"), 20, gettext_lazy("Four digits.")
    )
    organisation_number = _text(
        gettext_lazy("organisation number"), 20, gettext_lazy("Nine digits.")
    )
    host = _text(
        gettext_lazy("host name"),
        200,
        gettext_lazy("As in: bti.fjordvik.kommune.no. Without https:// and without a path."),
    )
    languages = forms.ChoiceField(
        label=gettext_lazy("forms of Norwegian"), choices=FORMS.items(), widget=forms.RadioSelect
    )
    model_name = _text(gettext_lazy("short name of the model"), 60, initial="BTI", required=False)
    brand_colour = _text(
        gettext_lazy("brand colour"),
        20,
        gettext_lazy("As #rrggbb. A readable scale for light and dark is made from it."),
        initial=DEFAULT_COLOUR,
    )
    coat_of_arms = forms.ImageField(
        label=gettext_lazy("coat of arms"),
        required=False,
        help_text=gettext_lazy("PNG, JPEG or WebP, at most 1 MB. It can come later."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_picture_name = forms.CharField(required=False, widget=forms.HiddenInput)
    phone = _text(gettext_lazy("switchboard"), 30, required=False)
    email = forms.EmailField(
        label=gettext_lazy("e-mail"),
        required=False,
        help_text=gettext_lazy("Never for anything about a child."),
    )
    address = _text(gettext_lazy("visiting address"), 250, required=False)
    child_welfare_phone = _text(
        gettext_lazy("child welfare service, telephone"), 30, required=False
    )
    child_welfare_duty_phone = _text(
        gettext_lazy("child welfare duty, telephone"),
        30,
        gettext_lazy("Evening, night and weekend. It stands on every page where it is urgent."),
        required=False,
    )
    coordinator_name = _text(gettext_lazy("coordinator's name"), 150, required=False)
    coordinator_email = forms.EmailField(
        label=gettext_lazy("coordinator's e-mail"),
        required=False,
        help_text=gettext_lazy("Gets a link to choose a password."),
    )
    is_demo = forms.BooleanField(
        label=gettext_lazy("demo"),
        required=False,
        help_text=gettext_lazy("Marks every page as demo content."),
    )

    sections = (
        (
            gettext_lazy("The municipality"),
            ("name_nn", "name_nb", "municipality_number", "organisation_number"),
        ),
        (gettext_lazy("The site"), ("host", "languages", "is_demo")),
        (gettext_lazy("Look"), ("brand_colour", "coat_of_arms", "model_name")),
        (
            gettext_lazy("Contact"),
            ("phone", "email", "address", "child_welfare_phone", "child_welfare_duty_phone"),
        ),
        (gettext_lazy("Coordinator"), ("coordinator_name", "coordinator_email")),
    )

    def __init__(self, data: Any = None, files: Any = None, *, port: int | None = None) -> None:
        if data is not None:
            files = {name: files[name] for name in files or ()}
            if not files.get("coat_of_arms") and data.get("kept_picture"):
                name = data.get("kept_picture_name", "")
                files["coat_of_arms"] = _kept(data["kept_picture"], name)
        super().__init__(data, files)
        self.port = port or default_port()

    def grouped(self) -> list[tuple[str | Promise, list[BoundField]]]:
        """The fields under the heading of each section."""
        return [(heading, [self[name] for name in names]) for heading, names in self.sections]

    def clean_municipality_number(self) -> str:
        number = self.cleaned_data["municipality_number"].strip()
        if len(number) != 4 or not (number.isascii() and number.isdigit()):
            raise ValidationError(_("A municipality number has four digits, as in 4640."))
        return number

    def clean_organisation_number(self) -> str:
        number = "".join(self.cleaned_data["organisation_number"].split())
        check_organisation_number(number)
        if not number.strip("0"):
            raise ValidationError(_("Only zeros are not an organisation number."))
        return number

    def clean_host(self) -> str:
        text = self.cleaned_data["host"]
        if any(sign in text for sign in "/:@?#"):
            raise ValidationError(
                _("Write only the host name: without https://, a port or a path.")
            )
        try:
            host = normalised_host(text)
        except ValueError as fault:
            raise ValidationError(
                _("%(host)s is not a host name. Use letters, digits, hyphens and dots.")
                % {"host": text}
            ) from fault
        if site := Site.objects.filter(hostname=host).first():
            raise ValidationError(
                _("%(host)s belongs to %(name)s already. Nothing there is touched.")
                % {"host": host, "name": site.site_name or site.hostname}
            )
        return host

    def clean_brand_colour(self) -> str:
        return check_colour(self.cleaned_data["brand_colour"]).hex

    def clean_coat_of_arms(self) -> Any:
        picture = self.cleaned_data["coat_of_arms"]
        if picture and picture.size > LARGEST_PICTURE:
            raise ValidationError(_("The picture is larger than 1 MB. Make it smaller."))
        if picture and picture.image.format.lower() not in PICTURES:
            raise ValidationError(_("Choose a picture as PNG, JPEG or WebP."))
        return picture

    def clean_coordinator_email(self) -> str:
        email = self.cleaned_data["coordinator_email"].lower()
        if email and User.objects.filter(email__iexact=email, is_active=False).exists():
            raise ValidationError(_("The log-in of this person has been closed. Choose another."))
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = cleaned.get("name_nn"), cleaned.get("name_nb")
        if not any(names) and not self.errors.keys() & {"name_nn", "name_nb"}:
            self.add_error("name_nb", _("Write what the municipality is called."))
        has_name, has_email = cleaned.get("coordinator_name"), cleaned.get("coordinator_email")
        if has_email and not has_name:
            self.add_error("coordinator_name", _("Write the name too."))
        if has_name and not has_email and "coordinator_email" not in self.errors:
            self.add_error("coordinator_email", _("Write the e-mail too: it is the log-in."))
        return cleaned

    def kept(self) -> dict[str, str]:
        """The uploaded picture as text, so that it need not be chosen again after a fault."""
        picture = self.files.get("coat_of_arms")
        if not picture or "coat_of_arms" in self.errors:
            return {}
        picture.seek(0)
        return {"data": base64.b64encode(picture.read()).decode(), "name": picture.name}

    def plan(self) -> Plan:
        """The municipality, once the form is valid."""
        cleaned = self.cleaned_data
        name = {
            "nn": cleaned["name_nn"] or cleaned["name_nb"],
            "nb": cleaned["name_nb"] or cleaned["name_nn"],
        }
        picture = cleaned["coat_of_arms"]
        if picture:
            picture.seek(0)
            picture = ContentFile(picture.read(), name=picture.name)
        person = None
        if cleaned["coordinator_email"]:
            person = Coordinator(cleaned["coordinator_name"], cleaned["coordinator_email"])
        return Plan(
            host=cleaned["host"],
            port=self.port,
            languages=tuple(cleaned["languages"].split("+")),
            name=name,
            settings=self._settings(name),
            coat_of_arms=picture or None,
            coordinator=person,
        )

    def _settings(self, name: dict[str, str]) -> dict[str, Any]:
        same = (
            "municipality_number organisation_number brand_colour phone email "
            "child_welfare_phone child_welfare_duty_phone is_demo"
        ).split()
        columns = {key: self.cleaned_data[key] for key in same}
        model_name = self.cleaned_data["model_name"] or "BTI"
        is_bti = model_name.upper() == "BTI"
        for form in ("nn", "nb"):
            columns |= {
                f"name_{form}": name[form],
                f"model_name_{form}": model_name,
                f"model_long_name_{form}": LONG_NAMES[form] if is_bti else "",
                f"address_{form}": self.cleaned_data["address"],
                f"footer_{form}": FOOTERS[form].format(name=name[form]),
            }
        return columns


def default_port() -> int:
    """The port of the admin's own address: municipalities are reached by the same door."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return address.port or (80 if address.scheme == "http" else 443)


def _kept(data: str, name: str) -> SimpleUploadedFile | None:
    try:
        return SimpleUploadedFile(name or "coat-of-arms", base64.b64decode(data, validate=True))
    except (binascii.Error, ValueError):
        return None
