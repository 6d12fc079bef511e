"""Setting up the page tree of an installation."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from portal.pages.models import HomePage

SOURCE_LANGUAGE = "zh-hans"


@transaction.atomic
def ensure_home(*, name: str) -> HomePage:
    """Return the home page of the source tree, making it and the site on a new installation.

    Every language of the portal gets its locale, so that editors may begin a translation into it.
    Wagtail's migrations leave a welcome page as the site's root; it is replaced, since it is not ours.
    """
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    existing: HomePage | None = HomePage.objects.filter(locale__language_code=SOURCE_LANGUAGE).first()
    if existing is not None:
        return existing
    root = Page.get_first_root_node()
    home = HomePage(
        title=name,
        slug="home-source",
        locale=Locale.objects.get(language_code=SOURCE_LANGUAGE),
        body=[
            ("goods", {"heading": "", "lead": "", "category": "", "country": "", "count": 8}),
            ("programme", {"heading": "", "count": 4}),
            ("departures", {"heading": "", "count": 3}),
            ("storefronts", {"heading": "", "count": 4}),
            ("articles", {"heading": "", "section": None, "count": 3}),
        ],
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first()
    welcome = site.root_page if site else None
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "hostname": "localhost", "port": 80, "site_name": name},
    )
    if welcome is not None and type(welcome.specific) is Page:
        welcome.delete()
    return home
