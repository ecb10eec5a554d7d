"""`python -m kinglet_trainer`: see apps/trainer/README.md."""

import sys

from kinglet_trainer.cli.main import main

sys.exit(main(sys.argv[1:]))
