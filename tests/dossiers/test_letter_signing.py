"""A signed letter of apology carries the digital signature of whoever signed it."""

import pytest
from django.conf import LazySettings
from django.utils import timezone

from dossiers.documents.drawing import make
from papers.models import PaperFile
from papers.services import content_of
from papers.sets import seed_form_sets
from procedures.models import Procedure
from signatures.demo import Authority
from signatures.services import SigningFailed, signatures_of
from tests.dossiers.conftest import People
from tests.dossiers.papers import examined
from tests.dossiers.test_documents_letters import an_apology, its_paper
from tests.factories import Commune
from tests.signatures import authorities

Made = PaperFile.Made


@pytest.fixture(autouse=True)
def _form_sets(db: None) -> None:
    seed_form_sets()


def test_the_letter_is_signed_by_who_signed_the_apology(
    commune: Commune, people: People, procedure: Procedure, signing: Authority
) -> None:
    authorities.added(signing, "leader", people.leader)
    issued = its_paper(an_apology(examined(commune, people, procedure), people))
    make(issued, at=timezone.now())
    assert list(issued.files.values_list("made", flat=True)) == [Made.DRAWN, Made.SIGNED]
    (facts,) = signatures_of(content_of(issued))
    assert (facts.signer, facts.intact, facts.trusted) == (people.leader.full_name, True, True)


def test_without_a_certificate_the_letter_is_for_ink(
    commune: Commune, people: People, procedure: Procedure
) -> None:
    issued = its_paper(an_apology(examined(commune, people, procedure), people))
    make(issued, at=timezone.now())
    assert list(issued.files.values_list("made", flat=True)) == [Made.DRAWN]


def test_a_letter_that_cannot_be_signed_is_not_kept_half_made(
    commune: Commune,
    people: People,
    procedure: Procedure,
    signing: Authority,
    settings: LazySettings,
) -> None:
    authorities.added(signing, "leader", people.leader)
    settings.SIGNING_TSA_URL = "http://127.0.0.1:9/tsa"
    issued = its_paper(an_apology(examined(commune, people, procedure), people))
    with pytest.raises(SigningFailed):
        make(issued, at=timezone.now())
    assert not issued.files.exists()
