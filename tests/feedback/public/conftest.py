"""The commune whose reports everybody reads."""

from tests.feedback.conftest import commune, people

__all__ = ["commune", "people"]
