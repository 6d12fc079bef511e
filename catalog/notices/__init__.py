"""What a person is told, on site and by mail."""
