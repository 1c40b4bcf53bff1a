"""The index behind the search: folded words and word pairs of every procedure, in memory.

The same on both databases, since neither is asked. Names count less than everyday names and
keywords; a long name's words count less each. What the index returns is a score a document:
about 1 for a plain match of all words, more for pairs of neighbours and everyday wording.
"""

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
# Words of the question, not of the matter: dropped unless nothing else is left.
_FILLERS = """
    lam xin muon can toi minh em anh chi ong ba cho ve o dau the nao nhu gi di de duoc khong
    thu tuc ho so giay to cua va voi tai la co thi hoi nop xem cach viec mot cai
"""
FILLERS = frozenset(_FILLERS.split())
NAME, SHORT, KEYWORDS = 1.0, 1.6, 1.4  # weight of a word by where it stands
PAIR = 0.5  # of a pair of neighbours, beside that of its words
CORRECTED = 0.7
RARE = 2  # a word in no more documents may be a typing error of a commoner one


class Document(Protocol):
    """The name, the everyday name, then keywords, all folded."""

    @property
    def id(self) -> int: ...
    @property
    def search_lines(self) -> tuple[str, ...]: ...


class Phrase(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...


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


class SearchIndex:
    def __init__(self, documents: Sequence[Document], phrases: Iterable[Phrase]) -> None:
        self.size = max(len(documents), 1)
        self._postings: dict[str, Postings] = {}
        self._build(documents)
        self.phrases: dict[str, list[Phrase]] = defaultdict(list)
        phrase_words: set[str] = set()
        for phrase in phrases:
            self.phrases[phrase.words[0]].append(phrase)
            phrase_words.update(phrase.words)
        own = {term for term in self._postings if " " not in term}
        self.vocabulary = sorted(own | phrase_words)
        self._known = frozenset(self.vocabulary)

    def _build(self, documents: Sequence[Document]) -> None:
        average = sum(len(d.search_lines[0].split()) for d in documents) / self.size
        terms: dict[str, Postings] = defaultdict(lambda: Postings(array("I"), array("f")))
        for document in documents:
            for term, weight in _weights(document.search_lines, average or 1).items():
                terms[term].documents.append(document.id)
                terms[term].weights.append(weight)
        self._postings = dict(terms)

    def rarity(self, term: str) -> float:
        """Inverse document frequency; an unknown word is as telling as a rare one."""
        postings = self._postings.get(term)
        return math.log(1 + self.size / (len(postings.documents) if postings else RARE))

    def meanings(self, typed: Sequence[str]) -> list[Meaning]:
        """Each typed word, corrected where it must be; `khaisinh` is taken apart."""
        return [meaning for word in typed for meaning in self._meanings_of(word)]

    def _meanings_of(self, word: str) -> Iterator[Meaning]:
        if self._frequency(word) > RARE or word.isdigit() or len(word) < 2:
            yield Meaning(word, ((word, 1.0),))
            return
        if word not in self._known and (parts := self._apart(word)):
            yield from (Meaning(part, ((part, 1.0),)) for part in parts)
            return
        own = ((word, 1.0),) if word in self._known else ()
        yield Meaning(word, (*own, *((near, CORRECTED) for near in self.nearest(word, 3))))

    def nearest(self, word: str, limit: int) -> list[str]:
        """Known words one slip away (two in a long word), the commonest first."""
        slips = 1 if len(word) < 7 else 2
        found = process.extract(
            word, self.vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=limit * 4
        )
        near = [(distance, known) for known, distance, _ in found if distance]
        near.sort(
            key=lambda item: (item[0], not _same_letters(word, item[1]), -self._frequency(item[1]))
        )
        return [known for _, known in near[:limit]]

    def _apart(self, word: str) -> tuple[str, str] | None:
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            if f"{left} {right}" in self._postings:
                return left, right
        return None

    def _frequency(self, word: str) -> int:
        postings = self._postings.get(word)
        return len(postings.documents) if postings else 0

    def scores(self, meanings: Sequence[Meaning]) -> dict[int, float]:
        """Documents with at least half of the telling words, and how well they fit."""
        telling = [m for m in meanings if m.best not in FILLERS] or list(meanings)
        total = sum(self.rarity(m.best) for m in telling) or 1.0
        scores: dict[int, float] = defaultdict(float)
        found: dict[int, float] = defaultdict(float)
        for meaning in telling:
            self._add_word(meaning, scores, found)
        for first, second in zip(meanings, meanings[1:], strict=False):
            self._add_pair(f"{first.best} {second.best}", scores)
        return {
            document: scores[document] / total
            for document, share in found.items()
            if share >= total / 2
        }

    def _add_word(
        self, meaning: Meaning, scores: dict[int, float], found: dict[int, float]
    ) -> None:
        """The best of the word's meanings counts, once a document."""
        best: dict[int, float] = {}
        rarity = self.rarity(meaning.best)
        for word, trust in meaning.words:
            postings = self._postings.get(word)
            if postings is None:
                continue
            for document, weight in zip(postings.documents, postings.weights, strict=True):
                if trust * weight > best.get(document, 0.0):
                    best[document] = trust * weight
        for document, weight in best.items():
            scores[document] += rarity * weight
            found[document] += rarity

    def _add_pair(self, pair: str, scores: dict[int, float]) -> None:
        postings = self._postings.get(pair)
        if postings is None:
            return
        rarity = PAIR * self.rarity(pair)
        for document, weight in zip(postings.documents, postings.weights, strict=True):
            if document in scores:
                scores[document] += rarity * weight

    def phrases_in(self, words: Sequence[str]) -> list[Phrase]:
        """Everyday phrases that stand in the words, the longest first, none inside another."""
        taken: set[int] = set()
        found = [
            (len(phrase.words), -start, phrase)
            for start, word in enumerate(words)
            for phrase in self.phrases.get(word, ())
            if tuple(words[start : start + len(phrase.words)]) == phrase.words
        ]
        chosen: list[Phrase] = []
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
        for term in (*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))):
            if weight > weights.get(term, 0.0):
                weights[term] = weight
    return weights


def _same_letters(first: str, second: str) -> bool:
    """Swapped or doubled letters are the commonest slips; `i` for `y` is hardly one."""
    return set(first.replace("y", "i")) == set(second.replace("y", "i"))
