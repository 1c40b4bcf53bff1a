"""The commune with its people, as dossiers have them."""

from tests.dossiers.conftest import commune, people, procedure, town
from tests.signatures.fixtures import signing, trusted

__all__ = ["commune", "people", "procedure", "signing", "town", "trusted"]
