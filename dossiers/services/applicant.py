"""Who files: the facts of the person, checked once for every way in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Applicant:
    """Cleaned facts; `phone` is E.164, `personal_id` twelve digits (both may be empty)."""

    full_name: str
    phone: str = ""
    personal_id: str = ""
    birth_date: date | None = None
    gender: str = ""
    address: str = ""
    email: str = ""
    subject_name: str = ""
    subject_address: str = ""
    delivery: str = "counter"
    delivery_address: str = ""
