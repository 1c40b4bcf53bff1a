"""`/styleguide/`: every component in every state, with made-up content, for page builders."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.lib.forms import DayMonthYearField, PersonalNumberField, PhoneField, PortalForm

SPACES = {
    "": "styleguide/citizen.html",
    "can-bo": "styleguide/staff.html",
    "in": "styleguide/print.html",
}


class SampleForm(PortalForm):
    """One field of every kind."""

    full_name = forms.CharField(
        label="Họ và tên", help_text="Ghi như trên căn cước", max_length=120
    )
    birth_date = DayMonthYearField(
        label="Ngày sinh của trẻ",
        help_text="Ghi theo giấy chứng sinh, ví dụ 5 11 2026",
        when="past",
        noun="sinh",
    )
    place = forms.ChoiceField(
        label="Nơi sinh",
        widget=forms.RadioSelect,
        choices=[("hospital", "Bệnh viện, trạm y tế"), ("home", "Ở nhà hoặc nơi khác")],
    )
    news_by = forms.MultipleChoiceField(
        label="Nhận thông báo qua",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("sms", "Tin nhắn"), ("email", "Thư điện tử")],
    )
    hamlet = forms.ChoiceField(
        label="Thôn", choices=[("", "Chọn thôn"), ("1", "Thôn 1"), ("2", "Thôn 2")]
    )
    personal_number = PersonalNumberField(label="Số căn cước")
    phone = PhoneField(label="Điện thoại nhận tin nhắn")
    copies = forms.IntegerField(
        label="Số bản",
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    photo = forms.FileField(
        label="Ảnh giấy chứng sinh", required=False, help_text="Ảnh hoặc PDF, tối đa 10 MB"
    )
    note = forms.CharField(
        label="Điều cần nói thêm", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    agree = forms.BooleanField(label="Tôi đã đọc và khai đúng sự thật")


RIGHT = {
    "full_name": "TRẦN MINH KHÔI",
    "birth_date": "2026-11-05",
    "place": "hospital",
    "news_by": ["sms"],
    "hamlet": "2",
    "phone": "0905 123 318",
    "copies": "2",
}
WRONG = {
    "birth_date_day": "5",
    "birth_date_month": "11",
    "birth_date_year": "9062",
    "place": "hospital",
    "personal_number": "0561570043",
    "phone": "0905 123",
    "copies": "hai",
}

BADGES = [
    ("info", "loader", "Đang giải quyết"),
    ("ok", "circle-check", "Đã trả kết quả"),
    ("warn", "alarm", "Sắp đến hẹn"),
    ("late", "alert-triangle", "Chậm hẹn – xin lỗi ông/bà"),
    ("wait", "player-pause", "Chờ ông/bà bổ sung"),
    ("off", "pencil", "Bản nháp, chưa gửi"),
]
DUES = [
    ("late", "Trễ 2 ngày"),
    ("soon", "Hôm nay 16:30"),
    ("ok", "24/11"),
    ("wait", "Chờ dân 3 ngày"),
    ("off", "Không có hạn"),
    ("over", "Quá bước 1 ngày"),
]
TIMELINE = [
    {"state": "done", "title": "Đã nộp trực tuyến", "meta": "19/11/2026, 20:14"},
    {
        "state": "now",
        "title": "Cán bộ tư pháp đang xác minh",
        "meta": "Từ 20/11 · Ông Phạm Quốc Bảo · hạn bước này: hôm nay",
    },
    {"state": "wait", "title": "Chờ ông/bà bổ sung", "meta": "Đồng hồ đang dừng"},
    {"state": "next", "title": "Lãnh đạo xã ký số"},
]
FACTS = [
    {"icon": "clock", "label": "Thời hạn", "value": "Trong ngày"},
    {"icon": "cash", "label": "Lệ phí", "value": "Không mất phí"},
    {"icon": "device-mobile", "label": "Cách nộp", "value": "Tại nhà hoặc tại quầy"},
    {"icon": "file-certificate", "label": "Kết quả", "value": "Giấy khai sinh"},
]
PAPERS = [
    {
        "title": "Giấy chứng sinh",
        "detail": "Bản chính, do bệnh viện hoặc trạm y tế cấp. Chụp ảnh bằng điện thoại là được.",
        "link_url": "#giay-to",
        "link_text": "Xem ảnh mẫu",
    },
    {
        "title": "Giấy chứng nhận kết hôn của cha mẹ",
        "detail": "Nếu đã kết hôn. Đã có trong kho thì không phải nộp lại.",
    },
]
LINKS = [
    {
        "title": "Đăng ký khai sinh",
        "url": "#lien-ket",
        "meta": "Xong trong ngày · Không mất phí · Nộp tại nhà",
    },
    {"title": "Tải giấy tiếp nhận, hẹn trả", "url": "#lien-ket", "meta": "PDF", "icon": "download"},
]
TABS = [
    {"label": "Tất cả", "url": "#the", "here": True},
    {"label": "Trễ hạn", "url": "#the", "here": False, "count": 3, "kind": "late"},
    {"label": "Hôm nay", "url": "#the", "here": False, "count": 5, "kind": "soon"},
    {"label": "2 ngày tới", "url": "#the", "here": False, "count": 7, "kind": "ok"},
    {"label": "Sau đó", "url": "#the", "here": False, "count": 4},
    {"label": "Chờ dân", "url": "#the", "here": False, "count": 5, "kind": "wait"},
]
ROWS = [
    {
        "code": "261112-0031",
        "due": DUES[0],
        "name": "Võ Thị Lành",
        "procedure": "Đăng ký kết hôn",
        "step": "Chờ ký",
    },
    {
        "code": "261123-0003",
        "due": DUES[1],
        "name": "Nguyễn Thị Hoa",
        "procedure": "Đăng ký khai sinh",
        "step": "Xác minh",
    },
    {
        "code": "261119-0042",
        "due": DUES[2],
        "name": "Ngô Minh Trí",
        "procedure": "Xác nhận tình trạng hôn nhân",
        "step": "Xác minh",
    },
]


def samples() -> dict[str, Any]:
    return {
        "filled": SampleForm(initial=RIGHT, auto_id="dung_%s"),
        "wrong": SampleForm(WRONG, auto_id="sai_%s"),
        "badges": BADGES,
        "dues": DUES,
        "timeline": TIMELINE,
        "facts": FACTS,
        "papers": PAPERS,
        "links": LINKS,
        "crumbs": [
            {"label": "Trang chủ", "url": "/"},
            {"label": "Hộ tịch", "url": "/linh-vuc/ho-tich/"},
        ],
        "tabs": TABS,
        "rows": ROWS,
    }


@require_safe
def styleguide(request: HttpRequest, space: str = "") -> HttpResponse:
    if space not in SPACES:
        raise Http404
    return render(request, SPACES[space], samples())
