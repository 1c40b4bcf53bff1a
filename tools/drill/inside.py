"""Functions of the drill that need the portal's models, which can be imported only after Django
is set up: `python -m tools.drill.inside tools.drill.writing.write ARGUMENTS` calls one."""

import os
import sys
from collections.abc import Mapping
from typing import Any

import django
from django.utils.module_loading import import_string


def call(name: str, *arguments: str) -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    return import_string(name)(*arguments)


def enter(environment: Mapping[str, str]) -> None:
    """Make this process one of the portal's, whatever its caller had set."""
    os.environ.clear()
    os.environ.update(environment)


if __name__ == "__main__":
    call(*sys.argv[1:])
