"""Webhooks: telling a client's URL that its asynchronous task has ended."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from collections.abc import Mapping

PAUSES_SECONDS = (1.0, 3.0)
"""How long to wait before the second and the third try."""

_TIMEOUT_SECONDS = (2.0, 5.0)

logger = logging.getLogger(__name__)


class WebhookSender:
    """Delivers JSON by POST, three tries at most; nothing is delivered again after a restart.

    The payload is not documented anywhere: this one is what the status endpoint would answer.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=4)

    async def deliver(self, url: str, payload: Mapping[str, object]) -> bool:
        """Return whether the receiver took it with a 2xx answer."""
        loop = asyncio.get_running_loop()
        for pause in (*PAUSES_SECONDS, None):
            problem = await loop.run_in_executor(self._pool, _post, url, payload)
            if problem is None:
                return True
            logger.warning("webhook for record %s was not taken: %s", payload.get("id"), problem)
            if pause is not None:
                await asyncio.sleep(pause)
        return False

    def close(self) -> None:
        """Wait for the delivery under way, drop the others."""
        self._pool.shutdown(cancel_futures=True)


def _post(url: str, payload: Mapping[str, object]) -> str | None:
    """Return what went wrong."""
    with requests.Session() as session:
        # Proxies and passwords of this machine's environment are none of the receiver's business.
        session.trust_env = False
        try:
            answer = session.post(
                url, json=payload, timeout=_TIMEOUT_SECONDS, allow_redirects=False, stream=True
            )
        except (requests.RequestException, ValueError) as error:
            return type(error).__name__
        with answer:
            return None if 200 <= answer.status_code < 300 else f"HTTP {answer.status_code}"
