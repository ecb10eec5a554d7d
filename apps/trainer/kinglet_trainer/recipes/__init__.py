"""Recipes: TOML files that say how a specialist is made from nothing."""
