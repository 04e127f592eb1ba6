"""Django's settings. What lives where is chosen in engines.py; the environment names only hosts and secrets besides."""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tumbuh.config import engines
from tumbuh.config.secrets import secret

BASE_DIR = engines.ROOT
VAR_DIR = engines.VAR
WEB_DIR = BASE_DIR / "tumbuh" / "web"

SECRET_KEY = secret("SECRET_KEY", VAR_DIR / "secrets")
FIELD_KEY = secret("FIELD_KEY", VAR_DIR / "secrets")
SEAL_KEY = secret("SEAL_KEY", VAR_DIR / "secrets")  # proves the trail; kept for ever, because old seals need it
DEBUG = os.environ.get("TUMBUH_DEBUG") == "1"
ALLOWED_HOSTS = [host for host in os.environ.get("TUMBUH_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
SECURE = os.environ.get("TUMBUH_HTTPS") == "1"  # behind a proxy that speaks HTTPS
PUBLIC_URL = os.environ.get("TUMBUH_URL", "http://localhost:8000")  # stands in mails and in the codes on documents

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",  # allauth's pages of passkeys load it
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_cotton",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
    "tumbuh.audit",
    "tumbuh.notices",
    "tumbuh.papers",
    "tumbuh.accounts",
    "tumbuh.registry",
    "tumbuh.catalogue",
    "tumbuh.ledger",
    "tumbuh.procurement",
    "tumbuh.production",
    "tumbuh.channels",
    "tumbuh.orders",
    "tumbuh.needs",
    "tumbuh.matching",
    "tumbuh.coaching",
    "tumbuh.insight",
    "tumbuh.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pages are a tenth of their size; Django pads them against BREACH
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tumbuh.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "tumbuh.config.urls"
WSGI_APPLICATION = "tumbuh.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB_DIR / "templates", WEB_DIR],  # WEB_DIR for components/, which django-cotton looks for by that name
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tumbuh.web.context.layout",
            ],
            "builtins": ["tumbuh.web.templatetags.saying"],  # |said, wherever what a service said is shown
        },
    },
]

DATABASES = {"default": engines.database_settings(engines.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LEDGER_URL = engines.ledger_url()
LEDGER_ENGINE = engines.ledger_engine()
SPOOL_DIR = VAR_DIR / "spool"  # uploaded files wait here for the worker, mode 0600, and are removed once read
UPLOAD_LIMIT_BYTES = 1_000_000_000
MEDIA_ROOT = VAR_DIR / "media"  # photos of products, named by their content; public once they are shown
PRIVATE_ROOT = VAR_DIR / "private"  # documents of orders, for those who may see the order; never served as files

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",  # Django's own, and by e-mail address
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "tumbuh.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # not used: sign-up is closed by the adapter and has no address
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to who has no account
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,10/5m/key"}  # the codes' brake; axes is the first for passwords
ACCOUNT_SESSION_REMEMBER = None  # the person chooses
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tumbuh"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # by address alone an agency behind one router locks itself out
AXES_USERNAME_CALLABLE = "tumbuh.accounts.adapter.typed_name"
AXES_LOCKOUT_CALLABLE = "tumbuh.web.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # network addresses are personal; the trail holds the sign-ins
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
_DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"
CACHES = {
    "default": {"BACKEND": _DATABASE_CACHE, "LOCATION": "django_cache"},
    # Apart, because a full cache throws entries away, and the limits on failed sign-ins live in the other.
    "figures": {"BACKEND": _DATABASE_CACHE, "LOCATION": "insight_figures", "OPTIONS": {"MAX_ENTRIES": 2_000}},
}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"  # until there is a sender
EMAIL_FILE_PATH = VAR_DIR / "mail"
NOTICE_SENDERS = {  # channel → who sends; a gateway of the city takes the place of the null one
    "whatsapp": "tumbuh.notices.senders.NullSender",
    "sms": "tumbuh.notices.senders.NullSender",
    "email": "tumbuh.notices.senders.EmailSender",
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [WEB_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

COTTON_DIR = "components"
COTTON_SNAKE_CASED_NAMES = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR: Path | None = None
FILE_UPLOAD_PERMISSIONS = 0o600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
