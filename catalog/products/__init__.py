"""Categories, products, variants, price tiers."""
