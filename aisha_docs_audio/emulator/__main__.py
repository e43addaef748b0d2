"""Run the emulator: `python -m aisha_docs_audio.emulator`."""

import sys

from aisha_docs_audio.emulator.command import main

if __name__ == "__main__":
    sys.exit(main())
