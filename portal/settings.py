"""All settings, in the order a reader asks for them: where, who, what, which language, which services.

With no environment set the portal runs on one machine with nothing but Python: SQLite, embedded
search, bells in the database, local media, mail on the console. One variable each moves a part to
a server of its own; README lists them. Longer than other files on purpose: an administrator reads
one list from top to bottom, and nothing here is a decision that another file takes back.
"""

import os
from pathlib import Path

# Two thread pools that fight for the same cores made searches fifty times slower (measured
# 2026-11-23); must be set before numpy is first imported anywhere.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pillow_heif
from csp.constants import NONE, SELF
from django.utils.log import DEFAULT_LOGGING

from portal import environment as env
from portal import search_servers, translator
from portal.languages import FALLBACKS
from portal.languages import LANGUAGES as LANGUAGES
from portal.mail_encryption import mail_encryption
from portal.secret_key import local_secret_key, personal_data_keys

pillow_heif.register_heif_opener()

# --- Where things are -----------------------------------------------------------------------
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
SEARCH_ROOT = DATA_DIR / "search"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "portal.stylesheet.JoinedStylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_URL = "/static/"
MEDIA_URL = "/media/"

# --- How it runs ----------------------------------------------------------------------------
MODE = env.choice("MODE", ["development", "production"], "development")
DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY") or local_secret_key(DATA_DIR, required=MODE == "production")
# A map that whoever runs the portal is licensed to show; the portal draws no boundaries of its own.
MAP_LAYER = env.text("MAP_LAYER")
PERSONAL_DATA_KEYS = personal_data_keys(
    DATA_DIR, given=env.secret("PERSONAL_DATA_KEYS").replace(",", " ").split()
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
SITE_ADDRESS = env.address(
    "SITE_ADDRESS",
    default=f"http://localhost:{env.number('PORT', default=8000, least=1, most=65535)}",
    accepted=["https://expo.example.org", "http://localhost:8000"],
)
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS] if SITE_ADDRESS.startswith("https://") else []
MAINTENANCE = env.boolean("MAINTENANCE", default=False)
# Fictional goods and sellers must not be found by people who look for real ones.
INDEX_DEMO = env.boolean("INDEX_DEMO", default=MODE != "production")
WSGI_APPLICATION = "portal.wsgi.application"
ROOT_URLCONF = "portal.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# --- What it is made of: floors from the ground up, then libraries -----------------------------
INSTALLED_APPS = [
    # modeltranslation patches managers and must be ready before the rooms it serves.
    "modeltranslation",
    "catalog.reference",
    "catalog.seams",
    "catalog.jobs",
    "catalog.audit",
    "catalog.files",
    "catalog.notices",
    "catalog.glossary",
    "catalog.translation",
    "catalog.search",
    "catalog.merchants",
    "catalog.moderation",
    "catalog.conversations",
    "catalog.numbers",
    "catalog.products",
    "catalog.tourism",
    "expo.fair",
    "expo.meetings",
    "portal.messages",
    "portal.accounts",
    "portal.pages",
    "portal.discovery",
    "portal.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    # Outside the page cache: a kept page is looked at too.
    "catalog.numbers.holding.LooksMiddleware",
    "portal.middleware.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.maintenance.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.accounts.middleware.PreferencesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"fields": "portal.fields"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "portal.boxes.Boxes"

# --- Where facts are kept ---------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", sqlite=DATA_DIR / "portal.sqlite3")}
REDIS_URL = env.address(
    "REDIS_URL", default="", accepted=["redis://cache:6379/0", "rediss://cache:6379/0"], path=True
)
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "portal.file_cache.SharedFileCache",
            "LOCATION": DATA_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    ),
    # Rendered pages: each process its own, keyed by generations that all processes see.
    "pages": {"BACKEND": "portal.held_pages.HeldCache", "OPTIONS": {"MAX_ENTRIES": 2000}},
    # What editors say of the whole site, by language: also each process its own.
    "frame": {
        "BACKEND": "portal.held_pages.HeldCache",
        "LOCATION": "frame",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE == "production"
        else "whitenoise.storage.CompressedStaticFilesStorage"
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- Languages --------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [BASE_DIR / "locales"]
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGE_COOKIE_NAME = "language"
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hans"
MODELTRANSLATION_FALLBACK_LANGUAGES = FALLBACKS
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("vi", "Tiếng Việt"),
    ("th", "ไทย"),
    ("my", "မြန်မာ"),
]
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/password.html"  # noqa: S105 - a template
TRANSLATOR = translator.service()

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True  # one address for each person: a new one takes the place of the old
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own: nobody's mailbox is filled with links to reset a password.
ACCOUNT_RATE_LIMITS = {"reset_password": "20/m/ip,5/h/key"}
# A proxy in front names the visitor's address in X-Forwarded-For; without one that header is anyone's claim.
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.boolean("BEHIND_PROXY", default=False))
ACCOUNT_FORMS = {
    "signup": "portal.accounts.forms.SignupForm",
    "login": "portal.accounts.forms.LoginForm",
    "reset_password": "portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.ResetPasswordKeyForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "set_password": "portal.accounts.forms.SetPasswordForm",
    "add_email": "portal.accounts.forms.AddEmailForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateForm",
}
MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.AuthenticateForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "portal.accounts.forms.ActivateTOTPForm",
}
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds either way: clocks of phones differ
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # one place to change a password, with rate limits
WAGTAIL_PASSWORD_RESET_ENABLED = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- Pages and pictures -------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "China–ASEAN Expo Online"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILIMAGES_IMAGE_MODEL = "files.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "catalog.files.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
# Below the size at which Pillow itself begins to warn; a sixty-megapixel photograph passes.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 40_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # nothing is loaded from another host
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# --- Mail ---------------------------------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", default=587, least=1, most=65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = mail_encryption(EMAIL_PORT)
EMAIL_TIMEOUT = 20
MAIL_FOLDER = env.text("MAIL_FOLDER")
if EMAIL_HOST:
    EMAIL_BACKEND = "catalog.notices.transports.SMTPBackend"
elif MAIL_FOLDER:
    EMAIL_BACKEND = "catalog.notices.transports.FolderBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")

# --- Search -------------------------------------------------------------------------------------
ELASTICSEARCH_URL = env.words("ELASTICSEARCH_URL")
SEARCH_ENGINE = search_servers.engine(ELASTICSEARCH_URL)
SEARCH_SERVERS = search_servers.servers(ELASTICSEARCH_URL)

# --- Safety -------------------------------------------------------------------------------------
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editors' preview is a frame of our own
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY", default=False) else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_ADDRESS.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if SITE_ADDRESS.startswith("https://") else 0
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline scripts; the public pages have none.
    "EXCLUDE_URL_PREFIXES": ["/editors/"],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF, "'unsafe-inline'"],  # custom properties on elements (--value, --aside)
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
LOGGING = {
    **DEFAULT_LOGGING,
    "handlers": {
        **DEFAULT_LOGGING["handlers"],
        "warnings": {"class": "logging.StreamHandler", "level": "WARNING"},
        "errors": {"class": "logging.StreamHandler", "level": "ERROR"},
    },
    "loggers": {
        **DEFAULT_LOGGING["loggers"],
        # Django writes to its administrators by mail, and outside DEBUG nowhere else. The page that a
        # visitor then sees says that the fault was noted: here it is.
        "django.request": {"handlers": ["errors"], "propagate": False},
        # A worker tells of every bell it hears, thousands a day; what fails is still told.
        "django_tasks": {"handlers": ["warnings"], "propagate": False},
        "django_tasks_db": {"handlers": ["warnings"], "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
