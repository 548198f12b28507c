import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shell", "0002_municipalities_say_who_may_embed")]

    operations = [
        migrations.AddField(
            model_name="municipality",
            name="base_path",
            field=models.CharField(
                blank=True,
                help_text="Only where the site is part of another site, as https://www.fjordvik.kommune.no/bti. Empty: it has the host name to itself.",
                max_length=100,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(/[a-z0-9]+(-[a-z0-9]+)*)+$",
                        "Write it as /bti: a slash first and none last, small letters and digits.",
                    )
                ],
                verbose_name="the site stands below",
            ),
        ),
    ]
