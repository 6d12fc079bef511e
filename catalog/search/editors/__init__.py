"""What editors see of searches and say about them."""
