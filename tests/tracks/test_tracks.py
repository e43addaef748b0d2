"""Tracks are made once, found again by what they are made of, and never served damaged."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from aisha_docs_audio.errors import AudioError, CacheError, LocalVoiceError
from aisha_docs_audio.model import Line
from aisha_docs_audio.sound import make_clip
from aisha_docs_audio.sound.track_cache import TrackCache
from aisha_docs_audio.sound.track_plan import TrackPlan
from tests.sound.tones import RATE, file_of, line_of, played, tone


@functools.cache
def clip(key: str) -> bytes:
    """Give the frames a key names: a tone whose pitch and length come from the key."""
    number = int(hashlib.sha256(key.encode()).hexdigest()[:4], 16)
    sound = tone(0.2 + number % 7 / 10, hertz=200 + number % 300)
    return make_clip(file_of(sound), bitrate=48).frames


def no_clip(key: str) -> bytes:
    """Fail: what is cached must not ask for clips."""
    raise AssertionError(f"the clip {key} was asked for")


def passage(number: int, *texts: str, caption: str = "", pause: float = 0.6) -> Line:
    """Give a line in few words."""
    texts = texts or (f"key-{number}",)
    return line_of(number, *texts, caption=caption or f"Blok {number}", pause_seconds=pause)


def plan(*lines: Line, bitrate: int = 48) -> TrackPlan:
    """Give a plan of these lines, or of three."""
    return TrackPlan(
        lines=lines or tuple(map(passage, range(3))), bitrate=bitrate, pause_between_seconds=0.25
    )


@pytest.fixture
def cache(tmp_path) -> TrackCache:
    """Give an empty cache."""
    return TrackCache(tmp_path / "derived")


def files_in(directory) -> list[str]:
    """List every file below a directory."""
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*.*"))


def test_a_narration_is_a_track_with_its_cues(cache):
    """One cue a passage, numbered like its block, ending with the track."""
    narration = cache.make(plan(passage(4, "a", "b"), passage(9, "c")), clip)

    assert [cue.number for cue in narration.cues] == [4, 9]
    assert [cue.text for cue in narration.cues] == ["Blok 4", "Blok 9"]
    assert narration.cues[-1].end_seconds == narration.duration_seconds
    assert len(played(narration.track.read_bytes())) == round(narration.duration_seconds * RATE)
    assert "\n9\n" in narration.captions.read_text(encoding="utf-8")


def test_what_was_made_is_found_without_its_clips(cache, tmp_path):
    """By another build too, and equal in every part."""
    made = cache.make(plan(), clip)

    assert cache.find(plan()) == made
    assert TrackCache(tmp_path / "derived").find(plan()) == made
    assert cache.find(plan(passage(0))) is None


def test_files_are_named_by_their_content(cache):
    """A page whose sound did not change keeps its file's name, whatever else changed."""
    narration = cache.make(plan(), clip)
    other_words = tuple(dataclasses.replace(part, caption="Boshqa soʻz") for part in plan().lines)
    renamed = cache.make(plan(*other_words), clip)

    for path in (narration.track, narration.captions):
        assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    assert (narration.track.suffix, narration.captions.suffix) == (".mp3", ".vtt")
    assert renamed.track == narration.track
    assert renamed.captions != narration.captions


@pytest.mark.parametrize(
    "changed",
    [
        plan(bitrate=56),
        plan(passage(0), passage(1), passage(2, "key-2", "key-2")),
        plan(passage(0), passage(1), passage(2, "other")),
        plan(passage(0), passage(1), passage(3, "key-2")),
        plan(passage(0), passage(1), passage(2, caption="Boshqa")),
        plan(passage(0), passage(1), passage(2, pause=0.7)),
        plan(passage(1), passage(0), passage(2)),
        plan(passage(0), passage(1)),
        plan(passage(0), passage(1, "key-1", "key-2")),
    ],
)
def test_whatever_changes_the_narration_changes_its_key(changed):
    """A stale track is never found for a changed page."""
    assert changed.key != plan().key


def test_a_plans_key_is_the_same_in_every_process():
    """Written down once: a change here makes every user's tracks be joined again."""
    assert plan().key == "3f8625b03ac093c7037bfb21bb7df00f7fef937bd3875d9092c994269649902d"


@pytest.mark.parametrize("pattern", ["files/*.mp3", "files/*.vtt", "tracks/*"])
@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "delete"])
def test_a_damaged_file_is_never_served_and_is_made_again(cache, tmp_path, pattern, damage):
    """Whichever of a narration's files is hurt, and however."""
    made = cache.make(plan(), clip)
    content = made.track.read_bytes()
    (path,) = (tmp_path / "derived").glob(pattern)
    if damage == "delete":
        path.unlink()
    else:
        whole = path.read_bytes()
        flipped = bytes([whole[0] ^ 1]) + whole[1:]
        path.write_bytes({"flip": flipped, "truncate": whole[:-1], "empty": b""}[damage])

    assert cache.find(plan()) is None

    assert cache.make(plan(), clip) == made
    assert made.track.read_bytes() == content
    assert cache.find(plan()) == made


def test_a_damaged_track_is_replaced_even_when_its_loss_was_not_noticed(cache):
    """Making a narration anew never trusts a file only because it has the right name."""
    made = cache.make(plan(), clip)
    content = made.track.read_bytes()
    made.track.write_bytes(b"damaged")

    assert cache.make(plan(), clip).track.read_bytes() == content


def test_clips_are_kept_by_key_and_bitrate(cache):
    """A clip at another bit rate is another clip."""
    cache.store_clip("key", 48, b"frames")

    assert cache.load_clip("key", 48) == b"frames"
    assert cache.load_clip("key", 56) is None
    assert cache.load_clip("other", 48) is None


def test_keys_need_not_be_file_names(cache, tmp_path):
    """Nothing is ever written outside the directory."""
    cache.store_clip("../../\0:*?", 48, b"frames")

    assert cache.load_clip("../../\0:*?", 48) == b"frames"
    assert len(files_in(tmp_path)) == 1


def test_a_damaged_clip_is_not_there(cache, tmp_path):
    """It is encoded again from the paid sound."""
    cache.store_clip("key", 48, b"frames")
    (path,) = (tmp_path / "derived" / "clips").rglob("*.clip")
    path.write_bytes(path.read_bytes() + b"!")

    assert cache.load_clip("key", 48) is None


@pytest.mark.parametrize("error", [LocalVoiceError("no voice"), AudioError("no sound")])
def test_a_clip_that_fails_leaves_nothing_behind(cache, tmp_path, error):
    """Neither half a track nor a record of one; the error is the clip's own."""

    def failing(key: str) -> bytes:
        if key == passage(2).clip_keys[0]:
            raise error
        return clip(key)

    with pytest.raises(type(error)):
        cache.make(plan(), failing)

    assert files_in(tmp_path) == []
    assert cache.find(plan()) is None


def test_a_clip_of_another_bitrate_is_refused(cache):
    """Mixed into a track it would shift every time behind it."""
    with pytest.raises(AudioError):
        cache.make(plan(bitrate=56), clip)


def test_a_directory_that_cannot_be_written_is_a_cache_error(tmp_path):
    """A file stands where the directory should be: as root even read-only ones can be written."""
    (tmp_path / "derived").write_text("in the way")
    cache = TrackCache(tmp_path / "derived")

    assert cache.find(plan()) is None
    assert cache.load_clip("key", 48) is None
    with pytest.raises(CacheError):
        cache.store_clip("key", 48, b"frames")
    with pytest.raises(CacheError):
        cache.make(plan(), clip)


def test_threads_may_make_and_find_the_same_narration_at_once(cache, tmp_path):
    """Pages with the same words share files; nobody sees half of one."""

    def work(_: int) -> bytes:
        found = cache.find(plan()) or cache.make(plan(), clip)
        return found.track.read_bytes() + found.captions.read_bytes()

    with ThreadPoolExecutor(8) as pool:
        contents = set(pool.map(work, range(64)))

    assert len(contents) == 1
    assert len(files_in(tmp_path)) == 3


MONTH = 31 * 86_400.0


def aged(directory) -> None:
    """Let every file look as if it was written a month ago."""
    then = time.time() - MONTH
    for path in directory.rglob("*.*"):
        os.utime(path, (then, then))


def test_pruning_deletes_what_no_page_played_for_long(cache, tmp_path):
    """What a page of any site has played lately stays, whenever it was written."""
    other_site = TrackCache(tmp_path / "derived", site="other")
    kept, gone = plan(passage(0)), plan(passage(1))
    for one in (kept, gone):
        cache.make(one, clip)
    cache.store_clip("old", 48, b"frames")
    cache.store_clip(kept.lines[0].clip_keys[0], 48, b"frames")
    (tmp_path / "derived" / "files" / "left-by-a-kill.tmp").write_bytes(b"half")
    aged(tmp_path / "derived")
    assert other_site.uses.note(
        "page.md", other_site.uses.use(track=kept.key, sounds=kept.lines[0].clip_keys)
    )
    size = sum(path.stat().st_size for path in (tmp_path / "derived").rglob("*.*"))

    freed = cache.upkeep.prune(used_before=time.time() - 86_400)

    assert cache.find(kept) is not None
    assert cache.find(gone) is None
    assert cache.load_clip(kept.lines[0].clip_keys[0], 48) == b"frames"
    assert cache.load_clip("old", 48) is None
    left = sum(path.stat().st_size for path in (tmp_path / "derived").rglob("*.*"))
    assert freed == size - left
    assert len(files_in(tmp_path)) == 5


def test_a_use_is_noted_when_it_is_another_one_or_a_day_old(tmp_path):
    """So that a build right after another writes nothing; a damaged note is written anew."""
    now = [time.time()]
    cache = TrackCache(tmp_path, site="one", clock=lambda: now[0])
    assert cache.uses.note("a.md", cache.uses.use(track="t", sounds=["x", "y", "x"]))
    assert not cache.uses.note("a.md", cache.uses.use(track="t", sounds=["x", "y"]))
    assert cache.uses.note("a.md", cache.uses.use(track=None, sounds=["x", "y"]))
    assert cache.uses.note("b.md", cache.uses.use(track=None, sounds=[]))
    now[0] += 86_401
    assert cache.uses.note("b.md", cache.uses.use(track=None, sounds=[]))
    for path in tmp_path.rglob("*.use"):
        path.write_bytes(path.read_bytes()[:-1])
    assert list(cache.uses.every()) == []
    assert cache.uses.note("b.md", cache.uses.use(track=None, sounds=[]))
    assert [use.site for use in cache.uses.every()] == ["one"]


def test_tracks_that_no_page_plays_take_no_more_room_than_those_that_do(cache, tmp_path):
    """The oldest go; clips stay, of which an unfinished build has nothing else."""
    plans = [plan(passage(number, "key")) for number in range(5)]
    for number, one in enumerate(plans):
        cache.make(plan(*one.lines, passage(9, f"more-{number}")), clip)
    plans = [plan(*one.lines, passage(9, f"more-{n}")) for n, one in enumerate(plans)]
    for number, one in enumerate(plans):
        record = tmp_path / "derived/tracks" / f"{one.key}.track"
        os.utime(record, (time.time() - 100 + number,) * 2)
    cache.store_clip("unfinished", 48, b"frames")
    cache.uses.note("page.md", cache.uses.use(track=plans[4].key, sounds=["key"]))

    assert cache.upkeep.tidy(thorough=False) > 0

    found = [cache.find(one) is not None for one in plans]
    assert found[4]
    assert found[:3] == [False, False, False]
    assert cache.load_clip("unfinished", 48) == b"frames"
    assert cache.upkeep.tidy(thorough=True) == 0


@pytest.mark.skipif(os.name != "posix", reason="locks of POSIX")
def test_nothing_goes_while_another_process_may_copy_it(cache, tmp_path):
    """A build hands paths to its host; until its process ends, nobody tidies up."""
    for number in range(3):
        cache.make(plan(passage(number)), clip)
    aged(tmp_path / "derived")
    program = (
        "import sys, pathlib; from aisha_docs_audio.sound.track_cache import TrackCache;"
        "TrackCache(pathlib.Path(sys.argv[1])).hold(); print(1, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "derived")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"1"
        assert cache.upkeep.tidy(thorough=True) == 0
    assert cache.upkeep.tidy(thorough=True) > 0
    assert files_in(tmp_path) == []


def test_pruning_nothing_is_no_error(cache):
    """A cache that was never written to is clean."""
    assert cache.upkeep.prune(used_before=time.time()) == 0


def test_a_found_narration_asks_for_no_clip(cache):
    """An unchanged page costs the reading of its own files, nothing else."""
    cache.make(plan(), clip)

    assert (cache.find(plan()) or cache.make(plan(), no_clip)).cues
