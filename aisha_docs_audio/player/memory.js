// What is remembered between pages and visits. Where storage is refused, until the page is left.

const STORE = "aisha-audio";
let kept = {};

function recall() {
  try {
    kept = { ...JSON.parse(localStorage[STORE]) };
  } catch {
    // Refused, empty, or not ours under our name: go on with what we have.
  }
  return kept;
}

function keep(change) {
  kept = { ...recall(), ...change };
  try {
    localStorage[STORE] = JSON.stringify(kept);
  } catch {
    // As above.
  }
}

// Places are kept by track, whose name is a hash of its content: an edited page starts anew.
const placeIn = (track) => recall().places?.[track];

function keepPlace(track, seconds) {
  const { [track]: old, ...places } = recall().places ?? {};
  const entries = Object.entries(seconds ? { ...places, [track]: Math.round(seconds) } : places);
  keep({ places: Object.fromEntries(entries.slice(-50)) });
}
