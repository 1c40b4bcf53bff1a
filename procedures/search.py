"""Search the catalogue: words with or without accents, everyday wording, slips, codes, filters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from rapidfuzz import fuzz, process

from portal.lib.text import clean, fold
from procedures.memory import Catalogue, Everyday, ProcedureFacts, State, catalogue, list_order
from procedures.models import Procedure
from procedures.search_index import FILLERS, words_of

LONGEST_QUERY = 200
MOST_WORDS = 20
EVERYDAY = 3.0  # weight of everyday words that are the whole question
LESS_LIKELY = 0.8  # of each further procedure that the words may mean
ACCENTED = 0.4  # the same words with the same accents
SUGGESTIONS = 3
SUGGESTION_CUTOFF = 60
NATIONAL_CODE = re.compile(r"\d\.\d{6}[\w.-]*")

AUDIENCES = {
    "citizen": "for_citizens",
    "business": "for_businesses",
    "organisation": "for_organisations",
}
LEVELS = {"commune": "for_commune", "province": "for_province", "ministry": "for_ministry"}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty: everything. `field` is a slug; `audience` and `level` are keys of the tables above."""

    field: str = ""
    audience: str = ""
    level: str = ""
    online: bool = False

    def allow(self, row: ProcedureFacts, field_id: int | None) -> bool:
        return (
            (not self.field or row.field_id == field_id)
            and (not self.audience or getattr(row, AUDIENCES[self.audience]))
            and (not self.level or getattr(row, LEVELS[self.level]))
            and (not self.online or row.accepts_online)
        )


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`hits` are ranked. `answers`: where to go with what is not done here. `corrected`: what
    was looked for instead of a slip. `suggestions`: procedures near to a question without hits."""

    hits: list[ProcedureFacts]
    answers: list[str] = field(default_factory=list)
    corrected: str = ""
    suggestions: list[ProcedureFacts] = field(default_factory=list)


def search(query: str, filters: Filters = Filters()) -> SearchResult:
    """Best first. An empty query lists what the filters allow, this office's own first."""
    known = catalogue()
    query = clean(query)[:LONGEST_QUERY]
    folded = fold(query)
    field_id = known.by_slug[filters.field].id if filters.field in known.by_slug else None
    allowed = {
        row.id: row
        for row in known.procedures.values()
        if row.state != State.RETIRED and filters.allow(row, field_id)
    }
    if not words_of(folded):
        return SearchResult(sorted(allowed.values(), key=list_order))
    if by_code := _by_code(known, folded):
        return SearchResult([row for row in by_code if filters == Filters() or row.id in allowed])
    return _by_words(known, query, folded, allowed)


def code_address(known: Catalogue, query: str) -> str:
    """Where a code typed alone leads: `HT01`, `1.001193`, `HT`; empty for anything else."""
    compact = fold(query).replace(" ", "")
    row = known.by_qr.get(compact.upper()) or known.by_code.get(compact)
    if row is not None:
        return reverse("procedures:procedure", args=[row.code])
    field = next((f for f in known.fields.values() if f.code and f.code == query.upper()), None)
    return reverse("procedures:field", args=[field.slug]) if field else ""


def _by_code(known: Catalogue, folded: str) -> list[ProcedureFacts]:
    """A national code, whole or its beginning, or the code of a board. A retired one too."""
    compact = folded.replace(" ", "")
    if row := known.by_qr.get(compact.upper()):
        return [row]
    if not NATIONAL_CODE.fullmatch(compact):
        return []
    found = [row for code, row in known.by_code.items() if code.lower().startswith(compact)]
    return sorted(found, key=lambda row: row.code)


def _by_words(
    known: Catalogue, query: str, folded: str, allowed: dict[int, ProcedureFacts]
) -> SearchResult:
    index = known.index
    typed = words_of(folded)[:MOST_WORDS]
    meanings = index.meanings(typed)
    meant = [meaning.best for meaning in meanings]
    scores = {pk: score for pk, score in index.scores(meanings).items() if pk in allowed}
    phrases = index.phrases_in(meant)
    _add_everyday(scores, phrases, meant, allowed)
    ranked = sorted(
        scores, key=lambda pk: scores[pk] + _standing(allowed[pk]) + _accents(query, allowed[pk]),
        reverse=True,
    )  # fmt: skip
    hits = [allowed[pk] for pk in ranked]
    return SearchResult(
        hits,
        answers=[phrase.answer for phrase in phrases if phrase.answer],
        corrected=" ".join(meant) if hits and meant != typed else "",
        suggestions=[] if hits else _near(folded, allowed.values()),
    )


def _add_everyday(
    scores: dict[int, float],
    phrases: Iterable[Everyday],
    meant: list[str],
    allowed: dict[int, ProcedureFacts],
) -> None:
    """What the words mean to people; the more of the question they are, the surer."""
    telling = [word for word in meant if word not in FILLERS] or meant
    for phrase in phrases:
        own = [word for word in phrase.words if word not in FILLERS] or phrase.words
        weight = EVERYDAY * min(1.0, len(own) / len(telling))
        for pk in phrase.procedure_ids:
            if pk in allowed:
                scores[pk] = scores.get(pk, 0.0) + weight
            weight *= LESS_LIKELY


def _standing(row: ProcedureFacts) -> float:
    """What this office does comes before what others do, the usual before the special."""
    scope = {Procedure.Scope.SPECIFIC: -0.4, Procedure.Scope.INTERNAL: -0.8}
    return (
        0.9 * row.received_here
        + 0.3 * row.for_commune
        + 0.1 * row.accepts_online
        + 0.008 * min(row.popularity, 100)
        + scope.get(Procedure.Scope(row.scope), 0.0)
    )


def _accents(query: str, row: ProcedureFacts) -> float:
    """Whoever types accents means them: `mơ` is not `mở`."""
    if query.isascii():
        return 0.0
    typed = set(query.lower().split())
    return ACCENTED * len(typed & set(row.title.lower().split())) / len(typed)


def _near(folded: str, rows: Iterable[ProcedureFacts]) -> list[ProcedureFacts]:
    """This office's procedures whose names look most like the question."""
    own = [row for row in rows if row.received_here]
    names = [fold(row.title) for row in own]
    found = process.extract(
        folded, names, scorer=fuzz.WRatio, score_cutoff=SUGGESTION_CUTOFF, limit=SUGGESTIONS
    )
    return [own[position] for _, _, position in found]
