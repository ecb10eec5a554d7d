"""From a trained LoRA (a peft folder) to files that llama.cpp and transformers.js run."""
