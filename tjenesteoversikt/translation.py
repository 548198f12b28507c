from modeltranslation.translator import TranslationOptions, register

from tjenesteoversikt.models import Need, Provider, Publication, Service, Theme


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name",)


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ("name", "phrases")


@register(Provider)
class ProviderTranslation(TranslationOptions):
    fields = ("name",)


@register(Service)
class ServiceTranslation(TranslationOptions):
    fields = (
        "name",
        "summary",
        "description",
        "how_to_get",
        "good_to_know",
        "meanwhile",
        "everyday_words",
        "who_may_refer",
        "consent_note",
        "cost_note",
        "place",
        "opening_hours",
        "travel",
        "accessibility",
        "availability_note",
        "waiting_time",
    )


@register(Publication)
class PublicationTranslation(TranslationOptions):
    fields = ("local_note", "local_contact", "local_travel")
