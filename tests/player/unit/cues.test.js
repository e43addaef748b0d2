// When each block is read: node --test tests/player/unit/

import assert from "node:assert/strict";
import { test } from "node:test";

const { clock, cueOf, indexAt, readCues, timeIn } = await import(`${process.env.AISHA_STATIC ?? "../../../aisha_docs_audio/player/static"}/cues.js`);

const cues = readCues("1 0.02 2.5,2 3 4.123,7 60 61.5");

test("cues are read as the page has them", () => {
  assert.deepEqual(cues, [{ block: "1", start: 0.02 }, { block: "2", start: 3 }, { block: "7", start: 60 }]);
  assert.equal(cueOf(cues, "7").start, 60);
  assert.equal(cueOf(cues, "3"), undefined);
});

test("in a pause it is the block just read; a frame early is the next one already", () => {
  for (const [time, index] of [[0, 0], [2.9, 0], [2.98, 1], [3, 1], [59, 1], [60, 2], [1e9, 2], [-1, 0]]) {
    assert.equal(indexAt(cues, time), index, `at ${time}`);
  }
});

test("a fragment names seconds or nothing", () => {
  for (const [hash, seconds] of [["#t=83", 83], ["#t=83.5", 83.5], ["#t=0", 0]]) assert.equal(timeIn(hash), seconds);
  for (const hash of ["", "#", "#t=", "#t=x", "#t=-5", "#t=1:20", "#t=1e9", "#t=1.2.3", "#at=5", "#t=5,9"]) {
    assert.ok(Number.isNaN(timeIn(hash)), hash);
  }
});

test("a clock shows hours only where there are some", () => {
  for (const [seconds, shown] of [[0, "0:00"], [9.9, "0:09"], [65, "1:05"], [600, "10:00"], [3665, "1:01:05"], [36000, "10:00:00"]]) {
    assert.equal(clock(seconds), shown);
  }
});
