"""Settings of the running product, all of them from the environment with defaults for one office on one machine.

`liangxin up` sets DATABASE_URL, LIANGXIN_DATA and LIANGXIN_SECRET for its own embedded server; a larger site sets them
itself.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("LIANGXIN_DATA", Path.home() / ".local/share/liangxin"))

DEBUG = os.environ.get("LIANGXIN_DEBUG") == "1"
# Without a secret of its own the process makes one that dies with it: sessions end, nothing weak is shared.
SECRET_KEY = os.environ.get("LIANGXIN_SECRET") or os.urandom(32).hex()
ALLOWED_HOSTS = os.environ.get("LIANGXIN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LIANGXIN_ORIGINS", "").split(",") if origin]

# A site behind TLS sets this; the office on one machine talks to itself over loopback.
BEHIND_TLS = os.environ.get("LIANGXIN_TLS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True

INSTALLED_APPS = [
    "liangxin.foundation.accounts.apps.RepairDeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "procrastinate.contrib.django",
    "axes",
    "liangxin.foundation.accounts",
    "liangxin.foundation.trail",
    "liangxin.foundation.jobs",
    "liangxin.foundation.announce",
    "liangxin.foundation.files",
    "liangxin.foundation.messages",
    "liangxin.foundation.rest",
    "liangxin.domains.regions",
    "liangxin.domains.parties",
    "liangxin.domains.indicators",
    "liangxin.domains.standards",
    "liangxin.domains.plans",
    "liangxin.domains.registers",
    "liangxin.domains.funds",
    "liangxin.domains.schemes",
    "liangxin.domains.claims",
    "liangxin.domains.progress",
    "liangxin.foundation.ui",
    "liangxin.faces.portal",
    "liangxin.faces.workbench",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "liangxin.foundation.ui.middleware.SecurityHeadersMiddleware",
    "liangxin.foundation.ui.middleware.SessionEndedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "liangxin.foundation.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "liangxin.foundation.rest.middleware.TokenMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "liangxin.foundation.accounts.middleware.ActorMiddleware",
    "liangxin.foundation.accounts.middleware.PasswordChangeMiddleware",
    "liangxin.domains.claims.web.fence.FenceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "liangxin.foundation.ui.middleware.RefusalMiddleware",
    "liangxin.foundation.ui.middleware.NoWritingMiddleware",
]
CSRF_FAILURE_VIEW = "liangxin.foundation.ui.errors.stale_form"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/sign-in/"
PASSWORD_CHANGE_URL = "/account/password/"  # noqa: S105 - an address
OPEN_BEFORE_PASSWORD_CHANGE = [PASSWORD_CHANGE_URL, "/sign-out/", "/language/", "/theme/"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# How long a process leans on what it has read of schemes, goods and shops where a rush asks for them.
KNOWN_SECONDS = 5.0

# See foundation.fields.keys; without them nothing can be encrypted, so `liangxin up` makes and keeps its own.
FIELD_KEYS = os.environ.get("LIANGXIN_FIELD_KEYS", "")
INDEX_KEY = os.environ.get("LIANGXIN_INDEX_KEY", "")

# Five failures of one name from one address pause it for a quarter of an hour. The trail keeps the history, not axes;
# its middleware is not used (W002), because the refusal is raised where the password is checked.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["password", "code"]
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

# The runs of foundation.jobs are the history; the queue keeps only what is still to do.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "always"}

ROOT_URLCONF = "liangxin.config.urls"
WSGI_APPLICATION = "liangxin.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liangxin.foundation.ui.shell.shell",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        env="DATABASE_URL",
        default="postgresql://liangxin@localhost/liangxin",
        conn_max_age=600,
        conn_health_checks=True,
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
MEDIA_ROOT = DATA / "files"
# A base map of the office's own, as https://map.example/{z}/{x}/{y}.png; without it places stand on a grid of degrees.
MAP_TILES = os.environ.get("LIANGXIN_MAP_TILES", "")
FILE_LIMIT_BYTES = int(os.environ.get("LIANGXIN_FILE_LIMIT_MB", "200")) * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "liangxin.config.static.VersionedStaticFiles"},
}
WHITENOISE_USE_FINDERS = True  # served from the packages, nothing to collect
WHITENOISE_MAX_AGE = 31_536_000  # the address changes with the content
# A pasted plan or a batch of files; the reader refuses above 50 MB a file.
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024

# Mail is off unless a server is named; LIANGXIN_MAIL_TLS is "ssl" (usual, port 465), "starttls" or "none".
EMAIL_HOST = os.environ.get("LIANGXIN_MAIL_HOST", "")
MAIL_IS_ON = bool(EMAIL_HOST)
_MAIL_TLS = os.environ.get("LIANGXIN_MAIL_TLS", "ssl")
EMAIL_USE_SSL, EMAIL_USE_TLS = _MAIL_TLS == "ssl", _MAIL_TLS == "starttls"
EMAIL_PORT = int(os.environ.get("LIANGXIN_MAIL_PORT", "465"))
EMAIL_HOST_USER = os.environ.get("LIANGXIN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LIANGXIN_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 20
MAIL_FROM = os.environ.get("LIANGXIN_MAIL_FROM", EMAIL_HOST_USER)
# Where this site is reached from mail and groups, as https://liangxin.example.cn; without it they carry no links.
SITE_ADDRESS = os.environ.get("LIANGXIN_SITE", "").rstrip("/")
# Hosts to which group robots may post: those of the two services, and of a private deployment (host, or host:port).
ROBOT_HOSTS = {"qyapi.weixin.qq.com", "oapi.dingtalk.com"} | {
    host.strip() for host in os.environ.get("LIANGXIN_ROBOT_HOSTS", "").split(",") if host.strip()
}
ROBOT_LOOPBACK = False  # tests alone post to this machine, over http

# The class that verifies citizens' identity (see claims.rules.identity), or "local" for a trial that verifies nothing.
IDENTITY_VERIFIER = os.environ.get("LIANGXIN_IDENTITY_VERIFIER", "")

# Off unless an address is given; see liangxin.engines.reader.assistant.
ASSISTANT = {
    name: os.environ.get(name, "")
    for name in ("LIANGXIN_ASSISTANT_URL", "LIANGXIN_ASSISTANT_MODEL", "LIANGXIN_ASSISTANT_TOKEN")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LIANGXIN_LOG", "WARNING")},
}
