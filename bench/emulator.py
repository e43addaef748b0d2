"""How many requests the emulator takes a second, beside what the reliability runs need of it.

The clients run in processes of their own on the same cores, so this is what a test gets, not what
the server could do alone. Run: python bench/emulator.py
"""

from __future__ import annotations

import http.client
import json
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from measuring.tables import print_machine, print_table

from aisha_docs_audio.emulator.testing import DEFAULT_KEY, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEEDED_PER_SECOND = 300
"""2,000 builds of 30 segments, with a download each, within seven minutes."""

TEXT = "Hujjatning shu yerdagi matni ovoz chiqarib oʻqiladi. " * 20
CASES = (
    # name, clients, requests for speech of each, characters, with downloads
    ("one client", 1, 600, 200, False),
    ("8 clients", 8, 250, 200, False),
    ("8 clients, each sound downloaded", 8, 250, 200, True),
    ("8 clients, 1000 characters, each sound downloaded", 8, 125, 1000, True),
)


def ask(host: str, worker: int, number: int, characters: int, *, download: bool) -> int:
    """Ask for speech `number` times over one connection; give the number of requests."""
    connection = http.client.HTTPConnection(host, timeout=60)
    headers = {"X-Api-Key": DEFAULT_KEY, "Content-Type": "application/json"}
    requests = 0
    for turn in range(number):
        body = json.dumps({"transcript": f"{worker} {turn} {TEXT}"[:characters]})
        connection.request("POST", "/api/v1/tts/post/", body, headers)
        answer = connection.getresponse()
        path = json.loads(answer.read())["audio_path"]
        requests += 1
        if download:
            connection.request("GET", path)
            connection.getresponse().read()
            requests += 1
    connection.close()
    return requests


def processor_seconds_of_ended_children() -> float:
    """Give what all processes took that were started here and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the table."""
    print_machine()
    print_table(("asked by", "requests a second", "needed", "server's CPU, ms each"), rows())


def rows() -> Iterator[Sequence[str]]:
    """Ask in each way; the server's start is counted in."""
    for name, clients, number, characters, download in CASES:
        with running() as emulator:
            host = emulator.url.removeprefix("http://")
            start = time.perf_counter()
            with ProcessPoolExecutor(clients) as pool:
                asked = [
                    pool.submit(ask, host, worker, number, characters, download=download)
                    for worker in range(clients)
                ]
                requests = sum(task.result() for task in asked)
                seconds = time.perf_counter() - start
            assert emulator.account().requests == requests
            before = processor_seconds_of_ended_children()
            emulator.stop()
            taken = processor_seconds_of_ended_children() - before
        each = 1000 * taken / requests
        yield name, f"{requests / seconds:.0f}", f"{NEEDED_PER_SECOND}", f"{each:.2f}"


if __name__ == "__main__":
    main()
