"""Filters of the catalogue from the words of a source: who it is for, which level does it."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from portal.lib.text import fold

_BUSINESS = ("doanh nghiep", "hop tac xa")
_ORGANISATION = ("to chuc", "co quan")
_NOT_BUSINESS = "khong bao gom doanh nghiep"

_COMMUNE = ("cap xa", " xa,", "uy ban nhan dan xa", "ubnd xa", "cong an xa", "tram y te")
_PROVINCE = ("tinh", "thanh pho", "van phong dang ky dat dai")
_PROVINCE_START = "so "
_MINISTRY_START = ("bo ", "cuc ", "tong cuc ", "ngan hang nha nuoc", "co quan dai dien viet nam")


@dataclass(frozen=True, slots=True)
class Audience:
    citizens: bool
    businesses: bool
    organisations: bool


@dataclass(frozen=True, slots=True)
class Levels:
    ministry: bool
    province: bool
    commune: bool

    def __str__(self) -> str:
        """Cấp thực hiện, as the national portal writes it."""
        found = zip(("Cấp Bộ", "Cấp Tỉnh", "Cấp Xã"), astuple(self), strict=True)
        return "; ".join(name for name, does in found if does)


def audience_of(names: Iterable[str]) -> Audience:
    """From `đối tượng thực hiện`: everybody who is no business and no organisation is a person."""
    folded = [fold(name) for name in names if name.strip()]
    business = [n for n in folded if _has(n, _BUSINESS) and _NOT_BUSINESS not in n]
    organisations = [n for n in folded if n not in business and _has(n, _ORGANISATION)]
    people = [n for n in folded if n not in business and n not in organisations]
    return Audience(bool(people), bool(business), bool(organisations))


def levels_of(agencies: Iterable[str]) -> Levels:
    """From the names of the executing agencies, where the source gives no flags."""
    folded = [f"{fold(name)} " for name in agencies]
    commune = [n for n in folded if _has(n, _COMMUNE)]
    others = [n for n in folded if n not in commune]
    province = [n for n in others if n.startswith(_PROVINCE_START) or _has(n, _PROVINCE)]
    ministry = [n for n in others if n not in province and n.startswith(_MINISTRY_START)]
    return Levels(bool(ministry), bool(province), bool(commune))


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
