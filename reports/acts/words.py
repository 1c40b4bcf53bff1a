"""What became of the ticked dossiers, told to whoever urged."""

from reports.acts.urging import Kind, Urged

VERBS = {Kind.REMIND: "nhắc", Kind.ASK_CAUSE: "yêu cầu nêu nguyên nhân"}


def told(urged: Urged, kind: Kind) -> str:
    """Every ticked dossier is accounted for."""
    parts = [
        _done(urged, kind),
        _count(urged.before, f"hôm nay đã {VERBS[kind]} rồi"),
        _count(urged.own, "do chính anh/chị giữ"),
        _count(urged.over, _PAST[kind]),
        _named(urged.nobody, "chưa có ai để nhắc, xin giao việc trước"),
    ]
    return ". ".join(part for part in parts if part)


_PAST = {Kind.REMIND: "đã giải quyết xong", Kind.ASK_CAUSE: "không trễ hoặc đã nêu nguyên nhân"}


def _done(urged: Urged, kind: Kind) -> str:
    if not urged.told:
        return ""
    names = ", ".join(dict.fromkeys(person.short_name for person in urged.people))
    about = f"hồ sơ {urged.told[0]}" if len(urged.told) == 1 else f"{len(urged.told)} hồ sơ"
    verb = VERBS[kind]
    return f"Đã {verb}: {names}, {about}"


def _count(codes: list[str], words: str) -> str:
    return f"{len(codes)} hồ sơ {words}" if codes else ""


def _named(codes: list[str], words: str) -> str:
    return f"{', '.join(codes)} {words}" if codes else ""
