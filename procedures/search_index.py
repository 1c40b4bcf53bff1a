"""The index behind the search: folded words and word pairs of every procedure, in memory.

The same on both databases, since neither is asked. Names count less than everyday names and
keywords; a long name's words count less each. What the index returns is a score a document:
about 1 for a plain match of all words, more for pairs of neighbours and everyday wording.
"""

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
# Words of the question, not of the matter: dropped unless nothing else is left.
_FILLERS = """
    lam xin muon can toi minh cho o nhu gi di de duoc khong thu tuc giay cua va voi thi hoi xem
"""
FILLERS = frozenset(_FILLERS.split())
NAME, SHORT, KEYWORDS = 1.0, 1.6, 1.4  # weight of a word by where it stands
PAIR = 0.5  # of a pair of neighbours, beside that of its words
CORRECTED = 0.7
UNKNOWN = 0.5  # of an unknown word among the others: it may be the slip, or just talk
NEAR, ALIKE = 12, 3  # words one slip away that are looked at, and that are taken
ENOUGH = 0.5  # share of the telling words that a document must have
CUT = 0.4  # of the best score; what fits less is noise


class Document(Protocol):
    """The name, the everyday name, then keywords, all folded."""

    @property
    def id(self) -> int: ...
    @property
    def search_lines(self) -> tuple[str, ...]: ...


class Phrase(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


AnyPhrase = TypeVar("AnyPhrase", bound=Phrase)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One typed word and the words of the catalogue it stands for, with their weight."""

    typed: str
    words: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        return self.words[0][0] if self.words else self.typed


@dataclass(slots=True)
class Postings:
    documents: "array[int]"
    weights: "array[float]"


def words_of(text: str) -> list[str]:
    """Words of folded text."""
    return WORD.findall(text)


class SearchIndex(Generic[AnyPhrase]):
    def __init__(self, documents: Sequence[Document], phrases: Iterable[AnyPhrase]) -> None:
        self.size = max(len(documents), 1)
        self._postings: dict[str, Postings] = {}
        self._build(documents)
        self.phrases: dict[str, list[AnyPhrase]] = defaultdict(list)
        phrase_words: set[str] = set()
        phrase_pairs: set[str] = set()
        for phrase in phrases:
            self.phrases[phrase.words[0]].append(phrase)
            phrase_words.update(phrase.words)
            phrase_pairs.update(_pairs(phrase.words))
        own = {term for term in self._postings if " " not in term}
        self.vocabulary = sorted(own | phrase_words)
        self._known = frozenset(self.vocabulary)
        self._phrase_pairs = phrase_pairs

    def _build(self, documents: Sequence[Document]) -> None:
        average = sum(len(d.search_lines[0].split()) for d in documents) / self.size
        terms: dict[str, Postings] = defaultdict(lambda: Postings(array("I"), array("f")))
        for document in documents:
            for term, weight in _weights(document.search_lines, average or 1).items():
                terms[term].documents.append(document.id)
                terms[term].weights.append(weight)
        self._postings = dict(terms)

    def rarity(self, term: str) -> float:
        """Inverse document frequency; 0 for a word of no document."""
        frequency = self._frequency(term)
        return math.log(1 + self.size / frequency) if frequency else 0.0

    def _importance(self, meaning: Meaning) -> float:
        return self.rarity(meaning.best) or UNKNOWN * math.log(1 + self.size)

    def meanings(self, typed: Sequence[str]) -> list[Meaning]:
        """Each typed word, corrected where it must be; `khaisinh` is taken apart."""
        words = [part for word in typed for part in self._apart(word)]
        around = zip(["", *words], words, [*words[1:], ""], strict=False)
        return [self._meaning_of(word, before, after) for before, word, after in around]

    def _meaning_of(self, word: str, before: str, after: str) -> Meaning:
        """The word itself when it is known and at home between its neighbours; else also the
        words one slip away, those first that go best with the neighbours."""
        known = word in self._known
        certain = word.isdigit() or len(word) < 2 or word in FILLERS
        if certain or (known and self._affinity(word, before, after)):
            return Meaning(word, ((word, 1.0),))
        near = [other for other in self.nearest(word, NEAR) if other not in FILLERS]
        fit = {other: self._affinity(other, before, after) for other in near}
        fitting = sorted(filter(fit.get, near), key=lambda other: -fit[other])
        others = fitting if known else fitting or near[:ALIKE]
        own = ((word, 1.0),) if known else ()
        return Meaning(word, (*((other, CORRECTED) for other in others), *own))

    def _affinity(self, word: str, before: str, after: str) -> int:
        """How often the word stands beside its neighbours in the catalogue."""
        return sum(
            self._frequency(pair) or pair in self._phrase_pairs
            for pair in (f"{before} {word}", f"{word} {after}")
        )

    def nearest(self, word: str, limit: int) -> list[str]:
        """Known words one slip away (two in a long word), the commonest first."""
        slips = 1 if len(word) < 7 else 2
        found = process.extract(
            word, self.vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=limit * 4
        )
        near = [known for known, distance, _ in found if distance]
        near.sort(key=lambda known: (not _same_letters(word, known), -self._frequency(known)))
        return near[:limit]

    def _apart(self, word: str) -> tuple[str, ...]:
        """`khaisinh` -> `khai`, `sinh`; any other word is itself."""
        if word not in self._known:
            for cut in range(2, len(word) - 1):
                if f"{word[:cut]} {word[cut:]}" in self._postings:
                    return word[:cut], word[cut:]
        return (word,)

    def _frequency(self, word: str) -> int:
        postings = self._postings.get(word)
        return len(postings.documents) if postings else 0

    def scores(self, meanings: Sequence[Meaning]) -> dict[int, float]:
        """Documents with enough of the telling words, and how well they fit."""
        telling = [m for m in meanings if m.best not in FILLERS] or list(meanings)
        total = sum(map(self._importance, dict.fromkeys(telling))) or 1.0
        scores: dict[int, float] = defaultdict(float)
        found: dict[int, float] = defaultdict(float)
        for meaning in dict.fromkeys(telling):
            self._add_word(meaning, scores, found)
        for pair in _pairs([meaning.best for meaning in meanings]):
            self._add_pair(pair, scores)
        fitting = {
            document: scores[document] / total * (share / total)
            for document, share in found.items()
            if share >= ENOUGH * total
        }
        least = CUT * max(fitting.values(), default=0.0)
        return {document: score for document, score in fitting.items() if score >= least}

    def _add_word(
        self, meaning: Meaning, scores: dict[int, float], found: dict[int, float]
    ) -> None:
        """The best of the word's meanings counts, once a document; a guess counts less."""
        best: dict[int, tuple[float, float]] = {}
        for word, trust in meaning.words:
            postings = self._postings.get(word)
            if postings is None:
                continue
            for document, weight in zip(postings.documents, postings.weights, strict=True):
                if (trust * weight, trust) > best.get(document, (0.0, 0.0)):
                    best[document] = (trust * weight, trust)
        importance = self._importance(meaning)
        for document, (weight, trust) in best.items():
            scores[document] += importance * weight
            found[document] += importance * trust

    def _add_pair(self, pair: str, scores: dict[int, float]) -> None:
        postings = self._postings.get(pair)
        if postings is None:
            return
        rarity = PAIR * self.rarity(pair)
        for document, weight in zip(postings.documents, postings.weights, strict=True):
            if document in scores:
                scores[document] += rarity * weight

    def phrases_in(self, words: Sequence[str]) -> list[AnyPhrase]:
        """Everyday phrases that stand in the words, the longest first, none inside another."""
        taken: set[int] = set()
        found = [
            (len(phrase.words), -start, phrase)
            for start, word in enumerate(words)
            for phrase in self.phrases.get(word, ())
            if tuple(words[start : start + len(phrase.words)]) == phrase.words
        ]
        chosen: list[AnyPhrase] = []
        for length, start, phrase in sorted(found, key=lambda item: item[:2], reverse=True):
            span = set(range(-start, -start + length))
            if not span & taken:
                taken |= span
                chosen.append(phrase)
        return chosen


def _weights(lines: Sequence[str], average: float) -> dict[str, float]:
    """Every word and pair of neighbours with the weight of the best place it stands in."""
    weights: dict[str, float] = {}
    for place, text in enumerate(lines):
        words = words_of(text)
        weight = (NAME, SHORT)[place] if place < 2 else KEYWORDS
        if place == 0:
            weight *= min(1.2, 1 / (0.6 + 0.4 * len(words) / average))
        for term in (*words, *_pairs(words)):
            if weight > weights.get(term, 0.0):
                weights[term] = weight
    return weights


def _pairs(words: Sequence[str]) -> list[str]:
    """Neighbours: `khai sinh`."""
    return [f"{first} {second}" for first, second in zip(words, words[1:], strict=False)]


def _same_letters(first: str, second: str) -> bool:
    """Swapped or doubled letters are the commonest slips; `i` for `y` is hardly one."""
    return set(first.replace("y", "i")) == set(second.replace("y", "i"))
