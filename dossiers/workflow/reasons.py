"""Lists of reasons that an act has to choose from."""

REASONS: dict[str, tuple[tuple[str, str], ...]] = {
    "refuse": (
        ("authority", "Không thuộc thẩm quyền giải quyết của đơn vị"),
        ("condition", "Chưa đủ điều kiện theo quy định của thủ tục"),
        ("invalid", "Giấy tờ không hợp lệ, không xác minh được"),
        ("duplicate", "Trùng với hồ sơ đang giải quyết"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "stop": (
        ("dispute", "Đang có tranh chấp, khiếu nại liên quan"),
        ("court", "Có văn bản của tòa án hoặc cơ quan có thẩm quyền"),
        ("death", "Người nộp hồ sơ đã mất"),
        ("no_supplement", "Quá hạn mà chưa bổ sung"),
        ("request", "Theo đề nghị dừng của người nộp"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "extend": (
        ("verify_more", "Phải xác minh, kiểm tra thực tế thêm"),
        ("await_opinion", "Chờ ý kiến, kết quả của cơ quan khác"),
        ("complex_case", "Vụ việc phức tạp, nhiều nội dung"),
        ("unforeseen", "Thiên tai, sự cố khách quan"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
    "send_back": (
        ("wrong_unit", "Chuyển nhầm đơn vị"),
        ("incomplete", "Thiếu giấy tờ khi bàn giao"),
        ("other", "Lý do khác (ghi rõ)"),
    ),
}

_REASON_WORDS = {code: words for reasons in REASONS.values() for code, words in reasons}


def reason_words(code: str) -> str:
    """The chosen reason in a sentence's words; empty without one. Every list has its own codes."""
    return _REASON_WORDS.get(code, "").removesuffix(" (ghi rõ)")
