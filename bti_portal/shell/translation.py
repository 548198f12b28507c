from modeltranslation.translator import TranslationOptions, register

from bti_portal.shell.models import Municipality


@register(Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = (
        "name",
        "slogan",
        "model_name",
        "model_long_name",
        "level_word",
        "step_word",
        "address",
        "child_welfare_hours",
        "child_welfare_duty_hours",
        "footer",
        "notice_text",
        "notice_link_text",
    )
