"""Guards that surround every test."""

from collections.abc import Generator

import pytest

from tests import gets, network


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Generator[None]:
    with network.forbidden():
        yield


@pytest.fixture(scope="session", autouse=True)
def _gets_never_write() -> Generator[None]:
    with gets.never_write():
        yield
