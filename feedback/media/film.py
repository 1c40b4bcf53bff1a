"""Videos: decoded and encoded anew by a child within limits; no sound, no metadata."""

import re
from collections.abc import Sequence
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from feedback.media.words import MAX_SECONDS
from portal.lib.children import Limits, Unusable, run_limited

LIMITS = Limits(memory=1536 * 1024 * 1024, cpu=480, seconds=240)
DEMUXERS = {"mp4": "mov", "webm": "matroska"}  # nothing else is tried: a playlist is no video
MAX_PIXELS = 9_437_184  # of one frame: 4096 x 2304
LONG_SIDE = 1280  # pixels of what is kept
FRAMES = 30  # a second, at most
GRACE = 0.5  # seconds: cameras stop a little late
_TIME = re.compile(r"out_time_us=(\d+)")
_SCALE = (
    f"scale=w='min({LONG_SIDE},iw)':h='min({LONG_SIDE},ih)':"
    "force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p"
)
# Nothing of the source but its pixels; not even the encoder says how it was set.
_PLAIN = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"]
_PLAIN += ["-flags:v", "+bitexact", "-bsf:v", "filter_units=remove_types=6"]
_H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", "2", "-movflags", "+faststart"]
Boxes = Sequence[Sequence[int]]  # left, top, width, height in thousandths


def clean_film(kind: str, source: Path, target: Path) -> int:
    """Its seconds. At most `LONG_SIDE`, upright, H.264. `Unusable` codes: unreadable, long."""
    read = ["-max_pixels", str(MAX_PIXELS), "-f", DEMUXERS[kind]]
    cut = ["-t", str(MAX_SECONDS + 1), "-fpsmax", str(FRAMES)]
    make = [*cut, "-vf", _SCALE, *_H264, "-preset", "veryfast", "-crf", "26", *_PLAIN]
    seconds = _encode(read, source, make, target)
    if seconds > MAX_SECONDS + GRACE:
        raise Unusable("long")
    return round(seconds)


def paint_over(source: Path, boxes: Boxes, target: Path) -> None:
    """A film of ours with boxes that nobody sees through, from its first frame to its last."""
    drawn = ",".join(_box(*box) for box in boxes)
    make = ["-vf", drawn, *_H264, "-preset", "superfast", "-crf", "26", *_PLAIN]
    _encode(["-f", "mov"], source, make, target)


def poster(source: Path, target: Path) -> None:
    """The first frame of a film of ours, as a PNG."""
    first = ["-frames:v", "1", "-f", "image2", "-c:v", "png"]
    _run(["-f", "mov", "-i", f"file:{source}", *first], target)


def _box(left: int, top: int, width: int, height: int) -> str:
    sides = f"x=iw*{left}/1000:y=ih*{top}/1000:w=iw*{width}/1000+1:h=ih*{height}/1000+1"
    return f"drawbox={sides}:color=gray:t=fill"


def _encode(read: list[str], source: Path, make: list[str], target: Path) -> float:
    """Seconds of the new film."""
    only_pictures = ["-map", "0:v:0", "-an", "-sn", "-dn"]
    progress = ["-progress", "pipe:1", "-f", "mp4"]
    said = _run([*read, "-i", f"file:{source}", *only_pictures, *make, *progress], target)
    times = _TIME.findall(said)
    if not times or not int(times[-1]):
        raise Unusable("unreadable")
    return int(times[-1]) / 1_000_000


def _run(arguments: list[str], target: Path) -> str:
    quiet = ["-hide_banner", "-nostdin", "-v", "error", "-y"]
    local = ["-protocol_whitelist", "file,pipe"]
    run = run_limited([get_ffmpeg_exe(), *quiet, *local, *arguments, str(target)], LIMITS)
    if run.returncode or not target.exists():
        raise Unusable("unreadable")
    return run.stdout
