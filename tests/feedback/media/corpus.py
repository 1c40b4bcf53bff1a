"""Hostile files: what each is, and what has to become of it."""

import gzip
import io
import random
import zlib
from collections.abc import Callable

from PIL import Image

from tests.feedback.media.files import (
    AT_THE_MARKET,
    CANARY,
    SCRIPT,
    atom,
    exif,
    film,
    jpeg_claims,
    picture,
    png_head,
    scene,
    with_chunk,
    zipped,
)

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"
NOISE = random.Random(6).randbytes(4000)
MP4_HEAD = atom(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
CIRCLE = b"Exif\0\0MM\0*\0\0\0\x08\0\1\x87i\0\4\0\0\0\1\0\0\0\x08"  # an entry that leads to itself
Maker = Callable[[], bytes]

# What is refused by its first bytes alone.
NO_PICTURES: dict[str, bytes] = {
    "text": "Chào các anh chị".encode(),
    "page": b"<!doctype html><body>" + SCRIPT,
    "svg": SVG,
    "svg with a prologue": b'<?xml version="1.0"?>\n' + SVG,
    "packed svg": gzip.compress(SVG),
    "gif": picture("GIF"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "icon": picture("ICO"),
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + NOISE,
    "avif": picture("AVIF"),
    "photoshop": b"8BPS\0\1" + bytes(40),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file",
    "pdf": PDF,
    "zip": zipped("a.jpg", picture()),
    "office file": zipped("word/document.xml", b"<w:document/>"),
    "rar": b"Rar!\x1a\x07\x01\0" + NOISE,
    "windows program": b"MZ\x90\0\3\0\0\0" + NOISE,
    "linux program": b"\x7fELF\2\1\1\0" + NOISE,
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "php": b"<?php system($_GET['c']); ?>",
    "web assembly": b"\0asm\1\0\0\0",
    "mp3": b"ID3\4\0\0\0\0\0\0" + NOISE,
    "ogg": b"OggS\0\2" + NOISE,
    "wave": b"RIFF\x24\0\0\0WAVEfmt " + NOISE,
    "avi": b"RIFF\x24\0\0\0AVI LIST" + NOISE,
    "matroska": film("-c:v", "mpeg4", ending="mkv"),
    "playlist of local files": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST",
    "concat list": b"ffconcat version 1.0\nfile '/etc/passwd'\n",
    "virus": EICAR,
    "zeros": bytes(100_000),
    "noise": NOISE,
    "blanks before a picture": b" " + picture(),
}

# What begins as it should: made by a function, as some take a while.
BROKEN: dict[str, tuple[str, Maker]] = {
    "three bytes of a jpeg": ("unreadable", lambda: b"\xff\xd8\xff"),
    "half a jpeg": ("unreadable", lambda: picture()[:1500]),
    "noise in a jpeg": ("unreadable", lambda: b"\xff\xd8\xff\xe0" + NOISE),
    "jpeg larger than any": ("pixels", lambda: jpeg_claims(65_000, 65_000)),
    "png larger than any": ("pixels", lambda: png_head(20_000, 20_000)),
    "png of nothing": ("unreadable", lambda: png_head(200, 200)),
    "png whose notes unpack to 80 MB": (
        "unreadable",
        lambda: with_chunk(picture("PNG"), b"zTXt", b"a\0\0" + _packed_zeros()),
    ),
    "head of a webp": ("unreadable", lambda: b"RIFF\x24\0\0\0WEBPVP8 "),
    "webp larger than any": (
        "pixels",
        lambda: picture("WEBP", Image.new("RGB", (4300, 3000)), method=0),
    ),
    "noise in a heic": ("unreadable", lambda: atom(b"ftyp", b"heic\0\0\0\0mif1heic") + NOISE),
    "head of a film": ("unreadable", lambda: MP4_HEAD),
    "noise in a film": ("unreadable", lambda: MP4_HEAD + atom(b"moov", NOISE)),
    "film whose box is longer than the file": (
        "unreadable",
        lambda: MP4_HEAD + b"\xff\xff\xff\xffmoov" + NOISE,
    ),
    "film of sound alone": ("unreadable", lambda: film("-vn", "-c:a", "aac")),
    "noise in a webm": ("unreadable", lambda: b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + NOISE),
    "film of more than a minute": (
        "long",
        lambda: film("-preset", "ultrafast", seconds=62, size="32x32"),
    ),
    "frames larger than any": (
        "unreadable",
        lambda: film("-preset", "ultrafast", seconds=0.1, size="7680x4320"),
    ),
}

# What is a picture and something else: only the picture is left.
TWO_NATURED: dict[str, Maker] = {
    "zip behind a jpeg": lambda: picture() + zipped("CANARY.html", SCRIPT),
    "page in a comment": lambda: picture(comment=SCRIPT),
    "script in the camera's notes": lambda: picture(exif=exif()),
    "script behind a png": lambda: picture("PNG") + b"<?php CANARY ?>",
    "script in a png's notes": lambda: with_chunk(picture("PNG"), b"tEXt", b"a\0" + SCRIPT),
    "colour profile of nonsense": lambda: picture(icc_profile=b"CANARY" * 40),
    "virus in a comment": lambda: picture(comment=EICAR + CANARY),
    "moving png": lambda: _moving("PNG"),
    "moving webp": lambda: _moving("WEBP"),
    "another picture in the notes": lambda: picture(exif=_with_thumbnail()),
    "notes in a circle": lambda: picture(exif=CIRCLE + CANARY),
    "very long and thin": lambda: picture("PNG", scene((1, 30_000))),
    "notes of a heic": lambda: picture("HEIF", exif=exif()),
    "place and title of a film": lambda: film(*AT_THE_MARKET),
    "comment of a film": lambda: film("-metadata", "comment=CANARY", ending="mov"),
}


def _packed_zeros() -> bytes:
    return zlib.compress(bytes(80_000_000), 1)


def _moving(kind: str) -> bytes:
    frames = [scene(), scene().rotate(180)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue() + CANARY


def _with_thumbnail() -> Image.Exif:
    data = exif()
    thumbnail = picture(comment=CANARY)
    data.get_ifd(1).update({0x0201: 0, 0x0202: len(thumbnail)})
    return data
