"""One contract, one analyzer, engines, the search page."""
