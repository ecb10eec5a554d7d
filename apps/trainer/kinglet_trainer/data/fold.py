"""The split by function that training and evaluation share."""

import hashlib

TEST_FOLD = 1


def fold_of(function_name: str) -> int:
    """1 (test) where the first byte of the SHA-256 of the name in lower case is 1 modulo 4, else 0 (training)."""
    return int(hashlib.sha256(function_name.lower().encode()).digest()[0] % 4 == TEST_FOLD)


def is_test_function(function_name: str) -> bool:
    return fold_of(function_name) == TEST_FOLD
