"""Settings of the portal, read from the environment; docs/operations.md lists every variable."""

import os
from pathlib import Path

import dj_database_url
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


# Development is what one gets without asking: `make run` needs no variable at all. The pages are those of production, error
# pages too; DEBUG_PAGES=1 shows Django's traces instead, to developers alone.
DEVELOPMENT = flag("DEBUG", default=True)
DEBUG = DEVELOPMENT and flag("DEBUG_PAGES")
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
DEVELOPMENT_SECRET = "development-only-secret-that-production-refuses"  # noqa: S105 -- refused below where DEVELOPMENT is off
SECRET_KEY = os.environ.get("SECRET_KEY", DEVELOPMENT_SECRET)
PORT = int(os.environ.get("PORT", "8000"))
PORTAL_BASE_URL = os.environ.get("PORTAL_BASE_URL", f"http://127.0.0.1:{PORT}" if DEVELOPMENT else "").rstrip("/")
REDIS_URL = os.environ.get("REDIS_URL", "")
# On where nginx stands in front, is the only way in, and sets X-Forwarded-For and X-Forwarded-Proto itself.
TRUSTED_PROXY = flag("TRUSTED_PROXY")

if not DEVELOPMENT:
    if SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 40:
        raise ImproperlyConfigured("SECRET_KEY must be set to a secret of at least 40 characters.")
    if not PORTAL_BASE_URL.startswith("https://"):
        raise ImproperlyConfigured("PORTAL_BASE_URL must be set, and start with https://: letters carry links to it.")

PORTAL_HOST = PORTAL_BASE_URL.split("//")[-1].split("/")[0].rsplit(":", 1)[0]
# Health is asked for at 127.0.0.1, from inside; links never follow the host that was asked.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"] if DEVELOPMENT else [PORTAL_HOST, "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [] if DEVELOPMENT else [PORTAL_BASE_URL]

INSTALLED_APPS = [
    "kake",
    "finance",
    "desk",
    "front",
    "decisions",
    "reviews",
    "advice",
    "applications",
    "rounds",
    "accounts",
    "registry",
    "core",
    "crispy_forms",
    "allauth",
    "allauth.account",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "kake.middleware.arrival",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kake.middleware.visits",
    "kake.middleware.language",
    "kake.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "csp.middleware.CSPMiddleware",
    "kake.middleware.privacy",
    "kake.middleware.intake",
]

ROOT_URLCONF = "kake.urls"
WSGI_APPLICATION = "kake.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kake.context.portal",
            ],
            "builtins": ["core.templatetags.kake"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'portal.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
# Beside the address, where any character may stand in it.
if password := os.environ.get("POSTGRES_PASSWORD", ""):
    DATABASES["default"]["PASSWORD"] = password
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE is what makes concurrent writers wait for each other instead of failing; see docs/decisions/0002-two-databases.md.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "options": " ".join(
            [
                "-c statement_timeout=10s",
                "-c lock_timeout=3s",
                "-c idle_in_transaction_session_timeout=30s",
                r"-c default_transaction_isolation=read\ committed",
            ]
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front:me"
LOGOUT_REDIRECT_URL = "front:home"

# The cache holds only the counts that limit guessing. A table, so that all processes share it and nobody is kept from signing
# in while Redis is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # At 300, as Django has it, a busy day would throw away the counts of those whom the limits are for.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_ENGINE = "core.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
# Sessions slide by `kake.middleware.visits` instead: a write at every request is slow, and reaches pages that may be cached.
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "front.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if not DEVELOPMENT:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    # Asked over plain HTTP by whatever watches the process from inside.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    if TRUSTED_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The longest form is some hundred fields; texts are limited one by one where they are parsed.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# Attachments: one file, their number, and all of one application together. deploy/nginx.conf lets through what is larger than these.
ATTACHMENT_MEGABYTES = 20
ATTACHMENTS_MOST = 10
ATTACHMENTS_MEGABYTES = 100
# Where ClamAV listens, `host:port` or the path of a socket; without it files are not checked, and pages say so.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")
# A request that is longer is not read at all. A form may be a little longer than its file.
REQUEST_MOST_BYTES = (ATTACHMENT_MEGABYTES + 4) * 1024 * 1024
# Files arrive on the disk, never in memory, and are looked into there before they are kept.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = not DEVELOPMENT
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR / "static"))
STATICFILES_DIRS = [ROOT / "static"]
# In development the files are served as they lie in static/, with no step between.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
# Fonts and style sheets are for our own pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Decision letters and other documents; what applicants attach. Outside every URL, readable by the portal alone.
    **{
        name: {
            "BACKEND": "core.storage.DurableStorage",
            "OPTIONS": {
                "location": VAR / "documents" / folder,
                "base_url": None,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
        for name, folder in (("documents", ""), ("attachments", "attachments"))
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

CRISPY_TEMPLATE_PACK = "kake"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("kake",)

EMAIL_BACKEND = "kake.mail.DevelopmentBackend" if DEVELOPMENT else "django.core.mail.backends.smtp.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "Pikku KAKE <portal@portal.invalid>")
MAIL_REPLY_TO = os.environ.get("MAIL_REPLY_TO", "")

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
if REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        # A page that rings the worker's bell does not wait for a Redis that is away: one more try at once, and on with it.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
        "connect_retries_timeout": 0.5,
    }
else:
    CELERY_BROKER_TRANSPORT = "kake.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "queue"),
        "data_folder_out": str(VAR / "queue"),
        "control_folder": str(VAR / "queue-control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Interval ticks, never crontab in local time: a tick finds what is due, so a missed or doubled one does no harm.
CELERY_BEAT_SCHEDULE = {
    "deliver letters": {"task": "registry.deliver", "schedule": 60.0},
    "remind of near deadlines": {"task": "applications.remind", "schedule": 60.0},
    "remind reviewers": {"task": "reviews.remind", "schedule": 600.0},
    "follow requests for completion": {"task": "applications.follow_completions", "schedule": 60.0},
    "tell that a round has opened": {"task": "advice.tell_round_opened", "schedule": 60.0},
    "forget old invitations": {"task": "accounts.tidy", "schedule": 3600.0},
    "tidy old texts and idle drafts": {"task": "applications.tidy", "schedule": 3600.0},
    "check files for malware": {"task": "applications.scan", "schedule": 60.0},
    "sweep files": {"task": "applications.sweep", "schedule": 3600.0},
    "forget advice on discarded drafts": {"task": "advice.tidy", "schedule": 3600.0},
    "find substitutes": {"task": "reviews.replace_conflicted", "schedule": 300.0},
    "lapse offers from the reserve list": {"task": "decisions.lapse_offers", "schedule": 300.0},
    "follow hearings on claims": {"task": "decisions.follow_hearings", "schedule": 300.0},
    "publish decisions at their set time": {"task": "decisions.publish_due", "schedule": 60.0},
    "render decision letters": {"task": "decisions.render", "schedule": 60.0},
    "note what was served by e-mail": {"task": "decisions.note_electronic", "schedule": 60.0},
    "note what has left the public list": {"task": "decisions.take_off_list", "schedule": 3600.0},
}
# A worker that was away finds one tick of each kind, not all that passed.
for entry in CELERY_BEAT_SCHEDULE.values():
    entry["options"] = {"expires": entry["schedule"]}
# Nothing is lost with what beat remembers, so it remembers nothing: no file that could be broken.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

# One-time codes by e-mail, no passwords: docs/decisions/0004-sign-in.md, also for where the numbers come from.
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# A school or a library is one network address: the limits for an address are wide, those for a mailbox narrow.
# An idea makes a letter to the address that was typed; a library tells many, one mailbox few.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/d/key,600/10m/ip",
    "login_failed": "100/h/ip",
    "tell_idea": "5/d/key,60/h/ip",
    # Nobody comes upon a code by trying; this keeps the trying from costing anything.
    "verify_decision": "120/10m/ip",
}

# The kind of PDF that a decision letter is: tagged for screen readers, or the same tags in a file for an archive that asks for PDF/A.
DECISION_PDF = os.environ.get("DECISION_PDF", "pdf/ua-1")
if DECISION_PDF not in {"pdf/ua-1", "pdf/a-3a"}:
    raise ImproperlyConfigured("DECISION_PDF must be pdf/ua-1 or pdf/a-3a.")

# One line of JSON for each thing that happened, with the number of the request and without personal data; readable lines in development.
_BEFORE = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[*_BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _BEFORE,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(
                    [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
                    if DEVELOPMENT
                    else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
                ),
            ],
        }
    },
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "kake": {"level": "INFO"},
        # Our own line says already what was answered; Django's would repeat it for every 404. Errors with their trace stay.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
        # waitress says where it serves before anything answers there.
        "waitress": {"level": "WARNING"},
        "celery": {"level": "INFO" if not DEVELOPMENT else "WARNING"},
        # It warns of each sign that no font has, and so writes what people typed.
        "weasyprint": {"level": "ERROR"},
    },
}
