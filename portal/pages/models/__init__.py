"""Pages that editors run, and the settings of the site."""

from portal.pages.models.editorial import ArticlePage, ContactPage, EditorialPage, LandingPage, SectionPage
from portal.pages.models.home import HomePage
from portal.pages.models.site import SiteSettings

__all__ = [
    "ArticlePage",
    "ContactPage",
    "EditorialPage",
    "HomePage",
    "LandingPage",
    "SectionPage",
    "SiteSettings",
]
