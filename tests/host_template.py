"""A process that has imported both hosts and the package, and copies itself for every build.

Started by `tests/forked_hosts.py`: a line of JSON on its input asks for a build, a line on its
output is the exit status. A copy does nothing that `python -m` does not, it only need not import.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import signal
import sys
from collections.abc import Sequence
from typing import TypedDict

# What a build of a small site imports. Without one of them builds are slower, not different.
MODULES = [
    "mkdocs.commands.build",
    "mkdocs.config.defaults",
    "mkdocs.contrib.search",
    "mkdocs.themes.mkdocs",
    "markdown.extensions.codehilite",
    "markdown.extensions.fenced_code",
    "markdown.extensions.tables",
    "aisha_docs_audio.mkdocs_plugin.plugin",
    "aisha_docs_audio.mkdocs_plugin.pages",
    "sphinx.cmd.build",
    "sphinx.search.en",
    "docutils.languages.en",
    "docutils.parsers.rst.directives.admonitions",
    "docutils.parsers.rst.directives.body",
    "docutils.parsers.rst.directives.images",
    "docutils.parsers.rst.directives.misc",
    "docutils.parsers.rst.directives.tables",
    "docutils.readers.doctree",
    "aisha_docs_audio.sphinx_ext",
    "aisha_docs_audio.build.speakers",
    "aisha_docs_audio.cli",
    "aisha_docs_audio.api.client",
    "aisha_docs_audio.payments.ledger",
]


class Asked(TypedDict):
    """A build: the module that is run with these arguments, and where what it prints goes."""

    arguments: Sequence[str]
    folder: str
    environ: dict[str, str]
    output: str
    errors: str
    seconds: int


def parts_of_sphinx() -> Sequence[str]:
    """Return the modules that Sphinx loads for every build."""
    try:
        return importlib.import_module("sphinx.application").builtin_extensions
    except ImportError:
        return ()


def main() -> None:
    """Answer until the input ends; a copy returns from here to do its build."""
    del sys.path[0]  # the folder of the tests, where nobody looks for a module
    for name in (*MODULES, *parts_of_sphinx()):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()
    answers = os.dup(1)
    # Ctrl+C is for the builds; this one ends with its input.
    on_interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        asked: Asked = json.loads(line)
        copy = os.fork()
        if not copy:
            os.close(answers)
            signal.signal(signal.SIGINT, on_interrupt)
            become(asked)
            return
        _, status = os.waitpid(copy, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def become(asked: Asked) -> None:
    """Be the process that was asked for, and run its module as `python -m` does."""
    signal.alarm(asked["seconds"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    printed = [os.open(asked[name], os.O_WRONLY | os.O_APPEND) for name in ("output", "errors")]
    for number, file in enumerate((nothing, *printed)):
        os.dup2(file, number)
        os.close(file)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environ"])
    sys.path.insert(0, asked["folder"])
    importlib.invalidate_caches()
    sys.argv = list(asked["arguments"])
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
