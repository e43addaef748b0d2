// What is remembered between pages and visits. Where storage is refused, until the page is left.

/**
 * @typedef {object} Stored
 * @property {number} [speed]
 * @property {boolean} [follow]
 * @property {boolean} [onward] continue with the next page
 * @property {string} [turn] the path of the page that is to play when it is opened
 * @property {Record<string, number>} [places] seconds by track
 */

export const STORE = "aisha-audio";

/** @type {Stored} */
let stored = {};

export function load() {
  try {
    stored = { ...JSON.parse(localStorage[STORE]) };
  } catch {
    // Refused, empty, or not ours under our name: go on with what we have.
  }
  return stored;
}

/** @param {Stored} change */
export function save(change) {
  stored = { ...load(), ...change };
  try {
    localStorage[STORE] = JSON.stringify(stored);
  } catch {
    // As above.
  }
}

/**
 * Keep a place by its track, whose name is a hash of its content: an edited page starts anew.
 * @param {string} track
 * @param {number} [seconds] none: the track was heard to its end
 */
export function savePlace(track, seconds) {
  const { [track]: _, ...places } = load().places ?? {};
  const entries = Object.entries(seconds ? { ...places, [track]: Math.round(seconds) } : places);
  save({ places: Object.fromEntries(entries.slice(-50)) });
}
