"""Scores of a run on rows, in PyTorch. The scores that count come from the engines: `pnpm eval`."""
