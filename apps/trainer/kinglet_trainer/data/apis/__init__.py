"""Made-up functions, questions for them and right calls: rows of a `schemas` dataset (docs/specialists.md)."""

from .generate import generate

__all__ = ["generate"]
