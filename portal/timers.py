"""What happens by the clock, and how often: seconds, or a time of day in Vietnam."""

from typing import Any

from celery.schedules import crontab

_TIMERS: dict[str, dict[str, Any]] = {
    "refresh-zalo": {"task": "notifications.refresh_zalo", "schedule": 60},
    "close-unproven-messages": {
        "task": "notifications.close_unproven",
        "schedule": crontab(minute=20),
    },
    "blank-one-time-codes": {
        "task": "notifications.blank_one_time_codes",
        "schedule": crontab(minute=40),
    },
    "watch-messages": {"task": "notifications.watch_messages", "schedule": 60},
    "watch-gateways": {"task": "notifications.watch_gateways", "schedule": 60},
    "fetch-balances": {"task": "notifications.fetch_balances", "schedule": 15 * 60},
    "announce-waiting-papers": {"task": "dossiers.announce_waiting_papers", "schedule": 30},
    "announce-waiting-boards": {"task": "procedures.announce_waiting_boards", "schedule": 60},
    "expire-supplements": {
        "task": "dossiers.expire_supplements",
        "schedule": crontab(hour=0, minute=30),
    },
    "redate-left-behind": {
        "task": "dossiers.redate_left_behind",
        "schedule": crontab(hour=1, minute=0),
    },
    # Warnings in the hours of each office, news of the morning (until noon), reminders.
    "climb-ladders": {
        "task": "dossiers.climb_ladders",
        "schedule": crontab(minute="*/10", hour="6-19"),
    },
    "give-morning-news": {
        "task": "dossiers.give_morning_news",
        "schedule": crontab(minute="*/5", hour="7-11"),
    },
    "remind-of-supplements": {
        "task": "dossiers.remind_of_supplements",
        "schedule": crontab(minute=5, hour="8-16"),
    },
    "purge-dead-drafts": {"task": "dossiers.purge_drafts", "schedule": 6 * 3600},
    "draft-apologies": {"task": "dossiers.draft_apologies", "schedule": 15 * 60},
    # Citizens' reports: warnings, the end of what nobody objected to, what is forgotten.
    "climb-report-ladders": {
        "task": "feedback.climb_ladders",
        "schedule": crontab(minute="5-55/10", hour="6-19"),
    },
    "close-answered-reports": {"task": "feedback.close_answered", "schedule": crontab(minute=15)},
    "erase-reporters": {
        "task": "feedback.erase_reporters",
        "schedule": crontab(hour=2, minute=10),
    },
    "purge-report-drafts": {"task": "feedback.purge_drafts", "schedule": 6 * 3600},
    "announce-waiting-signatures": {
        "task": "dossiers.announce_waiting_signatures",
        "schedule": 30,
    },
    "announce-waiting-books": {"task": "dossiers.announce_waiting_books", "schedule": 60},
    "purge-old-books": {"task": "dossiers.purge_books", "schedule": 24 * 3600},
    "announce-waiting-media": {"task": "feedback.announce_waiting_media", "schedule": 30},
    "purge-uploads": {"task": "feedback.purge_uploads", "schedule": 6 * 3600},
    "announce-waiting-files": {"task": "reports.announce_waiting_files", "schedule": 60},
    "purge-old-files": {"task": "reports.purge_files", "schedule": 24 * 3600},
    "learn-paces": {"task": "reports.learn", "schedule": crontab(hour=2, minute=30)},
    "forecast-lateness": {
        "task": "reports.forecast",
        "schedule": crontab(minute=10, hour="5-19"),
    },
    "refresh-figures": {"task": "reports.refresh", "schedule": 5 * 60},
}


def timers(message_pace: float) -> dict[str, dict[str, Any]]:
    """The schedule of Celery beat. `message_pace` shortens the timer of the outbox in drills."""
    outbox = {"task": "notifications.announce_waiting", "schedule": 15 * message_pace}
    return _TIMERS | {"announce-waiting-messages": outbox}
