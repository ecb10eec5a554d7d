"""The one error that the trainer raises for people: the command line prints its message and ends with status 2."""


class KingletError(Exception):
    """Says what happened, the actual and the allowed value, and the next step; the cause is chained."""
