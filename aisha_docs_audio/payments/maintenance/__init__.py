"""Looking after the cache of paid sound by hand: each function is a command, each report a value.

::

    inspection.py   what is there, and is it whole
    mending.py      set aside what is damaged, delete what no page needs
    archive.py      carry the cache to another machine
    adoption.py     refill a lost cache from the account's history
"""
