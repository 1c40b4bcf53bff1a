"""Whom attempts are counted for."""

from typing import Any

import pytest
from django.test import RequestFactory

from portal.lib.addresses import client_network


def network(settings: Any, proxies: int, forwarded: str = "", address: str = "192.0.2.7") -> str:
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)
    return client_network(request)


def test_without_a_proxy_of_ours_the_header_is_not_believed(settings: Any) -> None:
    assert network(settings, 0, "203.0.113.9") == "192.0.2.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "told"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.8.7, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.8.7, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.7"),
        (1, "", "192.0.2.7"),
    ],
)
def test_only_what_our_proxies_wrote_counts(
    settings: Any, proxies: int, forwarded: str, told: str
) -> None:
    assert network(settings, proxies, forwarded) == told


def test_an_ipv6_subscriber_is_one_network(settings: Any) -> None:
    addresses = {network(settings, 0, address=f"2001:db8:1:2::{n:x}") for n in range(1, 9)}
    assert addresses == {"2001:db8:1:2::/64"}


def test_a_unix_socket_has_no_address(settings: Any) -> None:
    assert network(settings, 0, address="") == "local"
