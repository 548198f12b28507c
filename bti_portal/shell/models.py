"""What a municipality's site is called, looks like and leads to."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.contrib.settings.registry import register_setting
from wagtail.models import Site

from bti_portal.shell import theming
from bti_portal.shell.origins import origins_in

DEFAULT_COLOUR = "#17594a"
COLOUR_WARNINGS = {
    theming.ColourWarning.TOO_LIGHT_FOR_BUTTONS: _(
        "The colour is so light that a button is hard to see on white. Choose a darker one."
    ),
    theming.ColourWarning.TEXT_ON_BUTTON_IS_WEAK: _(
        "Words on a button in this colour are hard to read. Choose a darker or lighter one."
    ),
}


def _pair(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_nn"), FieldPanel(f"{name}_nb")])


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
        validators=[RegexValidator(r"^\d{9}$", _("Nine digits."))],
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
            ],
            heading=_("Look"),
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
        FieldPanel("is_demo"),
    ]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name or self.site.site_name or self.site.hostname

    @property
    def colour_steps(self) -> list[tuple[str, str, str]]:
        """The scale made from the brand colour: name, colour in light, colour in dark."""
        colour = theming.parse_colour(self.brand_colour)
        light, dark = theming.scale(colour, "light"), theming.scale(colour, "dark")
        return [(name, light[name], dark[name]) for name in light]

    @property
    def colour_warnings(self) -> list[str | Promise]:
        """What is weak about the brand colour, in words for the coordinator."""
        found = theming.warnings(theming.parse_colour(self.brand_colour))
        return [COLOUR_WARNINGS[warning] for warning in found]

    def clean(self) -> None:
        super().clean()
        try:
            self.embed_origins = "\n".join(origins_in(self.embed_origins))
        except ValidationError as fault:
            raise ValidationError({"embed_origins": fault.messages}) from fault
        try:
            theming.parse_colour(self.brand_colour)
        except theming.UnreadableColour as fault:
            raise ValidationError(
                {"brand_colour": _("Write the colour as # and six digits, for example #17594a.")}
            ) from fault


def municipality_for(site: Site) -> Municipality:
    """The settings of `site`; a site without any gets the defaults, not saved."""
    settings = Municipality.objects.filter(site=site).select_related("coat_of_arms").first()
    return settings or Municipality(site=site)
