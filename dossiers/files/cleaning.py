"""A program of its own: turns one hostile file into new pixels or a plain PDF.

`python cleaning.py jpg|png|heic|pdf MAX_PAGES SOURCE TARGET` writes TARGET and prints `pages 3`,
or `refused` and why. It runs with limits on memory and time and imports nothing of ours, so a file
that breaks a decoder breaks only this process.
"""

import resource
import sys
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 40

LONG_SIDE = 2000
QUALITY = 80
MAX_PIXELS = {"jpg": 120_000_000, "png": 40_000_000, "heic": 50_000_000}
FORMATS = {"jpg": ["JPEG"], "png": ["PNG"], "heic": ["HEIF"]}

# All that a page needs to be drawn; actions, annotations, attachments and metadata are not on it.
PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"}
ACTIVE_KEYS = ("/AA", "/AF", "/EF", "/JS", "/OpenAction", "/OPI", "/Ref", "/Metadata", "/PieceInfo")


class Rejected(Exception):
    """The file is understood and not taken; the argument is the code."""


def clean_image(kind: str, source: Path, target: Path) -> int:
    """Upright, at most `LONG_SIDE`, on white, first frame, without any metadata."""
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter and comes before decoding
    register_heif_opener(thumbnails=False)
    with Image.open(source, formats=FORMATS[kind]) as image:
        if image.width * image.height > MAX_PIXELS[kind]:
            raise Rejected("pixels")
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        image.load()
        small = _on_white(ImageOps.exif_transpose(_shrunk(image)))
    plain = Image.new("RGB", small.size)
    plain.paste(small)
    plain.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return 1


def _shrunk(image: Image.Image) -> Image.Image:
    if image.mode == "P":
        image = image.convert("RGBA")
    elif image.mode.startswith("I"):  # 16-bit grey of some scanners
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def clean_pdf(max_pages: int, source: Path, target: Path) -> int:
    """The pages alone, in a new file: filled-in forms drawn flat, everything that acts left out."""
    try:
        original = pikepdf.open(source)
    except pikepdf.PasswordError as error:
        raise Rejected("password") from error
    with original, pikepdf.new() as plain:
        count = len(original.pages)
        if not count:
            raise Rejected("unreadable")
        if count > max_pages:
            raise Rejected("pages")
        original.flatten_annotations("all")
        plain.pages.extend(original.pages)
        for page in plain.pages:
            for key in set(page.obj.keys()) - PAGE_KEYS:
                del page.obj[key]
        _disarm(plain)
        plain.remove_unreferenced_resources()
        plain.save(target, deterministic_id=True)
    return count


def _disarm(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in ACTIVE_KEYS:
                if key in thing:
                    del thing[key]


def main(kind: str, max_pages: str, source: str, target: str) -> str:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        if kind == "pdf":
            return f"pages {clean_pdf(int(max_pages), Path(source), Path(target))}"
        return f"pages {clean_image(kind, Path(source), Path(target))}"
    except Rejected as rejected:
        return f"refused {rejected}"


if __name__ == "__main__":
    sys.stdout.write(main(*sys.argv[1:]))
