"""Trains, exports and evaluates Kinglet's specialists: small LoRA adapters beside a base model."""
