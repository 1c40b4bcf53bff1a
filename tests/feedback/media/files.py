"""Photos, videos and things that only say they are, made on the spot."""

import io
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pillow_heif
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image

pillow_heif.register_heif_opener()
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
SCRIPT = b"<script>alert('CANARY')</script>"
CANARY = b"CANARY"  # stands in whatever must be gone
AT_THE_MARKET = ["-metadata", "location=+11.1000+108.1000/", "-metadata", "title=CANARY"]


def scene(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """White with a red top left corner and a blue stripe: something to see."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, max(1, size[0] // 4), max(1, size[1] // 4)))
    image.paste("blue", (size[0] // 2, 0, size[0] // 2 + max(1, size[0] // 8), size[1]))
    return image if mode == "RGB" else image.convert(mode)


def picture(kind: str = "JPEG", image: Image.Image | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    (image or scene()).save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1, *, south: bool = False) -> Image.Exif:
    """At the market of Bình An, or as far south of the equator."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[MAKER] = "CANARY"
    data.get_ifd(GPS).update({1: "S" if south else "N", 2: (11.0, 6.0, 0.0)})
    data.get_ifd(GPS).update({3: "E", 4: (108.0, 6.0, 0.0)})
    return data


@cache
def film(*options: str, ending: str = "mp4", seconds: float = 1, size: str = "320x240") -> bytes:
    """Colour bars with a tone, as phones make them; `options` are those of ffmpeg's output."""
    bars = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate=10:duration={seconds}"]
    tone = ["-f", "lavfi", "-i", f"sine=duration={seconds}"]
    with TemporaryDirectory() as folder:
        target = Path(folder, f"film.{ending}")
        quiet = [get_ffmpeg_exe(), "-v", "error", "-threads", "1"]
        subprocess.run([*quiet, *bars, *tone, *options, str(target)], check=True)
        return target.read_bytes()


# --- what pretends ---------------------------------------------------------------------------


def png_head(width: int, height: int) -> bytes:
    """A picture of which there is only the promise."""
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", _size(width, height)) + _begun(b"IDAT")


def png_bomb(width: int, height: int, colour: int = 6) -> bytes:
    """Nothing but zeros: some kilobytes that decode to `width * height` pixels."""
    bytes_of_pixel = {2: 3, 6: 4}[colour]
    packed, row = zlib.compressobj(1), bytes(1 + bytes_of_pixel * width)
    data = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    head = _chunk(b"IHDR", _size(width, height, colour))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def with_chunk(png: bytes, name: bytes, data: bytes) -> bytes:
    """A PNG with one chunk more behind its header."""
    return png[:33] + _chunk(name, data) + png[33:]


def jpeg_claims(width: int, height: int) -> bytes:
    """A real JPEG whose header promises another size."""
    content = bytearray(picture())
    start = content.index(b"\xff\xc0") + 5
    content[start : start + 4] = struct.pack(">HH", height, width)
    return bytes(content)


def atom(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def _size(width: int, height: int, colour: int = 2) -> bytes:
    return struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _begun(name: bytes) -> bytes:
    return struct.pack(">I", 9000) + name + bytes(20)


# --- what is in a kept file --------------------------------------------------------------------

# Of a JPEG: the frame, tables and scans; APP0 is the JFIF mark without a thumbnail.
PLAIN_SEGMENTS = {0xE0, 0xDB, 0xC4, 0xC0, 0xC2, 0xDA, 0xDD}
# Of an MP4: what a player needs; no udta, meta, uuid, loci, no track of sound.
PLAIN_ATOMS = {
    *("ftyp", "free", "mdat", "moov", "mvhd", "trak", "tkhd", "edts", "elst", "mdia", "mdhd"),
    *("hdlr", "minf", "vmhd", "dinf", "dref", "stbl", "stsd", "stts", "stss", "ctts", "stsc"),
    *("stsz", "stco", "sdtp", "url "),
}
_NO_NOTES = atom(
    b"meta", bytes(4) + atom(b"hdlr", bytes(8) + b"mdirappl" + bytes(9)) + atom(b"ilst")
)
_BOXES = {"moov", "trak", "edts", "mdia", "minf", "dinf", "stbl"}


def tags_of(content: bytes) -> list[str]:
    """Every piece of a kept file that is not needed to draw it: metadata, comments, more."""
    if content.startswith(b"\xff\xd8"):
        return [f"{mark:x}" for mark in _segments(content) if mark not in PLAIN_SEGMENTS]
    found = [name for name in _atoms(content) if name not in PLAIN_ATOMS]
    return found + (["x264"] if b"x264 - core" in content else [])


def _segments(content: bytes) -> Iterator[int]:
    """Marks of a JPEG; whatever follows its end counts as one."""
    place = 2
    while (mark := content[place + 1]) != 0xD9:
        yield mark
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0]
        while mark == 0xDA and not _is_mark(content[place : place + 2]):
            place += 1
    if content[place + 2 :]:
        yield 0xFF


def _is_mark(pair: bytes) -> bool:
    """In what is scanned a real mark is no stuffed FF and no restart."""
    return pair[0] == 0xFF and pair[1] not in {0, *range(0xD0, 0xD8)}


def _atoms(content: bytes) -> Iterator[str]:
    place = 0
    while place < len(content):
        size, name = struct.unpack(">I4s", content[place : place + 8])
        inside = content[place + 8 : place + size]
        if inside != _NO_NOTES:
            yield name.decode("latin-1")
        if name.decode("latin-1") in _BOXES:
            yield from _atoms(inside)
        place += size
