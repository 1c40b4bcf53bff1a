"""Pictures of the demo's reports: a street of Bình An, drawn; before the work and after it."""

import io
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 960)  # that it is drawn in
KEPT = (960, 720)  # enough for any page of the demo, and sooner checked
_ROOFS = ("#a8452f", "#8d3b2a", "#5d6b78", "#7b4a2e", "#3f5a73")
_WALLS = ("#e9d8b4", "#d7e3d4", "#f0e6d8", "#c9d7e4", "#efd3c2")

Pen = ImageDraw.ImageDraw


@dataclass(frozen=True)
class Scene:
    """`subject`: pothole, rubbish, flood, lamp, pavement, tree or building."""

    subject: str
    is_after: bool = False
    seed: int = 0


def picture(scene: Scene) -> bytes:
    """A JPEG of 960 x 720."""
    dice = Random(f"{scene.subject}:{scene.seed}")  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(image)
    is_dark = scene.subject == "lamp"
    _sky(pen, is_dark=is_dark)
    _houses(pen, dice, is_dark=is_dark)
    _street(pen, is_dark=is_dark)
    _SUBJECTS[scene.subject](pen, dice, scene.is_after)
    image = _grain(image.resize(KEPT, reducing_gap=2), dice)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def _sky(pen: Pen, *, is_dark: bool) -> None:
    top, bottom = ((18, 24, 44), (52, 50, 70)) if is_dark else ((120, 172, 214), (224, 235, 240))
    for y in range(480):
        share = y / 480
        colour = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        pen.line([(0, y), (SIZE[0], y)], fill=colour)
    pen.rectangle([0, 480, SIZE[0], 520], fill="#3d3a44" if is_dark else "#9aa39a")


def _houses(pen: Pen, dice: Random, *, is_dark: bool) -> None:
    x = -40
    while x < SIZE[0]:
        width, height = dice.randint(150, 240), dice.randint(190, 330)
        top, wall = 480 - height, "#4a4652" if is_dark else dice.choice(_WALLS)
        pen.rectangle([x, top, x + width, 520], fill=wall)
        roof = "#33303a" if is_dark else dice.choice(_ROOFS)
        pen.polygon([(x - 14, top), (x + width // 2, top - 60), (x + width + 14, top)], fill=roof)
        for column in range(2):
            left = x + 24 + column * (width // 2)
            glass = "#e7c766" if is_dark and dice.random() < 0.5 else "#6f8797"
            pen.rectangle([left, top + 36, left + 46, top + 92], fill=glass, outline="#5b5148")
        pen.rectangle([x + width // 2 - 26, 424, x + width // 2 + 26, 520], fill="#6a4b35")
        x += width + dice.randint(4, 26)


def _street(pen: Pen, *, is_dark: bool) -> None:
    kerb, road, line = ("#57555a", "#2f3036", "#8d8a80") if is_dark else (
        "#b9b1a4", "#6d6e72", "#e8e4d8",
    )  # fmt: skip
    pen.rectangle([0, 510, 1280, 590], fill=kerb)
    for x in range(-600, 1880, 90):
        pen.line([(x, 590), (640 + (x - 640) * 0.8, 510)], fill="#8f887c", width=2)
    pen.polygon([(0, 590), (1280, 590), (1280, 960), (0, 960)], fill=road)
    for x in range(-40, 1300, 220):
        pen.polygon([(x, 752), (x + 120, 752), (x + 126, 766), (x - 6, 766)], fill=line)


def _pothole(pen: Pen, dice: Random, is_after: bool) -> None:
    x, y = dice.randint(420, 620), dice.randint(780, 820)
    if is_after:
        pen.polygon(
            [(x - 220, y - 66), (x + 240, y - 62), (x + 270, y + 84), (x - 240, y + 88)],
            fill="#45464a",
        )
        return
    for ring, colour in ((1.0, "#55524e"), (0.84, "#3c3835"), (0.6, "#2a2725")):
        points = [
            (x + dx * ring + dice.randint(-14, 14), y + dy * ring + dice.randint(-6, 6))
            for dx, dy in _RING
        ]
        pen.polygon(points, fill=colour)
    pen.ellipse([x - 90, y - 14, x + 80, y + 34], fill="#7d8890")
    for _ in range(60):
        spot = (x + dice.randint(-270, 270), y + dice.randint(-90, 110))
        pen.ellipse([*spot, spot[0] + 9, spot[1] + 6], fill="#8b8478")


_RING = [
    (-210, -10), (-160, -56), (-60, -74), (70, -70), (170, -44), (222, 6),
    (180, 56), (80, 82), (-40, 86), (-150, 58),
]  # fmt: skip


def _rubbish(pen: Pen, dice: Random, is_after: bool) -> None:
    if is_after:
        pen.rectangle([820, 430, 930, 570], fill="#2f7a4c", outline="#1d4f31", width=4)
        pen.rectangle([810, 414, 940, 440], fill="#256640")
        return
    colours = ("#2c2f36", "#e8e6df", "#4f6fae", "#c9473c", "#d8b03f", "#50545c")
    for _ in range(70):
        x, y = dice.gauss(700, 130), 600 - abs(dice.gauss(0, 46))
        wide, high = dice.randint(36, 96), dice.randint(28, 70)
        pen.ellipse([x, y - high, x + wide, y], fill=dice.choice(colours), outline="#3a3733")


def _flood(pen: Pen, dice: Random, is_after: bool) -> None:
    if is_after:
        for _ in range(9):
            x, y = dice.randint(40, 1160), dice.randint(640, 900)
            pen.ellipse([x, y, x + 90, y + 18], fill="#61666d")
        return
    pen.rectangle([0, 556, 1280, 960], fill="#8a7b5e")
    for _ in range(150):
        x, y = dice.randint(-40, 1240), dice.randint(570, 950)
        pen.arc([x, y, x + dice.randint(60, 190), y + 16], 190, 350, fill="#a4967a", width=3)
    _motorbike(pen, 720, 690)


def _lamp(pen: Pen, _: Random, is_after: bool) -> None:
    pen.rectangle([880, 170, 898, 590], fill="#777d84")
    pen.line([(889, 176), (760, 150)], fill="#777d84", width=14)
    pen.ellipse([716, 138, 786, 168], fill="#fff2b0" if is_after else "#3b3d42")
    if is_after:
        pen.polygon([(724, 168), (780, 168), (960, 900), (540, 900)], fill="#c9b56a")


def _pavement(pen: Pen, dice: Random, is_after: bool) -> None:
    if is_after:
        return
    for x in (180, 480, 820):
        pen.polygon([(x, 380), (x + 240, 372), (x + 268, 430), (x - 26, 436)], fill="#c2402f")
        pen.line([(x + 6, 432), (x + 6, 600)], fill="#5d5148", width=8)
        pen.line([(x + 232, 430), (x + 232, 600)], fill="#5d5148", width=8)
        pen.rectangle([x + 10, 520, x + 226, 590], fill="#a97b4d")
        for item in range(9):
            left = x + 16 + item * 23
            colour = dice.choice(("#d9812b", "#6a9a3a", "#c73a3a"))
            pen.ellipse([left, 500, left + 22, 524], fill=colour)
    _person(pen, 690, 470)
    _motorbike(pen, 1000, 640)


def _tree(pen: Pen, dice: Random, is_after: bool) -> None:
    trunk = [(560, 540), (600, 540), (612, 470), (552, 470)]
    if is_after:
        pen.polygon(trunk, fill="#6a4c33")
        pen.ellipse([552, 460, 612, 482], fill="#c9a878")
        return
    pen.polygon([(556, 590), (606, 590), (980, 800), (960, 838)], fill="#6a4c33")
    for _ in range(60):
        x, y = dice.gauss(960, 110), dice.gauss(780, 60)
        wide = dice.randint(50, 110)
        pen.ellipse([x, y, x + wide, y + wide * 0.7], fill=dice.choice(("#3f6b34", "#4f7d3d")))


def _building(pen: Pen, dice: Random, is_after: bool) -> None:
    floors = 2 if is_after else 4
    for floor in range(floors):
        top = 440 - floor * 96
        pen.rectangle([430, top, 800, top + 96], fill="#b5573d", outline="#7f3b29", width=4)
        for x in range(450, 790, 26):
            pen.line([(x, top + 4), (x, top + 92)], fill="#9c4a34", width=2)
    pen.rectangle([560, 400, 660, 536], fill="#4a3a2e")
    if not is_after:
        for x in range(400, 850, 60):
            pen.line([(x, 60), (x, 590)], fill="#c9a23f", width=6)
        for y in range(90, 580, 80):
            pen.line([(396, y), (846, y + dice.randint(-4, 4))], fill="#c9a23f", width=6)


def _motorbike(pen: Pen, x: int, y: int) -> None:
    """Seen from behind, with its plate."""
    pen.ellipse([x - 16, y, x + 16, y + 110], fill="#1f1f22")
    pen.polygon([(x - 44, y - 30), (x + 44, y - 30), (x + 34, y + 40), (x - 34, y + 40)],
                fill="#a3262c")  # fmt: skip
    pen.rectangle([x - 44, y + 34, x + 44, y + 92], fill="#f4f2ea", outline="#202020", width=3)
    pen.text((x - 30, y + 38), "86-B1", fill="#202020", font_size=22)
    pen.text((x - 34, y + 62), "123.45", fill="#202020", font_size=22)
    _person(pen, x, y - 190)


def _person(pen: Pen, x: int, y: int) -> None:
    pen.rounded_rectangle([x - 46, y + 66, x + 46, y + 180], radius=26, fill="#35618e")
    pen.ellipse([x - 32, y, x + 32, y + 76], fill="#e2b489")
    pen.polygon([(x - 70, y + 24), (x, y - 26), (x + 70, y + 24)], fill="#d9c38a")
    pen.ellipse([x - 16, y + 34, x - 8, y + 42], fill="#3a2a20")
    pen.ellipse([x + 8, y + 34, x + 16, y + 42], fill="#3a2a20")


def _grain(image: Image.Image, dice: Random) -> Image.Image:
    """As a cheap phone sees it: slightly soft and noisy."""
    noise = Image.frombytes("L", (320, 240), dice.randbytes(320 * 240)).resize(KEPT)
    return Image.blend(image.filter(ImageFilter.GaussianBlur(0.8)), noise.convert("RGB"), 0.06)


_SUBJECTS = {
    "pothole": _pothole,
    "rubbish": _rubbish,
    "flood": _flood,
    "lamp": _lamp,
    "pavement": _pavement,
    "tree": _tree,
    "building": _building,
}
