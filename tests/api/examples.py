"""How many examples Hypothesis tries, on a machine that may be busy with other things."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# No deadline for one example: a time measured on a busy machine says nothing about the code.
patiently = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
