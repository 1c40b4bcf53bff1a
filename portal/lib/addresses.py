"""Addresses: those that lead back into the site, and that of who asks."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest, default: str = "/") -> str:
    """Where the person wanted to go on (`tiep`), a path inside this site; else `default`."""
    target = request.POST.get("tiep") or request.GET.get("tiep") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe and target.startswith("/") else default


def client_network(request: HttpRequest) -> str:
    """Whom to count attempts for: the address that asks, for IPv6 the network of its subscriber.

    Behind our own proxies (`PROXY_COUNT`) the last of them that is not ours wrote it down; what
    stands further left in the header anybody can invent.
    """
    hops = request.headers.get("X-Forwarded-For", "").replace(",", " ").split()
    count = settings.PROXY_COUNT
    told = hops[-count] if 0 < count <= len(hops) else request.META.get("REMOTE_ADDR", "")
    try:
        return network_of(told)
    except ValueError:  # a unix socket has no address
        return "local"


def network_of(text: str) -> str:
    """What an address is counted as; `ValueError` for what is none."""
    address = ip_address(text)
    return str(address if address.version == 4 else ip_network((address, 64), strict=False))
