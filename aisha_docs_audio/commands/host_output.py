"""What a host said when it failed, as far as it helps who typed a command."""

from __future__ import annotations

import re
import textwrap

_BEGIN = "Traceback (most recent call last):"
_BLAMED = re.compile(r"\b(?:error|aborted|exception|no module)\b", re.IGNORECASE)
_MOST_LINES = 5

# The report that Sphinx 9 makes of every error, also of a wrong option.
_VERSIONS, _TRACE = "\nVersions\n========\n", "\nTraceback\n=========\n"
_SAVED = "\nThe full traceback has been saved in:"
_OF_SPHINX = re.compile(r"^sphinx\.errors\.\w+: ", re.MULTILINE)


def without_tracebacks(output: str) -> str:
    """Return the output with the last place of each traceback, and what was raised there."""
    kept: list[str] = []
    frames: list[str] | None = None
    depth = 0
    for line in _without_report(output).splitlines():
        indent = len(line) - len(line.lstrip())
        if line.strip() == _BEGIN:
            frames, depth = [], indent
        elif frames is None:
            kept.append(line)
        elif indent > depth or not line.strip():
            frames.append(line)
        else:
            places = [frame.strip() for frame in frames if frame.lstrip().startswith("File ")]
            kept += [*places[-1:], line]
            frames = None
    return "\n".join(kept)


def host_complaint(output: str) -> str:
    """Return the lines that say what is wrong, in one, or the last one."""
    lines = [" ".join(line.split()) for line in without_tracebacks(output).splitlines()]
    lines = [line for line in lines if line]
    first = next((at for at, line in enumerate(lines) if _BLAMED.search(line)), None)
    if first is None:
        return lines[-1] if lines else "it said nothing"
    # What a parser of YAML says goes on for lines, and tells the place in the last of them.
    return " ".join(lines[first : first + _MOST_LINES])


def _without_report(output: str) -> str:
    """Return an output with what was raised alone of Sphinx's report."""
    before, found, report = output.partition(_VERSIONS)
    trace = report.partition(_TRACE)[2].partition(_SAVED)[0]
    if not found or not trace:
        return output
    lines = textwrap.dedent(trace).strip("\n").splitlines()
    raised = next((at for at, line in enumerate(lines) if line[:1].strip()), 0)
    return _OF_SPHINX.sub("", "\n".join([before, *lines[raised:]]))
