"""The weights of judge.py, as benchmarks/learn_reading.py learned them; not written by hand."""

WEIGHTS: dict[str, float] = {"bias": -3.0, "strength": 2.0, "like": 3.0, "covered": 2.0, "inside": -2.0}
