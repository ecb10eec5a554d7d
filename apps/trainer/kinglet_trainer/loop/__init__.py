"""Training that goes on from a finished specialist: the way back from its file."""
