// The audio element: seeking on any server, and one sound at a time, also across tabs.

let sounding;
let tabs;

function claim(sound) {
  if (sounding?.audio !== sound.audio) sounding?.pause();
  sounding = sound;
  tabs ??= new BroadcastChannel(STORE);
  tabs.onmessage = () => sounding.pause();
  tabs.postMessage("play");
}

// `changed` is called with an event's name whenever there is something new to show.
function makeSound(audio, signal, changed) {
  const url = audio.getAttribute("src");
  let wanted; // seconds to go to as soon as that can be done
  let whole; // the object URL of the track, when it had to be fetched whole
  let fetching = false;
  let resume = false; // play on once it is fetched

  // Before the first play nothing is loaded for a seek: no request before the listener asks.
  function settle() {
    if (wanted === undefined || fetching || !audio.readyState) return;
    const { seekable } = audio;
    if (wanted && !(seekable.length && seekable.end(0) >= wanted)) return fetchWhole();
    audio.currentTime = wanted;
    wanted = undefined;
  }

  // The server answers no ranges: with the track in memory any place can be reached.
  async function fetchWhole() {
    resume = !audio.paused;
    fetching = true;
    audio.pause();
    changed();
    try {
      whole = URL.createObjectURL(await (await fetch(url, { signal })).blob());
      audio.src = whole;
    } catch {
      wanted = undefined;
    }
    fetching = false;
    if (signal.aborted) restore();
    else if (resume) sound.play();
  }

  function restore() {
    wanted = undefined;
    if (!whole) return;
    URL.revokeObjectURL(whole);
    whole = undefined;
    audio.src = url;
  }

  const sound = {
    audio,
    url,
    get time() {
      return wanted ?? audio.currentTime;
    },
    get playing() {
      return fetching ? resume : !audio.paused && !audio.error;
    },
    get waiting() {
      return sound.playing && (fetching || audio.readyState < 3);
    },
    play() {
      resume = true;
      if (fetching) return changed();
      if (audio.error) audio.load();
      audio.play().catch(() => {}); // refused or cut short: the events tell what came of it
    },
    pause() {
      resume = false;
      audio.pause();
      if (fetching) changed();
    },
    seek(seconds) {
      wanted = seconds;
      settle();
    },
  };

  audio.addEventListener("loadedmetadata", settle, { signal });
  for (const name of "play playing pause waiting timeupdate seeked ended ratechange error".split(" ")) {
    audio.addEventListener(name, () => {
      if (fetching) return; // the stop in between is nobody's business
      if (name === "play") claim(sound);
      if (name === "error" && whole) {
        // The site's policy refuses blobs: better from the start than not at all.
        restore();
        if (resume) sound.play();
      }
      changed(name);
    }, { signal });
  }
  signal.addEventListener("abort", () => {
    audio.pause();
    restore();
  });
  return sound;
}
