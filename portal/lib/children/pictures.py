"""A program of its own: turns one hostile picture into new pixels, in one or several sizes.

`python pictures.py JOB`, JSON with `kind` (jpg, png, webp, heic), `source`, `targets` (pairs of a
long side and a path) and perhaps `boxes` (left, top, width, height in thousandths) to make
unseeable. It writes JPEGs and prints JSON: `width` and `height` of the first target, `lat` and
`long` of the camera or null, `fingerprint` of what is seen or null; or `refused` and why. It
imports nothing of ours.
"""

import json
import math
import sys
from typing import Any

from PIL import Image

QUALITY = 80
# Read from the header, before anything is decoded.
MAX_PIXELS = {"jpg": 120_000_000, "png": 40_000_000, "webp": 12_600_000, "heic": 36_000_000}
MAX_PROGRESSIVE = 25_000_000  # all coefficients of such a JPEG are in memory at once
FORMATS = {"jpg": ["JPEG"], "png": ["PNG"], "webp": ["WEBP"], "heic": ["HEIF"]}
COVER = (128, 128, 128)
STRIP = 64  # rows of the smaller picture that are made at a time
ORIENTATION, GPS = 0x0112, 0x8825
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Boxes = list[list[int]]


class Rejected(Exception):
    """The file is understood and not taken; the argument is the code."""


def clean(kind: str, source: str, targets: list[tuple[int, str]], boxes: Boxes) -> dict[str, Any]:
    """Upright, on white, first frame, without any metadata; the largest target first."""
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter and comes before decoding
    if kind == "heic":
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - slow, and seldom needed

        register_heif_opener(thumbnails=False)
    long_side = targets[0][0]
    with Image.open(source, formats=FORMATS[kind]) as image:
        progressive = "progressive" in image.info or "progression" in image.info
        limit = MAX_PROGRESSIVE if progressive else MAX_PIXELS[kind]
        if image.width * image.height > limit:
            raise Rejected("pixels")
        image.draft("RGB", (long_side, long_side))
        image.load()
        lat, long = _place(image)
        picture = _upright(_shrunk(image, long_side), image)
    picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    for box in boxes:
        _paint_over(picture, *box)
    width, height = picture.size
    fingerprint = _fingerprint(picture)
    for side, path in targets:
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        picture.save(path, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return {
        "width": width, "height": height, "lat": lat, "long": long, "fingerprint": fingerprint,
    }  # fmt: skip


def _shrunk(image: Image.Image, long_side: int) -> Image.Image:
    """In colour, on white, not much larger than wanted: strip by strip, as copies are large."""
    factor = max(1, max(image.size) * 2 // (3 * long_side))
    width, height = image.size
    small = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    for top in range(0, height, STRIP * factor):
        strip = image.crop((0, top, width, min(top + STRIP * factor, height)))
        small.paste(_on_white(_eight_bits(strip)).reduce(factor), (0, top // factor))
    return small


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of some scanners has more: the upper byte of each pixel is what one sees."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page


def _upright(picture: Image.Image, original: Image.Image) -> Image.Image:
    try:
        turn = TURNS.get(original.getexif().get(ORIENTATION, 1))
    except Exception:  # a camera's broken note about itself
        return picture
    return picture if turn is None else picture.transpose(turn)


def _paint_over(picture: Image.Image, left: int, top: int, width: int, height: int) -> None:
    """One colour over the whole box: nothing of what was there can be made out again."""
    across, down = picture.size
    box = (
        math.floor(left * across / 1000),
        math.floor(top * down / 1000),
        min(across, math.ceil((left + width) * across / 1000)),
        min(down, math.ceil((top + height) * down / 1000)),
    )
    picture.paste(COVER, box)


def _fingerprint(picture: Image.Image) -> int | None:
    """64 bits, signed: is each of 9 x 8 spots darker than the next? None: nothing to see."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            spot = row * 9 + column
            bits = bits << 1 | (small[spot] < small[spot + 1])
    if bits in {0, 2**64 - 1}:
        return None
    return bits - 2**64 if bits >= 2**63 else bits


def _place(image: Image.Image) -> tuple[float, float] | tuple[None, None]:
    """Where the camera says it was: degrees, WGS 84."""
    try:
        gps = image.getexif().get_ifd(GPS)
        lat = _degrees(gps[2]) * (-1 if gps.get(1) == "S" else 1)
        long = _degrees(gps[4]) * (-1 if gps.get(3) == "W" else 1)
    except Exception:  # none, or broken: it is only a hint
        return None, None
    if (lat or long) and abs(lat) <= 90 and abs(long) <= 180:
        return lat, long
    return None, None


def _degrees(parts: tuple[float, float, float]) -> float:
    whole, minutes, seconds = (float(part) for part in parts)
    return whole + minutes / 60 + seconds / 3600


def main(job: dict[str, Any]) -> dict[str, Any]:
    try:
        return clean(job["kind"], job["source"], job["targets"], job.get("boxes", []))
    except Rejected as rejected:
        return {"refused": str(rejected)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))
