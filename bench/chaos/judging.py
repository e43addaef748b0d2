"""The judge: what the emulator's account book says was paid, against what the cache holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from chaos.building import Built, Line, Site, build, canary_files, expected

from aisha_docs_audio.payments.ledger import Ledger
from aisha_docs_audio.payments.maintenance.retry import forget_refusals

if TYPE_CHECKING:
    from aisha_docs_audio.emulator.testing import Emulator


def in_peace(site: Site, *, builds: int = 40) -> Built:
    """Build the site, and nobody kills it, until it is whole; give the last build."""
    ledger = Ledger(site.directory / "ledger", report=print)
    for _ in range(builds):
        # What the API accepted and failed to speak is asked for again when the user says so.
        forget_refusals(ledger)
        built = build(site)
        if not built.errors:
            break
    return built


class Verdict:
    """Figures that must be zero, counted over many sites."""

    def __init__(self) -> None:
        self.texts = 0
        self.charges = 0
        self.twice = 0
        self.lost = 0
        self.wrong = 0
        self.canary_hits = 0
        self.unspoken = 0

    def judge(self, emulator: Emulator, site: Site, built: Built) -> None:
        """Compare what a site's last build gave with its account."""
        self.canary_hits += built.canary_hits
        charged = Counter(
            Line(text=charge.transcript, speed=charge.speed or 1.0)
            for charge in emulator.account(site.key).charges
        )
        for line in [line for line, times in charged.items() if times > 1]:
            # With what the emulator's clock says, to tell a late charge from a fault of ours.
            found = [
                (charge.id, charge.speed, charge.created_at)
                for charge in emulator.account(site.key).charges
                if charge.transcript == line.text
            ]
            print(f"  PAID TWICE: {line} (asynchronous: {bool(site.webhook_url)}): {found}")
        self.texts += sum(not line.refused for line in site.lines)
        self.charges += charged.total()
        self.twice += sum(times - 1 for times in charged.values())
        self.unspoken += sum(line not in built.sounds for line in site.lines if not line.refused)
        self.lost += sum(line not in built.sounds for line in charged)
        self.wrong += sum(sound != expected(line) for line, sound in built.sounds.items())
        self.canary_hits += len(canary_files(site.directory))

    @property
    def is_good(self) -> bool:
        """Say whether all that must be zero is."""
        return not (self.twice or self.lost or self.wrong or self.canary_hits or self.unspoken)

    def __str__(self) -> str:
        return (
            f"{self.texts} texts, {self.charges} payments: {self.twice} paid twice, {self.lost} "
            f"paid and lost, {self.wrong} wrong clips, {self.unspoken} never spoken, the key found "
            f"{self.canary_hits} times"
        )
