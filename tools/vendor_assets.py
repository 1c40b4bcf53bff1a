"""Copies the front-end packages from node_modules/ into static/vendor/ and draws the icon sprite.

Standard library only. Run it after `npm ci`; a second run changes nothing. The sprite holds only
the icons that templates, Python files, seed data or `static/icons.txt` name.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
ICONS = MODULES / "@tabler" / "icons" / "icons" / "outline"
FONTS = MODULES / "@fontsource-variable" / "noto-sans" / "files"
LEAFLET = MODULES / "leaflet" / "dist"

FILES = {
    "htmx.min.js": MODULES / "htmx.org" / "dist" / "htmx.min.js",
    "jsQR.js": MODULES / "jsqr" / "dist" / "jsQR.js",
    "leaflet/leaflet.js": LEAFLET / "leaflet.js",
    "leaflet/leaflet.css": LEAFLET / "leaflet.css",
    **{
        f"leaflet/images/{name}.png": LEAFLET / "images" / f"{name}.png"
        for name in ("layers", "layers-2x", "marker-icon")  # the style sheet names them
    },
    "noto-sans-latin-wght-normal.woff2": FONTS / "noto-sans-latin-wght-normal.woff2",
    "noto-sans-vietnamese-wght-normal.woff2": FONTS / "noto-sans-vietnamese-wght-normal.woff2",
}

# Where an icon name is written, by file ending.
NAME = r"([a-z0-9][a-z0-9-]*)"
PATTERNS = {
    ".html": [rf'{{% icon "{NAME}"', rf'\bicon="{NAME}"'],
    ".py": [rf'\bicon="{NAME}"', rf'"icon": "{NAME}"'],
    ".yaml": [rf"\bicon: {NAME}"],
    ".js": [rf"icons\.svg#{NAME}"],
}
APPS = [
    "accounts",
    "dossiers",
    "feedback",
    "geo",
    "notifications",
    "papers",
    "portal",
    "procedures",
    "reports",
    "signatures",
    "worktime",
]

SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=\S*")
SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>")


class AssetError(Exception):
    """Something is missing; the message says what to do."""


def used_icons() -> dict[str, str]:
    """Each icon name and one place that uses it."""
    names: dict[str, str] = {}
    for line in (ROOT / "static" / "icons.txt").read_text(encoding="utf-8").splitlines():
        for name in line.partition("#")[0].split():
            names.setdefault(name, "static/icons.txt")
    for folder in ["templates", "static/js", *APPS]:
        for path in sorted((ROOT / folder).rglob("*")):
            for pattern in PATTERNS.get(path.suffix, []):
                for name in re.findall(pattern, path.read_text(encoding="utf-8")):
                    names.setdefault(name, str(path.relative_to(ROOT)))
    return names


def sprite(names: dict[str, str]) -> str:
    symbols = []
    for name in sorted(names):
        source = ICONS / f"{name}.svg"
        if not source.exists():
            raise AssetError(
                f"{names[name]}: there is no outline icon named {name!r} in @tabler/icons"
            )
        shapes = [
            shape.replace(" />", "/>")
            for shape in SHAPE.findall(source.read_text(encoding="utf-8"))
            if 'stroke="none" d="M0 0h24v24H0z"' not in shape
        ]
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def write(name: str, content: bytes) -> bool:
    """Writes the file if its content differs; says whether it did."""
    target = VENDOR / name
    if target.exists() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return True


def vendor() -> str:
    """Brings static/vendor/ up to date and returns one line about it."""
    missing = [str(path.relative_to(ROOT)) for path in FILES.values() if not path.exists()]
    if missing or not ICONS.is_dir():
        raise AssetError(
            "The front-end packages are not installed "
            f"({', '.join(missing) or '@tabler/icons'} missing). Run `npm ci` first."
        )
    icons = used_icons()
    contents = {
        name: SOURCE_MAP.sub(b"", path.read_bytes())
        for name, path in FILES.items()
        if path.suffix == ".js"
    }
    contents |= {name: path.read_bytes() for name, path in FILES.items() if path.suffix != ".js"}
    contents["icons.svg"] = sprite(icons).encode()
    written = sum(write(name, content) for name, content in contents.items())
    return f"static/vendor: {len(contents)} files, {len(icons)} icons, {written} written"


if __name__ == "__main__":
    try:
        print(vendor())
    except AssetError as error:
        sys.exit(str(error))
