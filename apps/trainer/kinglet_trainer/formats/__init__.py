"""The formats of docs/specialists.md: tools text, reply lines, prompts, signatures."""
