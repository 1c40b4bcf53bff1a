"""The 15:00 rule and what is left of a term after a pause."""

from django import forms

from portal.calendars.decision_form import NotedDecisionForm
from portal.calendars.plans import CalendarPlan, Plan
from portal.calendars.spans import ClockTimeField
from portal.calendars.together import Data, FormsTogether
from portal.calendars.words import PAUSE_WORDS, clock_time
from worktime.calendars import PausePolicy
from worktime.changes import CalendarChange, PolicyChange
from worktime.models import Calendar, CalendarVersion

USUAL, LATE = "khong", "co"


class RulesForm(NotedDecisionForm):
    cutoff_time = ClockTimeField(
        label="Giờ chốt trong ngày",
        help_text="Hồ sơ trả trong ngày nhận sau giờ này thì trả vào ngày làm việc tiếp theo",
        error_messages={"required": "Ghi giờ và phút, ví dụ 15:00"},
    )
    cutoff_for_all = forms.TypedChoiceField(
        label="Thủ tục nhiều ngày nhận sau giờ chốt",
        choices=[(USUAL, "tính như nhận trước giờ chốt"), (LATE, "tính từ ngày làm việc sau")],
        coerce=LATE.__eq__,
        widget=forms.RadioSelect,
    )
    pause_policy = forms.TypedChoiceField(
        label="Sau khi tạm dừng",
        choices=[(policy.value, words) for policy, words in PAUSE_WORDS.items()],
        coerce=PausePolicy,
        widget=forms.RadioSelect,
    )


class RulesForms(FormsTogether):
    decision: RulesForm

    def __init__(self, data: Data | None, *, calendar: Calendar, version: CalendarVersion) -> None:
        self.calendar = calendar
        initial = {
            "cutoff_time": clock_time(version.cutoff_time),
            "cutoff_for_all": LATE if version.cutoff_for_all else USUAL,
            "pause_policy": version.pause_policy,
        }
        self.decision = RulesForm(data, initial=initial)

    def plan(self) -> Plan:
        found = dict(self.decision.cleaned_data)
        rules = {name: found.pop(name) for name in PolicyChange.__slots__}
        return CalendarPlan(self.calendar, CalendarChange(**found, policy=PolicyChange(**rules)))
