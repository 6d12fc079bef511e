"""What the web server runs for the yardstick of the bench: Django alone, nothing of the portal."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
