"""A system check: can this machine print? It names the Debian packages that are missing.

It looks for the libraries WeasyPrint loads instead of importing it, which takes two seconds.
"""

import ctypes.util
import subprocess
from typing import Any

from django.core import checks

PACKAGES = {  # the library as the linker knows it -> its Debian package
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = {"Tinos": "fonts-croscore"}


def missing_packages() -> list[str]:
    """Debian packages that printing needs and this machine does not have."""
    missing = [PACKAGES[name] for name in PACKAGES if ctypes.util.find_library(name) is None]
    return missing + [FONTS[family] for family in FONTS if not _has_font(family)]


def _has_font(family: str) -> bool:
    try:
        found = subprocess.run(["fc-list", family], capture_output=True, check=False)
    except FileNotFoundError:  # fontconfig comes with Pango
        return False
    return bool(found.stdout.strip())


@checks.register()
def printing_check(**_: Any) -> list[checks.CheckMessage]:
    """A warning, not an error: everything but printing works without these packages."""
    missing = missing_packages()
    if not missing:
        return []
    return [
        checks.Warning(
            "The printed forms cannot be drawn as PDF on this machine.",
            hint=f"apt-get install {' '.join(missing)}",
            id="dossiers.W001",
        )
    ]
