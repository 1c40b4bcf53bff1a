"""Lists of reasons that an act has to choose from."""

REASONS: dict[str, tuple[tuple[str, str], ...]] = {
    "refuse": (
        ("not_ours", "Không thuộc phạm vi quản lý của địa phương"),
        ("unclear", "Không đủ thông tin để kiểm tra"),
        ("private", "Tranh chấp dân sự, thuộc thẩm quyền của tòa án"),
        ("procedure", "Là hồ sơ, khiếu nại, tố cáo: có thủ tục riêng"),
        ("abuse", "Nội dung xúc phạm, quảng cáo, không phải phản ánh"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "transfer": (
        ("wrong_unit", "Chuyển nhầm đơn vị"),
        ("wrong_place", "Nằm ngoài địa bàn phụ trách"),
        ("needs_both", "Cần đơn vị khác chủ trì"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "late": (
        ("no_staff", "Thiếu người kiểm tra, xử lý"),
        ("await_agency", "Chờ cơ quan khác trả lời"),
        ("weather", "Thời tiết, thiên tai"),
        ("budget", "Chờ kinh phí, vật tư"),
        ("complex", "Vụ việc phức tạp, phải kiểm tra nhiều lần"),
        ("other", "Nguyên nhân khác (ghi rõ)"),
    ),
    "no_photo": (
        ("none_needed", "Vụ việc không có hiện trường để chụp"),
        ("forbidden", "Nơi không được chụp ảnh"),
        ("agency", "Cơ quan khác xử lý, chưa gửi ảnh"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
}

_REASON_WORDS = {
    (kind, code): words for kind, reasons in REASONS.items() for code, words in reasons
}


def reason_words(kind: str, code: str) -> str:
    """The chosen reason in a sentence's words; empty without one."""
    return _REASON_WORDS.get((kind, code), "").removesuffix(" (ghi rõ)")
