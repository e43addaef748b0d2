// What is known of a listener and a track; a player that is swapped leaves it to the next one.

import { createAudioSource } from "./audio-source.js";

/**
 * @typedef {object} State
 * @property {import("./audio-source.js").AudioSource} source
 * @property {string} [block] the one that is heard
 * @property {boolean} playing
 * @property {boolean} [listening] it has played since it came into the page
 * @property {boolean} [ended]
 * @property {boolean} [away] scrolled out of view
 * @property {boolean} [closed] the small player was closed
 * @property {boolean} [resumable] a place was offered that nobody has seen yet
 * @property {boolean} [yielded] the reader has gone elsewhere: leave the page where it is
 */

/**
 * @typedef {object} Player what the views of one player share
 * @property {HTMLElement} host the custom element
 * @property {import("./controls.js").Controls} part
 * @property {import("./controls.js").Words} words
 * @property {State} state
 * @property {import("./cues.js").Cue[]} cues
 * @property {AbortSignal} signal ends the player
 * @property {() => void} toggle play or pause
 * @property {(block: string | undefined) => void} playBlock
 * @property {(seconds: number) => void} step
 * @property {(by: number) => void} changeSpeed
 */

/**
 * @param {HTMLAudioElement} audio
 * @returns {State}
 */
export const createState = (audio) => ({ source: createAudioSource(audio), playing: false });
