"""What forms list line by line: papers of a dossier, and the hands it went through."""

from dataclasses import dataclass

VERDICTS = ("Trước hạn", "Đúng hạn", "Quá hạn")


@dataclass(frozen=True)
class Line:
    """One row of a papers table; counts as they are printed, empty for none."""

    name: str
    originals: str = ""
    certified: str = ""
    copies: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Hand:
    """One block of the control slip: who gave, who took, when, and how the giver stood to the
    stage's deadline (`verdict`; empty without one)."""

    giver: str
    taker: str
    at: str
    given_by: str
    taken_by: str
    limit: str
    note: str
    verdict: str

    @property
    def results(self) -> list[tuple[str, bool]]:
        """The boxes, and which of them is ticked."""
        return [(words, words == self.verdict) for words in VERDICTS]
