"""Addresses of conversations, below the language."""

from django.urls import path

from catalog.conversations import desk, views
from catalog.conversations.views import by_link

urlpatterns = [
    path("write/<slug:kind>/<slug:slug>/", views.write, name="write"),
    path("conversations/", views.mine, name="conversations"),
    path("conversations/sent/", views.sent, name="conversation-sent"),
    path("conversations/<uuid:conversation_id>/", views.one, name="conversation"),
    path("conversations/<uuid:conversation_id>/share/", views.share, name="conversation-share"),
    path("conversations/<uuid:conversation_id>/report/", views.report, name="conversation-report"),
    path("conversation/<str:token>/", by_link.one, name="conversation-by-link"),
    path("conversation/<str:token>/share/", by_link.share, name="conversation-by-link-share"),
    path("conversation/<str:token>/report/", by_link.report, name="conversation-by-link-report"),
    path("conversation/<str:token>/file/<uuid:file_id>/", by_link.file, name="conversation-by-link-file"),
    path("conversation-confirm/<str:token>/", by_link.confirm, name="conversation-confirm"),
    path("conversation-stop/<str:token>/", by_link.stop, name="conversation-stop"),
    path("desk/<slug:organization>/inbox/", desk.inbox, name="desk-inbox"),
    path("desk/<slug:organization>/inbox/<uuid:conversation_id>/", desk.thread, name="desk-inbox-thread"),
    path("desk/<slug:organization>/inbox/<uuid:conversation_id>/block/", desk.block, name="desk-inbox-block"),
    path(
        "desk/<slug:organization>/inbox/<uuid:conversation_id>/unblock/",
        desk.unblock,
        name="desk-inbox-unblock",
    ),
    path(
        "desk/<slug:organization>/inbox/<uuid:conversation_id>/report/", desk.report, name="desk-inbox-report"
    ),
]
