"""Where a photo was taken: a hint for the draft's page of places, erased when it is sent."""

from feedback.models import ReportDraft


def photo_place(draft: ReportDraft) -> tuple[float, float] | None:
    """Latitude and longitude of the first photo that says so."""
    placed = draft.media.filter(gps_lat__isnull=False, gps_long__isnull=False)
    for lat, long in placed.values_list("gps_lat", "gps_long")[:1]:
        if lat is not None and long is not None:
            return lat, long
    return None
