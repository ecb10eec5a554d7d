"""The split by function that training and evaluation share."""

import hashlib

TEST_FOLD = 1


def fold_of(function_name: str) -> int:
    """0 (training) or 1 (test): the first byte of the name's SHA-256, in lower case, modulo 2."""
    return hashlib.sha256(function_name.lower().encode()).digest()[0] % 2


def is_test_function(function_name: str) -> bool:
    return fold_of(function_name) == TEST_FOLD
