// The audio element: seeking on any server, and one sound at a time, also across tabs.

import { STORE } from "./storage.js";

/** @typedef {ReturnType<typeof createAudioSource>} AudioSource */

/** @type {AudioSource | undefined} */
let sounding;
/** @type {BroadcastChannel | undefined} */
let tabs;

/** @param {AudioSource} source */
function silenceOthers(source) {
  if (sounding !== source) sounding?.pause();
  sounding = source;
  tabs ??= new BroadcastChannel(STORE);
  tabs.onmessage = () => sounding?.pause();
  tabs.postMessage("play");
}

/**
 * Wrap an audio element; what is done to the element itself is noticed too.
 * @param {HTMLAudioElement} audio
 */
export function createAudioSource(audio) {
  const url = audio.src;
  const life = new AbortController();
  const { signal } = life;
  /** @type {number | undefined} seconds to go to as soon as that can be done */
  let wanted;
  let whole = ""; // the object URL of the track, when it had to be fetched whole
  let fetching = false;
  let resume = false; // play on once it is fetched
  let fixed = false; // neither the server nor the site's policy allows a seek

  // Before the first play nothing is loaded for a seek: no request before the listener asks.
  function applySeek() {
    if (wanted === undefined || fetching || !audio.readyState) return;
    const { seekable } = audio;
    if (wanted && !(seekable.length && seekable.end(0) >= wanted)) {
      if (!fixed) return fetchWhole();
      wanted = undefined;
      return source.onchange("unseekable");
    }
    audio.currentTime = wanted;
    wanted = undefined;
  }

  // The server answers no ranges: with the track in memory any place can be reached.
  async function fetchWhole() {
    resume = !audio.paused;
    fetching = true;
    audio.pause();
    source.onchange();
    try {
      whole = URL.createObjectURL(await (await fetch(url, { signal })).blob());
      // Tried by another element first: a policy that refuses it must not cost the place as well.
      await new Promise((resolve, reject) => {
        const probe = new Audio(whole);
        probe.onloadedmetadata = resolve;
        probe.onerror = reject;
      });
    } catch {
      fixed = true;
    }
    fetching = false;
    if (signal.aborted) return;
    if (!fixed) audio.src = whole;
    if (resume) source.play();
    applySeek();
  }

  const source = {
    audio,
    url,
    /** @param {string} [name] the event's, whenever there is something new to show */
    onchange(name) {}, // eslint-disable-line no-unused-vars
    get time() {
      return wanted ?? audio.currentTime;
    },
    get playing() {
      return fetching ? resume : !audio.paused && !audio.error;
    },
    get waiting() {
      return source.playing && (fetching || audio.readyState < 3);
    },
    play() {
      resume = true;
      if (fetching) return source.onchange();
      if (audio.error) audio.load();
      audio.play().catch(() => {}); // refused or cut short: the events tell what came of it
    },
    pause() {
      resume = false;
      audio.pause();
      if (fetching) source.onchange();
    },
    /** @param {number} seconds */
    seek(seconds) {
      wanted = seconds;
      applySeek();
    },
    // The audio element is again as it was written.
    release() {
      life.abort();
      audio.pause();
      if (!whole) return;
      URL.revokeObjectURL(whole);
      audio.src = url;
    },
  };

  audio.addEventListener("loadedmetadata", applySeek, { signal });
  for (const name of "play pause waiting timeupdate seeked ended ratechange error".split(" ")) {
    audio.addEventListener(name, () => {
      if (fetching) return; // the stop in between is nobody's business
      if (name === "play") silenceOthers(source);
      source.onchange(name);
    }, { signal });
  }
  return source;
}
