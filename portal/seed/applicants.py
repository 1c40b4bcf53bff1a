"""Invented people of the demo commune, of every age and both genders."""

import random
from datetime import date, timedelta

from dossiers.services import Applicant

FAMILY_NAMES = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Phan", "Trương", "Mai",
]  # fmt: skip
MIDDLE = {
    "female": ["Thị", "Ngọc", "Thu", "Kim", "Thanh", "Mỹ"],
    "male": ["Văn", "Quốc", "Minh", "Đức", "Hữu", "Thành"],
}
GIVEN = {
    "female": [
        "Sáu", "Hoa", "Lành", "Bé", "Nga", "Mai", "Hạnh", "Yến", "Duyên", "Thảo", "Trinh",
        "Ánh",
    ],
    "male": [
        "Hùng", "Bình", "Tâm", "Trí", "Dũng", "Khôi", "Phúc", "Đạt", "Tài", "Vinh", "Quý", "Ẩn",
    ],
}  # fmt: skip


def applicant(dice: random.Random, today: date) -> Applicant:
    gender = dice.choice(("female", "male"))
    name = " ".join(
        (dice.choice(FAMILY_NAMES), dice.choice(MIDDLE[gender]), dice.choice(GIVEN[gender]))
    )
    born = today - timedelta(days=dice.randint(19 * 365, 84 * 365))
    century_digit = 2 * ((born.year - 1900) // 100) + (gender == "female")
    return Applicant(
        full_name=name,
        phone=f"+8490{dice.randint(1_000_000, 9_999_999)}",
        personal_id=f"056{century_digit}{born.year % 100:02d}{dice.randint(0, 999_999):06d}",
        birth_date=born,
        gender=gender,
        address=f"Thôn {dice.randint(1, 9)}, xã Bình An",
    )
