from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from bti_portal.accounts.inviting import password_link, send_invitation
from bti_portal.exchange.documents import Faults
from bti_portal.packages.founding import Founded, HostTaken, found
from bti_portal.packages.founding_form import FORMS, FoundingForm
from bti_portal.packages.loading import read_package
from bti_portal.shell.base_path import address_of
from bti_portal.shell.models import Municipality

NOT_TYPED = {"kept_picture", "kept_picture_name", "is_demo"}
FIELDS = [name for name in FoundingForm.base_fields if name not in NOT_TYPED]


class Command(BaseCommand):
    help = (
        "Makes a municipality: site, page trees, settings, roles, files and the starter package, "
        "all of it or nothing. Give a file, or an option for each thing; options win."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="file", type=Path, help="a YAML file with the names below"
        )
        for name in FIELDS:
            more = {"choices": list(FORMS)} if name == "languages" else {}
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, **more)
        parser.add_argument("--demo", dest="is_demo", action="store_true", default=None)
        parser.add_argument(
            "--port", type=int, help="of its addresses; as the admin's own if left out"
        )
        parser.add_argument("--folder", type=Path, default=Path(settings.ROOT) / "startpakke")
        parser.add_argument(
            "--send",
            action="store_true",
            help="send the coordinator the link, instead of showing it",
        )

    def handle(self, *args: object, folder: Path, **options: Any) -> None:
        data = _read(options["file"])
        data |= {name: value for name in (*FIELDS, "is_demo") if (value := options[name])}
        files = {"coat_of_arms": _picture(data.pop("coat_of_arms", ""), options["file"])}
        form = FoundingForm(_with_defaults(data), files, port=options["port"])
        if not form.is_valid():
            raise CommandError(_refusal(_in_words(form)))
        try:
            package = read_package(folder)
            made = found(form.plan(), package)
        except Faults as faults:
            raise CommandError(_refusal(str(faults).splitlines())) from faults
        except HostTaken as taken:
            raise CommandError(
                _refusal([_("There is a site at %(host)s already.") % {"host": taken}])
            ) from taken
        self._tell(made, is_to_be_sent=options["send"])

    def _tell(self, made: Founded, *, is_to_be_sent: bool) -> None:
        place = str(Municipality.objects.get(site=made.site))
        self.stdout.write(
            _("Made %(name)s at %(url)s/.")
            % {"name": place, "url": address_of(made.site).rstrip("/")}
        )
        person = made.coordinator
        if person is None:
            self.stdout.write(_("There is no coordinator yet."))
        elif not made.is_new_user:
            self.stdout.write(
                _("%(email)s had a log-in, and is now coordinator here too.")
                % {"email": person.email}
            )
        elif is_to_be_sent and send_invitation(person, place):
            self.stdout.write(
                _("A link to choose a password was sent to %(email)s.") % {"email": person.email}
            )
        else:
            if is_to_be_sent:
                self.stderr.write(_("The e-mail could not be sent."))
            self.stdout.write(
                _("Give %(email)s this link to choose a password: %(url)s")
                % {"email": person.email, "url": password_link(person)}
            )


def _refusal(faults: list[str]) -> str:
    return "\n".join([_("Nothing was made."), *(f"- {fault}" for fault in faults)])


def _read(file: Path | None) -> dict[str, Any]:
    """What a file says; every value as the text it was written as, so that 0301 stays 0301."""
    if file is None:
        return {}
    try:
        # Only texts, lists and mappings come out of this loader: no objects.
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError) as fault:
        words = _("%(file)s could not be read.") % {"file": file}
        raise CommandError(_refusal([words])) from fault
    except yaml.YAMLError as fault:
        words = _("%(file)s is not YAML: %(fault)s") % {"file": file, "fault": fault}
        raise CommandError(_refusal([words])) from fault
    faults = _faults_of(data, file)
    if faults:
        raise CommandError(_refusal(faults))
    return dict(data)


def _faults_of(data: Any, file: Path) -> list[str]:
    if not isinstance(data, dict):
        return [_("%(file)s must have a name and a value on each line.") % {"file": file}]
    known = {*FIELDS, "is_demo"}
    return [
        _("%(name)s is not known. These are: %(known)s.")
        % {"name": name, "known": ", ".join(sorted(known))}
        for name in data
        if name not in known
    ] + [
        _("%(name)s must have one text.") % {"name": name}
        for name, value in data.items()
        if name in known and not isinstance(value, str)
    ]


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """A form that is sent has its initial values; a file need not repeat them."""
    initial = {n: f.initial for n, f in FoundingForm.base_fields.items() if f.initial is not None}
    data["is_demo"] = str(data.get("is_demo", "")).lower() in {"true", "yes", "ja", "1", "on"}
    return initial | data


def _picture(path: str, beside: Path | None) -> SimpleUploadedFile | None:
    """A picture by its path, seen from the file that names it."""
    if not path:
        return None
    file = beside.parent / path if beside else Path(path)
    try:
        return SimpleUploadedFile(file.name, file.read_bytes())
    except OSError as fault:
        words = _("%(file)s could not be read.") % {"file": file}
        raise CommandError(_refusal([words])) from fault


def _in_words(form: FoundingForm) -> list[str]:
    return [
        f"{name} ({form.fields[name].label}): {message}" if name in form.fields else str(message)
        for name, messages in form.errors.items()
        for message in messages
    ]
