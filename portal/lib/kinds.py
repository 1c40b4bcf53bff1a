"""What a file is, by its first bytes: what it is called plays no part."""

HEAD_BYTES = 64  # that have to be known
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_FILM_BRANDS = {b"isom", b"avc1", b"mmp4", b"MSNV", b"M4V ", b"M4VH", b"M4VP", b"dash", b"qt  "}
_FILM_FAMILIES = (b"iso", b"mp4", b"3gp", b"3g2")  # each with a number behind it
_MARKS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


def kind_of(head: bytes) -> str:
    """`jpg`, `png`, `webp`, `heic`, `pdf`, `mp4` (QuickTime too), `webm`, or empty."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _kind_of_brand(head[8:12])
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:HEAD_BYTES]:
        return "webm"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return "pdf"
    return ""


def _kind_of_brand(brand: bytes) -> str:
    if brand in _HEIF_BRANDS:
        return "heic"
    return "mp4" if brand in _FILM_BRANDS or brand[:3] in _FILM_FAMILIES else ""
