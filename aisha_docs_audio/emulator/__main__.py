"""Run the emulator: `python -m aisha_docs_audio.emulator`."""

import sys

from aisha_docs_audio.emulator.command import run_emulator

if __name__ == "__main__":
    sys.exit(run_emulator())
