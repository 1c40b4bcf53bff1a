"""No test talks to the world: only loopback and unix sockets."""

import ipaddress
import socket
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from unittest import mock


class OutsideWorld(RuntimeError):
    """A test tried to leave the machine."""


def is_local(address: object) -> bool:
    if not isinstance(address, tuple):  # a unix socket's path
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def forbidden() -> Generator[None]:
    """Inside, connecting or resolving anything but this machine raises `OutsideWorld`."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    resolve = socket.getaddrinfo

    def checked(address: object) -> None:
        if not is_local(address):
            raise OutsideWorld(f"tests must not reach {address}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        checked(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        checked(address)
        return connect_ex(self, address)

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        checked((host or "localhost",))
        return resolve(host, *args, **kwargs)

    with (
        mock.patch.object(socket.socket, "connect", guarded_connect),
        mock.patch.object(socket.socket, "connect_ex", guarded_connect_ex),
        mock.patch.object(socket, "getaddrinfo", guarded_resolve),
    ):
        yield
