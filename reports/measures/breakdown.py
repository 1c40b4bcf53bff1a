"""One indicator by unit and by procedure: who makes it what it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from procedures.memory import catalogue
from reports.counting.figures import Figures, by_part
from reports.measures import ratios
from reports.measures.index766 import OF_FIGURES
from reports.measures.linked import Linked, Whose, linked
from reports.measures.shares import Share
from reports.scope import Scope


@dataclass(frozen=True)
class Row:
    """`url`: the same indicator of this unit alone; empty for a procedure."""

    name: str
    share: Share
    numbers: Linked
    url: str = ""

    @property
    def missed(self) -> int:
        """How many keep it from being whole."""
        return (self.share.denominator or 0) - (self.share.numerator or 0)


def by_unit(slug: str, whose: Whose) -> list[Row]:
    """One query. Nobody is ranked: the order is what there is most to gain from."""
    found = by_part(whose.scope, whose.period, whose.until)
    parts = [one for one in whose.scope.parts if one.office.id in found]
    return _ordered(_of_part(slug, whose, part, found[part.office.id]) for part in parts)


def _of_part(slug: str, whose: Whose, part: Scope, figures: Figures) -> Row:
    share = OF_FIGURES[slug](figures)
    numbers = linked(slug, share, replace(whose, scope=part))
    query = urlencode(part.pairs() | whose.period.pairs())
    return Row(part.words, share, numbers, f"?{query}")


def by_procedure(slug: str, whose: Whose) -> list[Row]:
    """One query."""
    found = ratios.by_procedure(whose.scope, whose.period, whose.until)
    return _ordered(_of_procedure(slug, whose, pk, figures) for pk, figures in found.items())


def _of_procedure(slug: str, whose: Whose, procedure: int, figures: Figures) -> Row:
    share = OF_FIGURES[slug](figures)
    name = catalogue().procedures[procedure].title
    return Row(name, share, linked(slug, share, whose, procedure))


def _ordered(rows: Iterable[Row]) -> list[Row]:
    some = [row for row in rows if row.share.denominator]
    return sorted(some, key=lambda row: (-row.missed, row.name))
