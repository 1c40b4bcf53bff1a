"""An authority to sign papers with."""

from tests.signatures.fixtures import signing, trusted

__all__ = ["signing", "trusted"]
