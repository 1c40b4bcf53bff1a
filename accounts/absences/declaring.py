"""Writing an absence down, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.absences.standing import deputies_for, present_and_coming
from accounts.identity import short_name
from accounts.models import Absence, User
from accounts.permissions import Perm
from portal.lib.dates import short_day
from portal.lib.errors import Refused
from portal.lib.text import clean

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Away:
    """From when until when, both days included; by which decision."""

    since: date
    until: date
    reason: str = ""
    decision_number: str = ""


@transaction.atomic
def declare_absence(user: User, away: Away, *, deputy: User, by: User, at: datetime) -> Absence:
    """From `since` on the deputy hears for `user`; it ends by itself."""
    if not may_declare(by, user):
        raise Refused("not_permitted", "Anh/chị chỉ ghi vắng mặt cho người của đơn vị mình")
    _check_days(away, timezone.localdate(at))
    _hold(user, deputy)
    _check_person(user, away)
    _check_deputy(user, deputy, away)
    return Absence.objects.create(
        user=user,
        deputy=deputy,
        since=away.since,
        until=away.until,
        reason=clean(away.reason),
        decision_number=clean(away.decision_number),
        made_at=at,
        made_by=by,
    )


@transaction.atomic
def take_back(absence: Absence, *, by: User, at: datetime) -> Absence:
    """The person is back, or does not go: from now on everything reaches the person again."""
    if not may_declare(by, absence.user):
        raise Refused("not_permitted", "Anh/chị chỉ rút được vắng mặt của người trong đơn vị mình")
    running = present_and_coming(timezone.localdate(at)).filter(pk=absence.pk)
    if not running.update(ended_at=at):
        raise Refused("over", "Lần vắng mặt này đã hết hoặc đã được rút", conflict=True)
    absence.ended_at = at
    return absence


def may_declare(by: User, user: User) -> bool:
    """Oneself, and the head for the staff of the same office."""
    return by.pk == user.pk or (Perm.ASSIGN in by.permissions and by.unit_id == user.unit_id)


def _hold(user: User, deputy: User) -> None:
    """Two who name each other at once wait for one another."""
    people = User.objects.filter(pk__in=[user.pk, deputy.pk]).order_by("pk")
    list(people.select_for_update(of=("self",)).values_list("pk"))


def _check_days(away: Away, today: date) -> None:
    if away.since < today:
        raise Refused("past", "Ngày này đã qua. Chọn từ hôm nay trở đi", field="since")
    if away.until < away.since:
        raise Refused("until", f"Ngày cuối phải từ {short_day(away.since)} trở đi", field="until")
    if away.until - away.since > LONGEST:
        raise Refused(
            "long", "Mỗi lần ghi không quá một năm. Chọn ngày cuối sớm hơn", field="until"
        )


def _check_person(user: User, away: Away) -> None:
    own = _overlapping(away).filter(user=user).first()
    if own is not None:
        raise Refused(
            "overlap",
            f"{user} đã ghi vắng mặt {_days(own)}. Rút lần đó trước, hoặc chọn ngày khác",
            field="since",
        )
    duty = _overlapping(away).filter(deputy=user).select_related("user").first()
    if duty is not None:
        other = short_name(str(duty.user))
        raise Refused(
            "standing_in",
            f"{user} đang nhận thay {other} {_days(duty)}. Chọn người khác thay {other} trước",
            field="since",
        )


def _check_deputy(user: User, deputy: User, away: Away) -> None:
    if deputy.pk == user.pk:
        raise Refused("same_person", "Người thay phải là một người khác", field="deputy")
    if not deputies_for(user).filter(pk=deputy.pk).exists():
        raise Refused(
            "deputy_unable",
            f"{deputy} không mở được hồ sơ của {user.unit}. Chọn người khác",
            field="deputy",
        )
    absent = _overlapping(away).filter(user=deputy).first()
    if absent is not None:
        raise Refused(
            "deputy_absent",
            f"{deputy} cũng vắng mặt {_days(absent)}. Chọn người khác",
            field="deputy",
        )


def _overlapping(away: Away) -> QuerySet[Absence]:
    return present_and_coming(away.since).filter(since__lte=away.until)


def _days(absence: Absence) -> str:
    if absence.since == absence.until:
        return f"ngày {short_day(absence.since)}"
    return f"từ {short_day(absence.since)} đến {short_day(absence.until)}"
