"""What a municipality's site is called, looks like and leads to."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import register_setting
from wagtail.models import Site

from bti_portal.shell import branding, theming
from bti_portal.shell.organisation_numbers import check_organisation_number
from bti_portal.shell.origins import origins_in

DEFAULT_COLOUR = "#17594a"


def _pair(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_nn"), FieldPanel(f"{name}_nb")])


class NoticeTone(models.TextChoices):
    """How a notice speaks."""

    INFORMATION = "information", _("Information")
    WARNING = "warning", _("Important")


@register_setting(icon="home", order=10)
class Municipality(BaseSiteSetting):
    """The settings of one municipality's site."""

    stands_around_pages = True

    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("As in: Fjordvik kommune")
    )
    slogan = models.CharField(_("slogan"), max_length=120, blank=True)
    model_name = models.CharField(_("short name of the model"), max_length=60, default="BTI")
    model_long_name = models.CharField(_("long name of the model"), max_length=120, blank=True)
    level_word = models.CharField(_("word for a level"), max_length=30, blank=True)
    step_word = models.CharField(
        _("word for a step"), max_length=30, blank=True, help_text=_("steg, trinn, punkt …")
    )
    municipality_number = models.CharField(
        _("municipality number"),
        max_length=4,
        blank=True,
        validators=[RegexValidator(r"^\d{4}$", _("Four digits."))],
    )
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=9,
        blank=True,
        validators=[check_organisation_number],
    )

    brand_colour = models.CharField(
        _("brand colour"),
        max_length=7,
        default=DEFAULT_COLOUR,
        help_text=_("As #rrggbb. A readable scale for light and dark is made from it."),
    )
    coat_of_arms = models.ForeignKey(
        "library.PortalImage",
        verbose_name=_("coat of arms"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    icon = models.ForeignKey(
        "library.PortalImage",
        verbose_name=_("icon of the site"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "The small picture on the tab of the browser. Empty: the coat of arms, or else the "
            "model's initials on your colour."
        ),
    )
    share_image = models.ForeignKey(
        "library.PortalImage",
        verbose_name=_("picture when a page is shared"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown where somebody shares a link to the site, cut to 1200 × 630. Empty: the "
            "municipality's name on your colour."
        ),
    )

    notice_text = models.TextField(
        _("notice"),
        blank=True,
        max_length=300,
        help_text=_("At the top of every page, in the time below. One or two short sentences."),
    )
    notice_tone = models.CharField(
        _("tone"), max_length=20, choices=NoticeTone, default=NoticeTone.INFORMATION
    )
    notice_from = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Empty: from now.")
    )
    notice_to = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: until you take it away.")
    )
    notice_url = models.URLField(_("where the notice leads"), blank=True)
    notice_link_text = models.CharField(_("words of the link"), max_length=80, blank=True)

    phone = models.CharField(_("switchboard"), max_length=30, blank=True)
    email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("Never for anything about a child.")
    )
    address = models.CharField(_("visiting address"), max_length=250, blank=True)
    child_welfare_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    child_welfare_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    child_welfare_duty_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    child_welfare_duty_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    report_portal_url = models.URLField(
        _("national portal for reports of concern"),
        blank=True,
        help_text=_("The municipality's own link into it. Empty: only telephones are shown."),
    )
    accessibility_statement_url = models.URLField(
        _("accessibility statement"), blank=True, help_text=_("The address at uustatus.no.")
    )
    privacy_email = models.EmailField(
        _("data protection officer, e-mail"),
        blank=True,
        help_text=_("Shown in the footer. The one who answers questions about privacy."),
    )
    exit_url = models.URLField(
        _("where «Leave the page» goes"),
        default="https://www.yr.no/",
        help_text=_("A neutral page that says nothing about what was read."),
    )
    footer = models.TextField(_("text in the footer"), blank=True)
    embed_origins = models.TextField(
        _("sites that may show our lists"),
        blank=True,
        max_length=2000,
        help_text=_(
            "One address a line, as https://www.fjordvik.kommune.no. These may show the list of "
            "services and the search field in a frame; nobody else may."
        ),
    )
    base_path = models.CharField(
        _("the site stands below"),
        max_length=100,
        blank=True,
        validators=[
            RegexValidator(
                r"^(/[a-z0-9]+(-[a-z0-9]+)*)+$",
                _("Write it as /bti: a slash first and none last, small letters and digits."),
            )
        ],
        help_text=_(
            "Only where the site is part of another site, as https://www.fjordvik.kommune.no/bti. "
            "Empty: it has the host name to itself."
        ),
    )
    is_demo = models.BooleanField(
        _("demo"), default=False, help_text=_("Marks every page as demo content.")
    )

    panels = [
        MultiFieldPanel([_pair("name"), _pair("slogan")], heading=_("Name")),
        MultiFieldPanel(
            [
                _pair("model_name"),
                _pair("model_long_name"),
                _pair("level_word"),
                _pair("step_word"),
            ],
            heading=_("Words of the model"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("brand_colour"),
                HelpPanel(template="shell/admin/colour_scale.html"),
                FieldPanel("coat_of_arms"),
                FieldPanel("icon"),
                FieldPanel("share_image"),
            ],
            heading=_("Look"),
        ),
        MultiFieldPanel(
            [
                _pair("notice_text"),
                FieldPanel("notice_tone"),
                FieldRowPanel([FieldPanel("notice_from"), FieldPanel("notice_to")]),
                FieldPanel("notice_url"),
                _pair("notice_link_text"),
            ],
            heading=_("Notice on all pages"),
        ),
        MultiFieldPanel(
            [FieldPanel("child_welfare_phone"), _pair("child_welfare_hours")],
            heading=_("Child welfare service (barnevernet)"),
        ),
        MultiFieldPanel(
            [FieldPanel("child_welfare_duty_phone"), _pair("child_welfare_duty_hours")],
            heading=_("Child welfare duty (barnevernsvakt)"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("privacy_email"),
                _pair("address"),
                FieldRowPanel(
                    [FieldPanel("municipality_number"), FieldPanel("organisation_number")]
                ),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("report_portal_url"),
                FieldPanel("accessibility_statement_url"),
                FieldPanel("exit_url"),
            ],
            heading=_("Addresses"),
        ),
        _pair("footer"),
        FieldPanel("embed_origins"),
        FieldPanel("base_path", permission="superuser"),
        FieldPanel("is_demo"),
        MultiFieldPanel(
            [HelpPanel(template="shell/admin/look_preview.html")],
            heading=_("See it before you save"),
        ),
    ]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name or self.site.site_name or self.site.hostname

    @property
    def colour(self) -> theming.Colour:
        """The brand colour; the portal's own while a form holds something that is no colour."""
        try:
            return theming.parse_colour(self.brand_colour)
        except theming.UnreadableColour:
            return theming.parse_colour(DEFAULT_COLOUR)

    @property
    def colour_steps(self) -> list[tuple[str, str, str]]:
        """The scale made from the brand colour: name, colour in light, colour in dark."""
        colour = self.colour
        light, dark = theming.scale(colour, "light"), theming.scale(colour, "dark")
        return [(name, light[name], dark[name]) for name in light]

    @property
    def contrast(self) -> list[branding.Row]:
        """The measured contrast of every use of the brand colour."""
        return branding.measured_contrast(self.colour)

    @property
    def notice_is_on(self) -> bool:
        """Whether readers see the notice at this moment."""
        has_words = any(in_both_forms(self, "notice_text"))
        now = timezone.now()
        has_begun = self.notice_from is None or self.notice_from <= now
        return has_words and has_begun and (self.notice_to is None or now < self.notice_to)

    def clean(self) -> None:
        super().clean()
        faults: dict[str, list[str]] = {}
        try:
            self.embed_origins = "\n".join(origins_in(self.embed_origins))
        except ValidationError as fault:
            faults["embed_origins"] = fault.messages
        try:
            branding.check_colour(self.brand_colour)
        except ValidationError as fault:
            faults["brand_colour"] = fault.messages
        faults |= self._faults_of_notice()
        if faults:
            raise ValidationError(faults)

    def _faults_of_notice(self) -> dict[str, list[str]]:
        faults: dict[str, list[str]] = {}
        if self.notice_from and self.notice_to and self.notice_to <= self.notice_from:
            faults["notice_to"] = [_("The notice ends before it begins. Choose a later time.")]
        has_link_text = any(in_both_forms(self, "notice_link_text"))
        if self.notice_url and not has_link_text:
            faults["notice_link_text_nn"] = [_("Say where the link leads.")]
        if has_link_text and not self.notice_url:
            faults["notice_url"] = [_("Give the address that the words lead to.")]
        return faults


def in_both_forms(row: models.Model, name: str) -> tuple[str, str]:
    """A translated text in nynorsk and in bokmål, as they are stored."""
    return getattr(row, f"{name}_nn") or "", getattr(row, f"{name}_nb") or ""


def municipality_for(site: Site) -> Municipality:
    """The settings of `site`; a site without any gets the defaults, not saved."""
    rows = Municipality.objects.filter(site=site)
    settings = rows.select_related("coat_of_arms", "icon", "share_image").first()
    return settings or Municipality(site=site)
