"""Which field is translated how well; the only writer of translated fields."""
