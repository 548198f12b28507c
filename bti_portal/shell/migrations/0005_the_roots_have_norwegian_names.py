from django.db import migrations

# What Wagtail's migrations call the page and the collection above all others; editors see them.
ENGLISH, NORWEGIAN = "Root", "Rot"


def rename(apps, before, after):
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title=before)
    pages.update(title=after, draft_title=after)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=before).update(
        name=after
    )


class Migration(migrations.Migration):
    dependencies = [
        ("shell", "0004_municipalities_have_a_notice_an_icon_and_a_picture_to_share"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, editor: rename(apps, ENGLISH, NORWEGIAN),
            lambda apps, editor: rename(apps, NORWEGIAN, ENGLISH),
        )
    ]
