"""LoRA training: rows packed into sequences, loss on the replies only."""
