"""Which question is which: records of two readings in, pairs and doubts out. Knows neither files, lock nor cards."""
