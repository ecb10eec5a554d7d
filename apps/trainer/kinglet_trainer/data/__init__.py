"""Datasets: builders, mixing, checks. docs/specialists.md has the format."""
