"""Facts with an identity of their own, cited everywhere and typed into prose nowhere."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Site

from bti_portal import norsk
from bti_portal.review.models import Reviewed


class RegisterRow(models.Model):
    """A row of a register: shared by all municipalities of the instance, or one municipality's own."""

    # Names, numbers and paragraphs are remembered with the texts that cite them.
    stands_around_pages = True

    key = models.SlugField(
        _("key"),
        max_length=80,
        help_text=_("A short name that never changes. Packages recognise the row by it."),
    )
    site = models.ForeignKey(
        Site,
        verbose_name=_("municipality's site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty for a row that all municipalities share."),
    )

    class Meta:
        abstract = True


class HelpLine(Reviewed, RegisterRow):
    """A telephone or chat where somebody answers."""

    name = models.CharField(_("name"), max_length=120)
    number = models.CharField(_("telephone number"), max_length=30, blank=True)
    sms = models.CharField(_("text message number"), max_length=30, blank=True)
    chat_url = models.URLField(_("chat"), blank=True)
    website = models.URLField(_("website"), blank=True)
    hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    for_whom = models.CharField(_("for whom"), max_length=250, blank=True)
    good_to_know = models.TextField(_("good to know"), blank=True)
    is_acute = models.BooleanField(
        _("acute"), default=False, help_text=_("For when life or safety is in danger.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="help_line_key")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})" if self.number else self.name

    @property
    def can_be_reached(self) -> bool:
        """Whether there is a number, checked by somebody, or an address."""
        return bool(self.shown_number or self.chat_url or self.website)

    @property
    def shown_number(self) -> str:
        """The number as readers see it: empty until somebody has checked it."""
        return self.number if self.is_confirmed else ""

    @property
    def dialled(self) -> str:
        """`shown_number` as a telephone wants it, without spaces."""
        return re.sub(r"[^\d+]", "", self.shown_number)


class LegalReference(Reviewed, RegisterRow):
    """An act, or one paragraph of it, or a national guideline."""

    class Kind(models.TextChoices):
        ACT = "act", _("Act")
        REGULATION = "regulation", _("Regulation")
        GUIDELINE = "guideline", _("National guideline")
        CONVENTION = "convention", _("Convention")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ACT)
    act = models.CharField(_("act"), max_length=200)
    paragraph = models.CharField(
        _("paragraph"), max_length=40, blank=True, help_text=_("Written with the sign: § 13-2")
    )
    topic = models.TextField(
        _("topic"), blank=True, help_text=_("What it is about, in plain words.")
    )
    note = models.TextField(_("note"), blank=True)
    url = models.URLField(_("address at Lovdata"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_to = models.DateField(_("in force to"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )

    class Meta:
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        ordering = ["act", "paragraph", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="legal_reference_key")]

    def __str__(self) -> str:
        return f"{self.act} {self.paragraph}".strip()

    @property
    def citation(self) -> str:
        """The act with its paragraph; the act alone while nobody has checked the paragraph."""
        return str(self) if self.is_confirmed else self.act

    @property
    def address(self) -> str:
        """Where a reader can read it: Lovdata if known, else the source that confirms it."""
        return self.url or self.source

    def is_over(self, today: datetime.date) -> bool:
        """Whether it has gone out of force."""
        return bool(self.in_force_to and self.in_force_to < today)

    def replacement(self, today: datetime.date) -> "LegalReference | None":
        """What the register says stands instead: only a row with a source that somebody has checked,
        and that has itself neither gone out of force nor been replaced.
        """
        new = self.replaced_by
        if not new or new.is_over(today) or new.replaced_by_id:
            return None
        return new if new.source and new.is_confirmed else None


class Role(RegisterRow):
    """Somebody with a task in the guide: a job, a function or a family member."""

    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="role_key")]

    def __str__(self) -> str:
        return self.name


class Synonym(models.Model):
    """Words that mean the same to a municipality's readers: what one finds, the others find too."""

    # The search remembers them with the texts.
    stands_around_pages = True

    site = models.ForeignKey(
        Site,
        verbose_name=_("municipality's site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty for a row that all municipalities share."),
    )
    words = models.CharField(
        _("words that mean the same"),
        max_length=500,
        help_text=_(
            "With commas between, as people type them. Both forms of Norwegian are found by one "
            "of them. Example: Huset, Ungdommens hus, ungdomsklubben"
        ),
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def alike(self) -> tuple[str, ...]:
        """The words or phrases, each for itself."""
        return tuple(filter(None, (" ".join(word.split()) for word in self.words.split(","))))

    def clean(self) -> None:
        if len(set(map(norsk.plain, self.alike))) < 2:
            raise ValidationError({"words": _("Write at least two words, with a comma between.")})


class Term(RegisterRow):
    """What something is called, in each form of Norwegian, and what it is not called."""

    preferred = models.CharField(_("what we write"), max_length=120)
    forbidden = models.CharField(
        _("never write"),
        max_length=500,
        blank=True,
        help_text=_(
            "With commas between, with the inflections that people write. A star stands for any "
            "letters: stafettholder*"
        ),
    )
    discouraged = models.CharField(
        _("rather not write"),
        max_length=500,
        blank=True,
        help_text=_("With commas between. The language check tells of it kindly."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("term base")
        ordering = ["key", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="term_key")]

    def __str__(self) -> str:
        return self.preferred


class AcceptedWord(models.Model):
    """A word, or a name of several, that the language check leaves alone."""

    site = models.ForeignKey(
        Site,
        verbose_name=_("municipality's site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty for a row that all municipalities share."),
    )
    words = models.CharField(
        _("word or name"),
        max_length=120,
        help_text=_("As it is written. Capital letters make no difference."),
    )

    class Meta:
        verbose_name = _("word that is right here")
        verbose_name_plural = _("words that are right here")
        ordering = ["words", "pk"]
        constraints = [models.UniqueConstraint(fields=["words", "site"], name="accepted_word_once")]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        self.words = " ".join(self.words.split())


class Arena(RegisterRow):
    """A place where children are met: barnehage, school, health centre …"""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("word in addresses"),
        max_length=40,
        blank=True,
        help_text=_("One word without spaces, shown in addresses. Empty: the key is used."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("arena")
        verbose_name_plural = _("arenas")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="arena_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def address_word(self) -> str:
        """What stands for the arena in addresses."""
        return self.slug or self.key


class ModelElement(Reviewed, RegisterRow):
    """A part of the municipality's model: a plan, a tool, a routine or a meeting arena.

    The grant rules ask how each kind helps on each of three organisational levels.
    """

    class Kind(models.TextChoices):
        PLAN = "plan", _("Plan")
        TOOL = "tool", _("Tool")
        ROUTINE = "routine", _("Routine")
        MEETING_ARENA = "meeting_arena", _("Meeting arena")

    class Level(models.TextChoices):
        MUNICIPALITY = "municipality", pgettext_lazy("organisational level", "Municipality")
        AGENCY = "agency", pgettext_lazy("organisational level", "Service and unit")
        INDIVIDUAL = "individual", pgettext_lazy("organisational level", "Child and family")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    level = models.CharField(_("organisational level"), max_length=20, choices=Level)
    name = models.CharField(_("name"), max_length=160)
    purpose = models.TextField(
        _("purpose"),
        help_text=_("How it helps to notice and follow up children early."),
    )
    owner = models.CharField(
        _("owner"), max_length=160, help_text=_("The function that keeps it, not a person.")
    )
    mandate = models.TextField(_("mandate"), blank=True)
    members = models.TextField(_("members"), blank=True, help_text=_("Functions, not persons."))
    rhythm = models.CharField(_("how often"), max_length=300, blank=True)
    routine = models.TextField(
        _("before and after a meeting"),
        blank=True,
        help_text=_("Agenda, minutes, and which matters are brought."),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page of the site where readers find it."),
    )
    url = models.URLField(_("address outside the site"), max_length=500, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("part of the model")
        verbose_name_plural = _("parts of the model")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["key", "site"], name="model_element_key")]

    def __str__(self) -> str:
        return self.name
