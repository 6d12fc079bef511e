"""What a seller fills in about a listing: one form, put together from parts that know the document."""
