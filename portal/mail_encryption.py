"""How mail is encrypted on its way to the server that takes it, as the environment says or its port tells."""

from django.core.exceptions import ImproperlyConfigured

from portal import environment as env

SUBMISSIONS_PORT = 465


def mail_encryption(port: int) -> tuple[bool, bool]:
    """Return whether mail goes out with STARTTLS, and whether it is encrypted from the first byte.

    Unless said otherwise it is the latter on port 465, which is for that alone (RFC 8314, section 7.3,
    January 2018), else the former. Raises ImproperlyConfigured where both are asked for.
    """
    told_by_port = port == SUBMISSIONS_PORT and not env.boolean("EMAIL_USE_TLS", default=False)
    at_once = env.boolean("EMAIL_USE_SSL", default=told_by_port)
    starttls = env.boolean("EMAIL_USE_TLS", default=not at_once)
    if at_once and starttls:
        raise ImproperlyConfigured("Set either EMAIL_USE_SSL or EMAIL_USE_TLS, not both.")
    return starttls, at_once
