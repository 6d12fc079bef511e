"""Addresses of the desk, below ``/<language>/desk/``. No organization is called ``new`` or ``join``."""

from django.urls import path

from catalog.merchants.desk import (
    brands,
    evidence,
    joining,
    members,
    organizations,
    publishing,
    storefront,
    translating,
)

urlpatterns = [
    path("", organizations.desks, name="desk"),
    path("new/", organizations.begin, name="desk-new"),
    path("join/<str:token>/", joining.join, name="desk-join"),
    path("<slug:organization>/", organizations.home, name="desk-home"),
    path("<slug:organization>/profile/", organizations.profile, name="desk-profile"),
    path("<slug:organization>/members/", members.members_page, name="desk-members"),
    path("<slug:organization>/members/invite/", members.invite, name="desk-members-invite"),
    path("<slug:organization>/members/leave/", members.leave, name="desk-members-leave"),
    path("<slug:organization>/members/changes/", members.changes, name="desk-members-changes"),
    path("<slug:organization>/members/<int:person>/", members.member, name="desk-members-one"),
    path("<slug:organization>/members/<int:person>/remove/", members.remove, name="desk-members-remove"),
    path(
        "<slug:organization>/members/invitations/<uuid:key>/resend/",
        members.resend,
        name="desk-members-resend",
    ),
    path(
        "<slug:organization>/members/invitations/<uuid:key>/revoke/",
        members.revoke,
        name="desk-members-revoke",
    ),
    path("<slug:organization>/storefront/", storefront.storefront, name="desk-storefront"),
    path(
        "<slug:organization>/storefront/texts/<slug:code>/", translating.texts, name="desk-storefront-texts"
    ),
    path("<slug:organization>/storefront/look/", publishing.look, name="desk-storefront-look"),
    path("<slug:organization>/storefront/draft/", publishing.draft_page, name="desk-storefront-draft"),
    path("<slug:organization>/storefront/publish/", publishing.publish, name="desk-storefront-publish"),
    path("<slug:organization>/storefront/discard/", publishing.discard, name="desk-storefront-discard"),
    path("<slug:organization>/storefront/pause/", publishing.pause, name="desk-storefront-pause"),
    path("<slug:organization>/storefront/address/", publishing.address, name="desk-storefront-address"),
    path("<slug:organization>/brands/", brands.brands, name="desk-brands"),
    path("<slug:organization>/add-brand/", brands.new, name="desk-brands-new"),
    path("<slug:organization>/brands/<slug:slug>/", brands.one, name="desk-brands-one"),
    path("<slug:organization>/brands/<slug:slug>/texts/<slug:code>/", brands.texts, name="desk-brands-texts"),
    path("<slug:organization>/brands/<slug:slug>/move/", brands.move, name="desk-brands-move"),
    path("<slug:organization>/evidence/", evidence.evidence_page, name="desk-evidence"),
    path("<slug:organization>/evidence/new/<slug:kind>/", evidence.send_in, name="desk-evidence-new"),
    path("<slug:organization>/evidence/<uuid:key>/", evidence.one, name="desk-evidence-one"),
    path("<slug:organization>/evidence/<uuid:key>/appeal/", evidence.appeal, name="desk-evidence-appeal"),
    path(
        "<slug:organization>/evidence/<uuid:key>/withdraw/", evidence.withdraw, name="desk-evidence-withdraw"
    ),
]
