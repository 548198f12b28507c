"""The rows of the catalogue: services, who gives them, and which municipalities show them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    Site,
    Workflow,
    WorkflowMixin,
)

from bti_portal.registers.models import Arena, LegalReference
from bti_portal.review.models import Reviewed
from bti_portal.shell.navigation import Link, Shell
from bti_portal.shell.outline import outline_of
from tjenesteoversikt.choice_set import ChoiceSetField

MONTHS_IN_A_YEAR = 12
# The page of what a reader has put aside, below the catalogue's own address.
PINNED = "mine/"
OLDEST_MONTH = 120 * MONTHS_IN_A_YEAR
# What would tell where a service with a withheld address is.
LOCATING = ("place_nn", "place_nb", "travel_nn", "travel_nb")
# No links to pages: a service is shown on the sites of several municipalities.
FEATURES = ["bold", "ul", "ol"]


class Theme(models.Model):
    """What a service is about, in everyday words, tied to the national vocabulary Los."""

    stands_around_pages = True

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=80)
    los_uri = models.URLField(
        _("address in Los"), blank=True, help_text=_("The nearest theme or word in Los.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Need(models.Model):
    """What people struggle with, said as they say it at home: «Barnet vil ikkje på skulen»."""

    stands_around_pages = True

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("in everyday words"), max_length=120)
    phrases = models.TextField(
        _("other ways to say it"),
        blank=True,
        help_text=_("Words people use when they look for this, separated by commas."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """Who gives a service."""

    class OwnerType(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        INTERMUNICIPAL = "intermunicipal", _("Several municipalities together")
        COUNTY = "county", _("County municipality")
        STATE = "state", _("The state")
        VOLUNTARY = "voluntary", _("Voluntary organisation")
        PRIVATE = "private", _("Private")

    key = models.SlugField(_("key"), max_length=80)
    site = models.ForeignKey(
        Site, verbose_name=_("municipality's site"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("name"), max_length=160)
    owner_type = models.CharField(
        _("owner"), max_length=20, choices=OwnerType, default=OwnerType.MUNICIPALITY
    )
    organisation_number = models.CharField(_("organisation number"), max_length=9, blank=True)
    website = models.URLField(_("website"), blank=True)

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="provider_key")]

    def __str__(self) -> str:
        return self.name


class Audience(models.TextChoices):
    CHILDREN = "children", _("Children")
    YOUTH = "youth", _("Young people")
    GUARDIANS = "guardians", _("Parents and guardians")
    PREGNANT = "pregnant", _("Pregnant women")
    PROFESSIONALS = "professionals", _("Staff")


class Prevention(models.TextChoices):
    UNIVERSAL = "universal", _("For everybody")
    SELECTIVE = "selective", _("For groups with more need")
    INDICATED = "indicated", _("For the one who struggles")


class Tongue(models.TextChoices):
    """Languages the people who give a service speak themselves."""

    NORWEGIAN = "no", _("Norwegian")
    ENGLISH = "en", _("English")
    NORTHERN_SAMI = "se", _("Northern Sámi")
    UKRAINIAN = "uk", _("Ukrainian")
    ARABIC = "ar", _("Arabic")
    SOMALI = "so", _("Somali")
    POLISH = "pl", _("Polish")
    TIGRINYA = "ti", _("Tigrinya")
    RUSSIAN = "ru", _("Russian")
    LITHUANIAN = "lt", _("Lithuanian")
    SIGN_LANGUAGE = "nsl", _("Norwegian Sign Language")


class Form(models.TextChoices):
    INDIVIDUAL = "individual", _("One to one")
    GROUP = "group", _("In a group")
    HOME_VISIT = "home_visit", _("At home")
    DIGITAL = "digital", _("On screen")
    PHONE = "phone", _("By telephone")
    DROP_IN = "drop_in", _("Drop in")


class Service(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    Reviewed,
    ClusterableModel,
):
    """An offer to children, young people or families, owned by one municipality's site.

    Ages are whole months; `age_max_months` is the last month included (up to and with five
    years is 71). The levels are places on the ladder, not names of levels.
    """

    class Kind(models.TextChoices):
        SERVICE = "service", pgettext_lazy("kind of offer", "Service")
        OFFER = "offer", pgettext_lazy("kind of offer", "Offer")
        MEASURE = "measure", pgettext_lazy("kind of offer", "Measure")

    class Referral(models.TextChoices):
        NONE = "none", _("Just come or call")
        SELF = "self", _("You apply or sign up yourself")
        VIA_SERVICE = "via_service", _("School, barnehage or another service helps you")
        REQUIRED = "required", _("Only by referral")

    class Cost(models.TextChoices):
        FREE = "free", _("Free")
        REDUCED = "reduced", _("Costs money, less with a low income")
        PAID = "paid", _("Costs money")
        VARIES = "varies", _("The cost varies")

    class Availability(models.TextChoices):
        OPEN = "open", _("Open")
        FULL = "full", _("Full for now")
        CLOSED = "closed", _("Closed for now")

    class Interpreter(models.TextChoices):
        UNKNOWN = "", _("Not stated")
        YES = "yes", _("An interpreter can be booked, free for you")
        NO = "no", _("No interpreter")

    key = models.SlugField(_("key"), max_length=80)
    site = models.ForeignKey(
        Site,
        verbose_name=_("municipality's site"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("The municipality that owns the text. Others may show the service too."),
    )
    provider = models.ForeignKey(
        Provider, verbose_name=_("provider"), on_delete=models.PROTECT, related_name="services"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.SERVICE)

    name = models.CharField(_("name"), max_length=160)
    summary = models.CharField(
        _("summary"), max_length=250, help_text=_("One or two sentences: what you get.")
    )
    description = RichTextField(_("what it is"), features=FEATURES, blank=True)
    how_to_get = RichTextField(_("how to get it"), features=FEATURES, blank=True)
    good_to_know = RichTextField(_("good to know"), features=FEATURES, blank=True)
    meanwhile = RichTextField(
        _("while you wait"),
        features=FEATURES,
        blank=True,
        help_text=_("What one can do until it starts."),
    )
    everyday_words = models.TextField(
        _("everyday words"),
        blank=True,
        help_text=_("Words people use when they look for this, separated by commas."),
    )

    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    needs = ParentalManyToManyField(Need, verbose_name=_("needs"), blank=True, related_name="+")
    arenas = ParentalManyToManyField(
        Arena,
        verbose_name=_("arenas"),
        blank=True,
        related_name="+",
        help_text=_("Where the child is met, or where staff use this service from."),
    )
    audiences = ChoiceSetField(_("for whom"), choices=Audience)
    from_pregnancy = models.BooleanField(_("from pregnancy"), default=False)
    age_min_months = models.PositiveSmallIntegerField(
        _("from age in months"), null=True, blank=True
    )
    age_max_months = models.PositiveSmallIntegerField(
        _("to age in months"),
        null=True,
        blank=True,
        help_text=_("The last month included: up to and with five years is 71."),
    )
    levels = ChoiceSetField(
        _("places on the ladder"), choices=[(str(place), str(place)) for place in range(6)]
    )
    prevention = ChoiceSetField(_("prevention"), choices=Prevention)
    forms = ChoiceSetField(_("form"), choices=Form)
    referral = models.CharField(
        _("referral"), max_length=20, choices=Referral, default=Referral.NONE
    )
    who_may_refer = models.CharField(_("who may refer"), max_length=250, blank=True)
    referral_form = models.URLField(
        _("form or page where one applies or refers"), max_length=500, blank=True
    )
    consent_note = models.CharField(
        _("about consent"), max_length=250, blank=True, help_text=_("Who must say yes before help.")
    )
    cost = models.CharField(_("cost"), max_length=20, choices=Cost, default=Cost.FREE)
    cost_note = models.CharField(_("about the cost"), max_length=250, blank=True)

    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    place = models.CharField(_("place"), max_length=250, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=250, blank=True)
    is_address_withheld = models.BooleanField(
        _("address withheld"),
        default=False,
        help_text=_("The address is kept from the public on purpose, as for a shelter."),
    )
    travel = models.CharField(_("how to get there"), max_length=250, blank=True)
    accessibility = models.CharField(
        _("for those who need it easy to get in and around"), max_length=250, blank=True
    )
    languages = ChoiceSetField(_("languages spoken"), choices=Tongue)
    interpreter = models.CharField(
        _("interpreter"),
        max_length=10,
        choices=Interpreter,
        default=Interpreter.UNKNOWN,
        blank=True,
    )
    availability = models.CharField(
        _("open or closed"), max_length=10, choices=Availability, default=Availability.OPEN
    )
    availability_note = models.CharField(
        _("about that"), max_length=250, blank=True, help_text=_("Why, and until when.")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    waiting_time = models.CharField(
        _("waiting time"), max_length=160, blank=True, help_text=_("In words: about three weeks.")
    )
    waiting_stated_on = models.DateField(_("waiting time stated on"), null=True, blank=True)
    legal_references = ParentalManyToManyField(
        LegalReference, verbose_name=_("legal basis"), blank=True, related_name="+"
    )
    can_be_borrowed = models.BooleanField(
        _("other municipalities may show it"),
        default=False,
        help_text=_("They show your text with their own contact and note beside it."),
    )

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="service_key")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not (self.name_nn or self.name_nb):
            raise ValidationError(
                {"name_nn": _("Write the name in at least one form of Norwegian.")}
            )
        youngest, oldest = self.age_min_months, self.age_max_months
        if youngest is not None and oldest is not None and youngest > oldest:
            raise ValidationError(
                {"age_max_months": _("The highest age must not be below the lowest.")}
            )
        if oldest is not None and oldest > OLDEST_MONTH:
            raise ValidationError({"age_max_months": _("Write the age in months, at most 1440.")})
        if self.is_address_withheld:
            written = [name for name in LOCATING if getattr(self, name)]
            if written:
                raise ValidationError(
                    dict.fromkeys(written, _("The address is withheld: leave this empty."))
                )
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("It cannot end before it starts.")})

    def get_workflow(self) -> Workflow | None:
        """That of the owner's site: Wagtail would give all municipalities the same.

        Where none is asked for any more, what was sent in before goes on as it began.
        """
        if not self.site_id:
            return None
        if chosen := self.site.root_page.get_workflow():
            return chosen
        begun = self.current_workflow_state
        return begun.workflow if begun else None

    def with_content_json(self, content: dict[str, Any]) -> "Service":
        """As Wagtail's. A draft does not move to another municipality, nor take another's key."""
        service = super().with_content_json(content)
        service.site_id = self.site_id
        others = type(self).objects.filter(site=self.site_id, key=service.key)
        if service.key != self.key and others.exclude(pk=self.pk).exists():
            service.key = self.key
        return service

    @property
    def slug(self) -> str:
        """The readable end of the address; the number before it is what finds the service."""
        return self.key

    @property
    def needs_referral(self) -> bool:
        """Whether somebody else must refer, or help, before one gets the service."""
        return self.referral in {self.Referral.VIA_SERVICE, self.Referral.REQUIRED}

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("nn", _("Nynorsk")), ("nb", _("Bokmål"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        with translation.override(mode_name):
            return super().serve_preview(request, mode_name).render()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "tjenesteoversikt/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        outline = outline_of(self.site, request) if self.site_id else None
        found = outline.first("tjenesteoversikt.ServiceIndexPage", mode_name) if outline else None
        catalogue = found.model.objects.filter(pk=found.pk).first() if found else None
        return {
            "page": catalogue,
            "shell": Shell(request, catalogue, below=Link(self.name or "", "")),
            "publication": type(self).publications.rel.related_model(
                service=self, site_id=self.site_id
            ),
            "service": self,
            "cited_in": [],
        }


def address_below_catalogue(service: Service) -> str:
    """The part of a service's address that comes after the catalogue's own."""
    return f"{service.pk}-{service.slug}/"
