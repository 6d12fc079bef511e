"""Share cards: a picture of each public page in each language, for whoever shows a link to it."""
