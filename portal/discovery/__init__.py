"""How the portal is found and kept from outside: sitemaps, structured data, feeds, the installable shell."""
