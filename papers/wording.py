"""What an office writes itself on its papers: sentences with {variables} from a fixed list."""

from collections.abc import Iterable, Mapping

from portal.lib.sentences import check_names, fill_names

BLANK = "…………"
VARIABLES: Mapping[str, str] = {
    "ma_ho_so": "mã hồ sơ",
    "nguoi_nop": "họ tên người nộp",
    "thu_tuc": "tên thủ tục",
    "ngay_hen": "ngày hẹn trả kết quả",
    "don_vi": "tên đơn vị trên giấy",
    "dien_thoai": "điện thoại trên giấy",
    "trang_web": "địa chỉ cổng dịch vụ công",
}


def check_wording(text: str, *, field: str, known: Iterable[str] = tuple(VARIABLES)) -> str:
    """The text as it is; refused with what is wrong and the list of what may stand in braces."""
    return check_names(text, field=field, known=known)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The sentence for one paper; what nobody knows is left to be written by hand."""
    return fill_names(text, lambda name: values.get(name) or BLANK)
