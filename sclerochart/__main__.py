"""`python -m sclerochart`."""

import sys

from sclerochart.cli import main

sys.exit(main())
