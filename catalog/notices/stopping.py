"""The page on which mails end without signing in, whichever room sent them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stop_page(
    request: HttpRequest, *, text: str, done: bool, everything: str = "", choices: bool = False
) -> HttpResponse:
    """Ask whether mails shall end, or say that they have.

    `text` says which mails; `everything` names a second button, posted as ``which=all``; `choices` leads
    on to what else comes by mail.
    """
    context = {"text": text, "done": done, "everything": everything, "choices": choices}
    return render(request, "notices/stop.html", context)
