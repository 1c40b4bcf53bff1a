"""A program of its own: turns one hostile PDF into plain pages.

`python cleaning.py JOB`, JSON with `source`, `target` and `max_pages`. It writes the target and
prints JSON: `pages`, or `refused` and why. It imports nothing of ours: a file that breaks a reader
breaks only this process.
"""

import json
import sys
from typing import Any

import pikepdf

# All that a page needs to be drawn; actions, annotations, attachments and metadata are not on it.
PAGE_KEYS = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"}
ACTIVE_KEYS = ("/AA", "/AF", "/EF", "/JS", "/OpenAction", "/OPI", "/Ref", "/Metadata", "/PieceInfo")


class Rejected(Exception):
    """The file is understood and not taken; the argument is the code."""


def clean_pdf(max_pages: int, source: str, target: str) -> int:
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


def main(job: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"pages": clean_pdf(job["max_pages"], job["source"], job["target"])}
    except Rejected as rejected:
        return {"refused": str(rejected)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(json.loads(sys.argv[1]))))
