#!/usr/bin/env python
"""Django's command line for the BTI portal (development settings unless told otherwise)."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bti_portal.settings.dev")
    from django.core.management import execute_from_command_line

    from bti_portal.shell.call_stack import with_room

    with_room(execute_from_command_line, sys.argv)


if __name__ == "__main__":
    main()
