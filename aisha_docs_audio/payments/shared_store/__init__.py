"""Paying at most once across machines: sounds and claims in a storage that all of them reach.

::

    sound/KEY    a sealed sound, exactly as a machine's own store holds it
    claim/NAME   a record of the ledger, as machines have agreed on it; NAME tells neither text nor
                 account (see `account.py`)

A claim is replaced only by who has read the version that is there, so a record has one history. A
request in state ``asked`` in it means that a machine may be sending it now; all other states can
be gone on from by everybody.
"""
