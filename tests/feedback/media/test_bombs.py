"""Small files that unpack to huge pictures cost the worker next to nothing, its children little."""

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from feedback.media.checking import check
from feedback.media.homes import Home
from feedback.models import Media
from portal.lib.children import LIMITER, PICTURES
from tests.factories import MONDAY
from tests.feedback.media.files import picture, png_bomb
from tests.feedback.media.sending import make_draft, send_in

MOST = 300  # MiB (reliability A25)
# Runs the cleaner as the worker does and prints what its children needed at most, in KiB.
_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
BOMBS = {
    "as large as a png may be": ("png", lambda: png_bomb(8000, 5000)),
    "larger than a png may be": ("png", lambda: png_bomb(9000, 9000, 2)),
    "as large as a jpeg may be": ("jpg", lambda: _grey((12_000, 10_000))),
    "progressive": ("jpg", lambda: _grey((5000, 5000), progressive=True)),
    "as large as a webp may be": ("webp", lambda: picture("WEBP", _blank((4096, 3072)), method=0)),
}


def _blank(size: tuple[int, int]) -> Image.Image:
    return Image.new("RGB", size)


def _grey(size: tuple[int, int], **options: object) -> bytes:
    return picture("JPEG", Image.new("L", size), **options)


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_child_that_opens_a_bomb_stays_small(bomb: str, tmp_path: Path) -> None:
    kind, make = BOMBS[bomb]
    source = tmp_path / "bomb"
    source.write_bytes(make())
    job = {"kind": kind, "source": str(source), "targets": [(2048, str(tmp_path / "out.jpg"))]}
    cleaner = [sys.executable, "-I", str(PICTURES), json.dumps(job)]
    limited = [sys.executable, "-I", str(LIMITER), str(2**30), "40", str(2**30), *cleaner]
    run = subprocess.run(
        [sys.executable, "-c", _MEASURE, *limited], capture_output=True, check=True, text=True
    )
    assert int(run.stdout) / 1024 < MOST


@pytest.mark.django_db
def test_the_worker_itself_opens_nothing() -> None:
    draft = make_draft()
    content = png_bomb(8000, 5000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert send_in(content, Home(draft)) == []
    check(Media.objects.get().pk, at=MONDAY)
    assert Media.objects.get().state == Media.State.CLEAN
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024


def test_what_needs_more_than_it_may_is_ended(tmp_path: Path) -> None:
    source = tmp_path / "bomb"
    source.write_bytes(png_bomb(8000, 5000))
    job = {"kind": "png", "source": str(source), "targets": [(2048, str(tmp_path / "out.jpg"))]}
    cleaner = [sys.executable, "-I", str(PICTURES), json.dumps(job)]
    limited = [sys.executable, "-I", str(LIMITER), str(200 * 2**20), "40", str(2**30), *cleaner]
    run = subprocess.run(limited, capture_output=True, check=False, text=True)
    assert run.returncode != 0
    assert "MemoryError" in run.stderr
