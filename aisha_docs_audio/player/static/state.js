// What is known of a listener and a track; a player that is swapped leaves it to the next one.

import { createAudioSource } from "./audio-source.js";

/**
 * @typedef {object} State
 * @property {import("./audio-source.js").AudioSource} source
 * @property {string} track its file's name
 * @property {Host} host the element that has it, or had it last
 * @property {() => void} [end] ends that one's player
 * @property {string} [block] the one that is heard
 * @property {boolean} playing
 * @property {boolean} [listening] it has played since it came into the page
 * @property {boolean} [ended]
 * @property {boolean} [away] scrolled out of view
 * @property {boolean} [closed] the small player was closed
 * @property {boolean} [resumable] a place was offered that nobody has seen yet
 * @property {number} [timer] of its end, since its last player left it
 * @property {boolean} [yielded] the reader has gone elsewhere: leave the page where it is
 */

/** @typedef {HTMLElement & { connectedCallback(): void }} Host the custom element */

/**
 * @typedef {object} Player what the views of one player share
 * @property {Host} host
 * @property {import("./controls.js").Controls} part
 * @property {import("./controls.js").Words} words
 * @property {State} state
 * @property {import("./cues.js").Cue[]} cues
 * @property {AbortSignal} signal ends the player
 * @property {() => void} toggle play or pause
 * @property {(block: string | undefined) => void} playBlock
 * @property {() => void} playLink from the block that the page's address names, if it names one
 * @property {(seconds: number) => void} step
 * @property {(by: number) => void} changeSpeed
 */

/** @type {Set<State>} of the players in the page, and for a moment of those that have left it */
const states = new Set();

/** @param {State} state */
const dropState = (state) => state.host.isConnected || (states.delete(state) && state.source.release());

/**
 * Return what is known of a track: from a player that has left the page, or anew.
 * @param {Host} host
 * @param {HTMLAudioElement} audio
 */
export function takeState(host, audio) {
  const track = audio.src.replace(/.*\//, "");
  const left = [...states].find((state) => state.track === track && (state.host === host || !state.host.isConnected));
  // It may not have been told yet: `innerHTML` puts the new in before the old hears of it.
  left?.end?.();
  const state = left ?? { track, host, source: createAudioSource(audio), playing: false };
  state.host = host;
  states.add(state);
  // Another page's sound ends when this one is there.
  states.forEach(dropState);
  return state;
}

/**
 * Leave what is known to the next player of the track; if none comes, the sound ends.
 * @param {State} state
 */
export function leaveState(state) {
  const { source, host, track } = state;
  source.onchange = () => {};
  // The next one may have come before this one went.
  for (const other of states) {
    if (other.host.isConnected && other.host !== host && other.track === track && !other.playing) other.host.connectedCallback();
  }
  // A script that swaps content may wait between taking the old out and putting the new in.
  clearTimeout(state.timer);
  state.timer = setTimeout(dropState, 500, state);
}
