"""`python -m aisha_docs_audio` is the command `aisha-docs-audio`."""

import sys

from aisha_docs_audio.cli import main

sys.exit(main())
