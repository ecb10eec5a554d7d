"""Rows for `builtin-135m`: what people say to the built-in tools."""

from .generate import generate

__all__ = ["generate"]
