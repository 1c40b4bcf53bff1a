"""Names in certificates, as people read them."""

from asn1crypto import x509

from portal.lib.text import clean

LENGTH = 500
PERSON, OFFICE = ("common_name",), ("organization_name", "organizational_unit_name")


def told(name: x509.Name) -> str:
    """`Trần Văn Dũng, Ủy ban nhân dân xã Bình An`, as long as a column holds."""
    return ", ".join(parts(name))[:LENGTH]


def part(name: x509.Name, keys: tuple[str, ...]) -> str:
    """The first of these parts that it has; empty for none."""
    return next((words for key in keys if (words := " ".join(parts(name, (key,))))), "")


def parts(name: x509.Name, keys: tuple[str, ...] = PERSON + OFFICE) -> list[str]:
    """All of these parts that it has, each once."""
    found = name.native
    values = [value for key in keys if (value := found.get(key))]
    flat = [text for value in values for text in ([value] if isinstance(value, str) else value)]
    return list(dict.fromkeys(map(clean, flat)))
