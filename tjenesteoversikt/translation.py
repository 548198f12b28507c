from modeltranslation.translator import TranslationOptions, register

from tjenesteoversikt.models import Provider, Publication, Service, Theme


@register(Theme)
class ThemeTranslation(TranslationOptions):
    fields = ("name",)


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
        "cost_note",
        "place",
        "opening_hours",
    )


@register(Publication)
class PublicationTranslation(TranslationOptions):
    fields = ("local_note",)
