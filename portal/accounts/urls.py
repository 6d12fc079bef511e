"""Addresses under ``/<language>/account/``."""

from django.urls import include, path, re_path

from portal.accounts import views

urlpatterns = [
    path("", views.profile, name="account_profile"),
    path("preferences/", views.preferences, name="preferences"),
    path("close/", views.close, name="account_close"),
    path("2fa/", include("allauth.mfa.urls")),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", views.ConfirmEmail.as_view(), name="account_confirm_email"),
    path("", include("allauth.account.urls")),
]
