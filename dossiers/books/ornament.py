"""The picture behind a congratulation card: golden frame, lotus, bronze drum."""

from functools import cache

from portal.lib.svg import data_uri, tinted_picture_uri

WIDTH, HEIGHT = 2100, 1480  # tenths of a millimetre: A5 across
_GOLD, _PALE_GOLD, _CREAM = "#B8860B", "#E7CF98", "#FFFAEE"
_PETAL = "M0 0 C-{w} -{a} -{w} -{b} 0 -{h} C{w} -{b} {w} -{a} 0 0 Z"
# Turn, length, half width and colour of each petal, those in the back first.
_PETALS = (
    (-72, 150, 46, "#F9D3D9"), (72, 150, 46, "#F9D3D9"), (-50, 185, 54, "#F4B6C0"),
    (50, 185, 54, "#F4B6C0"), (-27, 210, 58, "#EC94A3"), (27, 210, 58, "#EC94A3"),
    (0, 222, 60, "#DE6A80"),
)  # fmt: skip


@cache
def card_picture() -> str:
    """As a `data:` address."""
    parts = [_ground(), *_frame(), *_sprays(), _lotus(WIDTH / 2, 330, 0.78)]
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{''.join(parts)}</svg>"
    )


@cache
def drum_picture() -> str:
    return tinted_picture_uri("drum.svg", "#F1DFB6")


def _ground() -> str:
    return f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_CREAM}"/>'


def _frame() -> list[str]:
    """Two lines around, a knot of arcs in each corner."""
    lines = [
        f'<rect x="{gap}" y="{gap}" width="{WIDTH - 2 * gap}" height="{HEIGHT - 2 * gap}" '
        f'fill="none" stroke="{_GOLD}" stroke-width="{width}"/>'
        for gap, width in ((60, 9), (82, 3))
    ]
    knot = "M0 150 C0 60 60 0 150 0 M0 110 C50 110 110 50 110 0 M38 38 C90 20 130 60 112 112"
    corners = ((60, 60, 1, 1), (WIDTH - 60, 60, -1, 1), (60, HEIGHT - 60, 1, -1),
               (WIDTH - 60, HEIGHT - 60, -1, -1))  # fmt: skip
    knots = [
        f'<path d="{knot}" transform="translate({x} {y}) scale({across} {down})" fill="none" '
        f'stroke="{_GOLD}" stroke-width="6" stroke-linecap="round"/>'
        for x, y, across, down in corners
    ]
    return lines + knots


def _lotus(x: float, y: float, scale: float) -> str:
    """Seven petals over two strokes of water."""
    petals = "".join(
        f'<path d="{_petal(length, width)}" transform="rotate({turn})" fill="{colour}" '
        f'stroke="{_GOLD}" stroke-width="4"/>'
        for turn, length, width, colour in _PETALS
    )
    water = "".join(
        f'<path d="M-{half} {drop} Q0 {drop + 34} {half} {drop}" fill="none" stroke="{_GOLD}" '
        f'stroke-width="5" stroke-linecap="round"/>'
        for half, drop in ((170, 8), (95, 34))
    )
    return f'<g transform="translate({x} {y}) scale({scale})">{petals}{water}</g>'


def _petal(length: int, width: int) -> str:
    return _PETAL.format(w=width, a=length // 4, b=length * 3 // 4, h=length)


def _sprays() -> list[str]:
    """Leaves on a bent stem to the left and right of the lotus."""
    stem = "M0 0 C110 -10 190 -46 270 -6"
    leaves = "".join(
        f'<path d="{_petal(62, 17)}" transform="translate({x} {y}) rotate({turn})" '
        f'fill="{_PALE_GOLD}" stroke="{_GOLD}" stroke-width="2.5"/>'
        for x, y, turn in ((60, -6, 35), (110, -14, 120), (150, -24, 30), (200, -28, 125),
                           (268, -8, 78))
    )  # fmt: skip
    drawn = f'<path d="{stem}" fill="none" stroke="{_GOLD}" stroke-width="4"/>{leaves}'
    return [
        f'<g transform="translate({WIDTH / 2 + side * 170} 322) scale({side} 1)">{drawn}</g>'
        for side in (1, -1)
    ]
