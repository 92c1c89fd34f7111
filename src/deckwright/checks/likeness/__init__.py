"""Which notes ask the same: notes in, groups of them out. Knows neither files nor findings.

Few others are looked at for each note (candidates.py, by rare words of question and answer). What is known of two
notes is a few numbers (facts.py), most of them those by which a document's questions are paired when it is read again.
Two learned estimates (judge.py) are multiplied: whether both are about one matter, and whether they ask the same of it.
"""
