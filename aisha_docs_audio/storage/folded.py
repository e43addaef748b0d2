"""Values kept small in memory: compressed until they are looked at.

A first build has all its pages before it sends the first request, and holds them until the last
answer. Their texts stand in blocks, lines and cues, each an object of its own; folded, a text takes
a fifth of that.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, cast, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T_co = TypeVar("T_co", covariant=True)

_QUICK = 1


class Folded(Sequence[T_co]):
    """A sequence that never changes; each look at its items makes them anew.

    Whoever needs them more than once keeps what iterating gave.
    """

    __slots__ = ("_length", "_packed")

    def __init__(self, items: Iterable[T_co] = ()) -> None:
        values = tuple(items)
        self._length = len(values)
        # Pickled for this process alone: what is unpickled is what stands here.
        self._packed = zlib.compress(pickle.dumps(values, pickle.HIGHEST_PROTOCOL), _QUICK)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._unfolded())

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self._unfolded()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folded) and self._unfolded() == other._unfolded()

    def __hash__(self) -> int:
        return hash(self._length)

    def __repr__(self) -> str:
        return f"Folded({list(self)!r})"

    def _unfolded(self) -> tuple[T_co, ...]:
        packed = zlib.decompress(self._packed)
        return cast("tuple[T_co, ...]", pickle.loads(packed))  # noqa: S301 - see above
