"""All settings, in one file. The environment is read here and nowhere else.

Every variable read below has a line in `.env.example` and `docs/environment.md`.
What differs from office to office is a row an administrator edits, not a setting.
"""

import os
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal.logs import to_console
from portal.servers import (
    broker_from_url,
    database_from_url,
    mail_server_from_url,
    tile_hosts,
)
from portal.timers import timers

BASE_DIR = Path(__file__).resolve().parent.parent


# --- Readers: typed, loud, and `NAME_FILE` may hold the value (secrets) -----------------


def env(name: str, default: str | None = None) -> str:
    """The variable, or the content of the file that `NAME_FILE` names, or the default."""
    if file_name := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {error}") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; see docs/environment.md")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    value = env(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}")
    return value in {"1", "true"}


def env_int(name: str, default: int) -> int:
    value = env(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def env_share(name: str, default: str) -> float:
    value = env(name, default)
    try:
        share = float(value)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise ImproperlyConfigured(f"{name} must be more than 0 and at most 1, not {value!r}")
    return share


def env_choice(name: str, *choices: str) -> str:
    """One of the choices; the first is the default."""
    value = env(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def env_list(name: str, default: str) -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


# --- Core ----------------------------------------------------------------------------

DEBUG = env_bool("DEBUG", default=False)
TESTING = "pytest" in sys.modules
VAR_DIR = Path(env("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# The address people type, printed in QR codes and on receipts: scheme and host.
SITE_URL = env("SITE_URL", "http://localhost:8000").rstrip("/")
# `make run` keeps a key of its own beside its data; anywhere else it must be given.
OWN_KEY = VAR_DIR / "secret_key"
if OWN_KEY.exists():
    SECRET_KEY = env("SECRET_KEY", OWN_KEY.read_text(encoding="ascii"))
else:
    SECRET_KEY = env("SECRET_KEY", "development-only" if DEBUG or TESTING else None)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", SITE_URL)
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
BEHIND_TLS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "csp",
    "worktime",
    "accounts",
    "procedures",
    "notifications",
    "papers",
    "signatures",
    "geo",
    "dossiers",
    "feedback",
    "reports",
    "portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "feedback.open311.middleware.open311_middleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "portal.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "portal.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

# --- Storage ---------------------------------------------------------------------------

DATABASES = {
    "default": database_from_url(
        env("DATABASE_URL", f"sqlite:///{VAR_DIR}/portal.sqlite3"), VAR_DIR
    )
}

REDIS_URL = env("REDIS_URL", f"unix://{VAR_DIR}/valkey.sock")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "mcs",
    }
}
# How long a process trusts its copy of the catalogue before it looks whether it changed.
CATALOGUE_CHECK_SECONDS = 0 if TESTING else 1
OFFICES_KEPT_SECONDS = 10
RESULTS_KEPT_SECONDS = 0 if TESTING else 600  # public results of a month that is over
PULSE_KEPT_SECONDS = 15  # whether messages leave, for the banner of staff
# How long a change of a person's roles or office, made outside their own requests, may go unseen.
SIGNED_IN_KEPT_SECONDS = 0 if TESTING else 15
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
# How many reverse proxies of ours write `X-Forwarded-For`; nobody else's word is taken.
PROXY_COUNT = env_int("PROXY_COUNT", 0)
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # Uploaded files: named by content hash, served only through permission checks.
    "default": {
        "BACKEND": "portal.lib.files.WholeFileStorage",
        "OPTIONS": {"location": VAR_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or TESTING
            else "portal.static_files.ModularStaticFilesStorage"
        )
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Uploads: one file at most 10 MB (said in words to people); the whole request a little more.
UPLOAD_MAX_BYTES = env_int("UPLOAD_MAX_BYTES", 10 * 1024 * 1024)
# Photos and videos of citizens' reports may be larger; they wait outside of what is ever served
# until they are checked.
PHOTO_MAX_BYTES = 25 * 1024 * 1024
FILM_MAX_BYTES = 60 * 1024 * 1024
UPLOAD_MAX_BYTES_UNDER = dict.fromkeys(("/phan-anh/", "/cb/phan-anh/", "/open311/"), FILM_MAX_BYTES)
QUARANTINE_DIR = VAR_DIR / "quarantine"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "portal.lib.files.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

# --- People ------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:  # hundreds of invented people are made; the real hash takes half a second each
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"

# --- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Work that leaves the request ------------------------------------------------------------

CELERY_BROKER_URL = broker_from_url(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Whoever rings gives up at once when the broker is away; a worker keeps trying to connect.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
# Messages have a queue and a process of their own (`sender`): a slow gateway delays nothing else.
# Of Redis: 0, where nothing else is said, goes first. These come after what people wait for; a file
# somebody watches being made does not stand behind hundreds of papers nobody has opened yet.
CELERY_TASK_ROUTES = {
    "notifications.announce_waiting": {"queue": "messages"},
    "dossiers.draw_paper": {"priority": 6},
    "dossiers.make_book": {"priority": 6},
    "reports.make_file": {"priority": 3},
    "procedures.make_boards": {"priority": 6},
}
CELERY_TASK_PUBLISH_RETRY = False  # the row is the queue: a lost bell rings again by timer
CELERY_IMPORTS = [
    "dossiers.books.tasks",
    "feedback.media.tasks",
    "reports.files.tasks",
]  # beside `<app>/tasks.py`
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# Every lease and pause of the outbox times this: drills go faster than life, nothing else does.
MESSAGE_PACE = env_share("MESSAGE_PACE", "1")
CELERY_BEAT_SCHEDULE = timers(MESSAGE_PACE)

# How many working days an arrival stamp (dấu công văn đến) may lie back when the papers that came
# by post are received: the only moment of the legal clock that people type.
POSTAL_STAMP_DAYS = env_int("POSTAL_STAMP_DAYS", 5)

# How many working days before a promised date the letter of apology is drafted. NĐ 61/2018,
# Điều 19 asks for one day at the latest; NĐ 118/2025 (Mẫu 04) was not found to say otherwise.
APOLOGY_DAYS_AHEAD = env_int("APOLOGY_DAYS_AHEAD", 1)

# How many days after a report of a problem has ended it is forgotten who sent it.
REPORTER_KEPT_DAYS = env_int("REPORTER_KEPT_DAYS", 180)

# How a message leaves: `development` shows it on a page of the portal instead of sending it,
# one-time codes too. Where strangers come (TLS) somebody must have chosen that.
MESSAGE_CHANNEL = env("MESSAGE_CHANNEL", None if BEHIND_TLS else "development")

# The mail server; empty: no e-mail leaves. `from=` names the sender where the server lets only one
# address send; without it every office writes from its own address.
EMAIL_URL = env("EMAIL_URL", "")
EMAIL_SERVER = mail_server_from_url(EMAIL_URL) if EMAIL_URL else {}
EMAIL_FROM = dict(parse_qsl(urlsplit(EMAIL_URL).query)).get("from", "")
DEFAULT_FROM_EMAIL = EMAIL_FROM or f"khong-tra-loi@{urlsplit(SITE_URL).hostname}"

# No phone rings because of us between these hours (ux 7); empty: at any hour. One-time codes and
# what staff must know go at once.
QUIET_HOURS = env("QUIET_HOURS", "" if TESTING else "21:00-07:00")

# Who may read /suc-khoe/metrics from elsewhere; empty: only this machine itself.
METRICS_TOKEN = env("METRICS_TOKEN", "")

# Where notifications, which knows no dossiers, finds what lies above it.
MESSAGE_PAPERS = "dossiers.documents.enclosing.enclosed"  # content of what an e-mail encloses
MESSAGE_EXAMPLES = "dossiers.messages.example"  # real facts to preview words with
MESSAGE_KEYWORDS = {"TC": "dossiers.tracking.by_sms.answer_status"}  # first word of an SMS to us
# What lies above dossiers adds to its news of the morning: facts for one leader.
MORNING_LINE = "reports.citizen_reports.brief.morning_line"

# --- Digital signatures ------------------------------------------------------------------------

# Key files with their passphrases, readable by the portal alone; the roots that are believed.
SIGNING_KEYS_DIR = Path(env("SIGNING_KEYS_DIR", str(VAR_DIR / "keys")))
SIGNING_TRUST_DIR = Path(env("SIGNING_TRUST_DIR", str(VAR_DIR / "trust")))
# RFC 3161; without one the time of a signature is only what this machine says.
SIGNING_TSA_URL = env("SIGNING_TSA_URL", "")
SIGNING_LTA = env_bool("SIGNING_LTA", default=False)
SIGNING_TOKEN_LIBRARY = env("SIGNING_TOKEN_LIBRARY", "")
SIGNING_TOKEN_PIN = env("SIGNING_TOKEN_PIN", "")

# --- Maps ----------------------------------------------------------------------------------------

# Tiles under the borders and points of maps, and who must be named for them; empty: none.
MAP_TILES_URL = env("MAP_TILES_URL", "")
MAP_TILES_CREDIT = env("MAP_TILES_CREDIT", "")
# Who finds the area of a point: shapely here, or PostGIS (after `manage.py prepare_postgis`).
GEO_BACKEND = env_choice("GEO_BACKEND", "plain", "postgis")

# --- Browser policy (design guide, section 10) --------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "blob:", *tile_hosts(MAP_TILES_URL)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- API -----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["portal.lib.json_parser.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {"catalogue": "300/minute"},
    "NUM_PROXIES": PROXY_COUNT,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Một cửa số API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
}

LOGGING = to_console(env("LOG_LEVEL", "INFO"))
