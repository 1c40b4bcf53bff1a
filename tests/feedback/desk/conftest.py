"""The commune at its desk: who handles, who moderates, and one report that just came in."""

from tests.feedback.conftest import commune, people

__all__ = ["commune", "people"]
