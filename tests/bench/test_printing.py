"""The bench draws real receipts: every round has new ones, and both ways print the same page."""

import pytest

from accounts.permissions import Role
from portal.bench import printing, yardsticks
from tests.dossiers.papers import text_of
from tests.factories import make_commune, make_procedure, make_staff


@pytest.mark.django_db
def test_both_ways_print_the_same_receipt() -> None:
    commune = make_commune()
    procedure = make_procedure()
    clerk = make_staff(commune.one_stop, Role.RECEPTIONIST)
    dossier = yardsticks.Intake(clerk, procedure).submit()
    [paper] = printing.papers_of(dossier)
    ours = text_of(printing.drawing.draw(paper))
    assert ours == text_of(printing._bare(printing._page(paper)))


def test_a_board_is_drawn_anew_by_both_ways_and_then_from_memory() -> None:
    _alone, board, again = printing._codes(rounds=1)
    assert board.goal is not None
    assert len(board.samples) == 1
    assert again.typical("per_second") > board.typical("per_second")
