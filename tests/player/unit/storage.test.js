// What is remembered, on a storage that works, is refused, or holds somebody else's text.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const { load, save, savePlace, STORE } = await import(`${process.env.AISHA_STATIC ?? "../../../aisha_docs_audio/player/static"}/storage.js`);

beforeEach(() => (globalThis.localStorage = {}));

test("a choice is kept beside the others", () => {
  save({ speed: 2 });
  save({ follow: false });
  assert.deepEqual(JSON.parse(localStorage[STORE]), { speed: 2, follow: false });
});

test("a place is kept in whole seconds and forgotten at the end", () => {
  savePlace("a.mp3", 41.6);
  assert.equal(load().places["a.mp3"], 42);
  savePlace("a.mp3");
  assert.equal(load().places["a.mp3"], undefined);
});

test("only the last fifty tracks are kept, the latest last", () => {
  for (let n = 0; n < 80; n++) savePlace(`${n}.mp3`, 20);
  savePlace("40.mp3", 30);
  const tracks = Object.keys(load().places);
  assert.equal(tracks.length, 50);
  assert.equal(tracks.at(-1), "40.mp3");
});

test("what is not ours is overwritten", () => {
  for (const text of ["{", "5", "null", '"text"']) {
    localStorage[STORE] = text;
    save({ speed: 1.5 });
    assert.equal(load().speed, 1.5);
  }
});

test("where storage is refused it remembers until the page is left", () => {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, get() { throw new Error("refused"); } });
  save({ speed: 3 });
  assert.equal(load().speed, 3);
  Object.defineProperty(globalThis, "localStorage", { configurable: true, writable: true, value: {} });
});
