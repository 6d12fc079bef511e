"""Every address of the portal, floor by floor. DESIGN's list of addresses is the plan of this file."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.views import authenticate_with_password

from portal.accounts.views import editors_sign_in
from portal.media import media
from portal.pages import views as pages
from portal.style.views import style

urlpatterns = [
    path("health/", pages.health, name="health"),
    path("robots.txt", pages.robots, name="robots"),
    path("", include("portal.discovery.urls")),
    path("editors/login/", editors_sign_in, name="editors_sign_in"),
    path("editors/", include(wagtailadmin_urls)),
    # Names of kept pictures carry a hash of their content, so browsers may keep them for a year.
    re_path(r"^media/(?P<path>.*)$", media, {"document_root": settings.MEDIA_ROOT}, name="media"),
    path("", pages.front_door, name="front-door"),
]
if settings.MODE == "development":
    urlpatterns.append(path("style/", style, name="style"))
urlpatterns += i18n_patterns(
    path("", include("catalog.products.urls")),
    path("", include("catalog.tourism.urls")),
    path("", include("catalog.merchants.urls")),
    path("", include("catalog.moderation.urls")),
    path("", include("catalog.conversations.urls")),
    path("", include("catalog.numbers.urls")),
    path("", include("expo.meetings.urls")),
    path("", include("catalog.search.urls")),
    path("", include("expo.fair.urls")),
    path("", include("catalog.files.urls")),
    path("", include("portal.discovery.urls_by_language")),
    path("desk/", include("catalog.merchants.desk.urls")),
    path("account/", include("portal.accounts.urls")),
    path("account/", include("catalog.notices.urls")),
    path("account/", include("catalog.search.account_urls")),
    path("account/", include("expo.fair.account_urls")),
    # Where readers of a page that editors keep to some come to: by a password, or by signing in.
    path(
        "account/pages/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "account/pages/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="wagtailcore_login",
    ),
    re_path(wagtail_urls.serve_pattern, pages.serve, name="wagtail_serve"),
)
handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler429 = "portal.errors.too_many_requests"  # allauth looks for it here
handler500 = "portal.errors.broken"
