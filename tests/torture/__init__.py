"""Attacks on the command line from outside: hostile folders, repositories, documents, packages and outputs.

`make torture` runs all of them and prints how many were refused, harmless, and failed, by class; `make test` runs a
short form. An attack passes if the tool refuses in one to three lines with exit status 2, or does the right thing, and
nothing outside the project was read, changed or run.
"""
