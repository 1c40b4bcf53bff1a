"""The commune with its people, as dossiers have them."""

from tests.dossiers.conftest import commune, people

__all__ = ["commune", "people"]
