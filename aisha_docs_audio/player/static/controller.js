// One player at work: joins the sound, its controls, and the page that is read along.

import { SIGNS, SPEEDS } from "./controls.js";
import { clock, cueOf, elementOf, indexAt, readCues, timeIn } from "./cues.js";
import { listenToKeys } from "./keyboard.js";
import { session, showSession } from "./media-session.js";
import { createMiniPlayer } from "./mini-player.js";
import { createSeekBar } from "./seek-bar.js";
import { createReadAlong } from "./read-along.js";
import { leaveState, takeState } from "./state.js";
import { load, save, savePlace } from "./storage.js";
import { watchColors } from "./theme-colors.js";

/**
 * Bring a player to life; return what ends it.
 * @param {import("./state.js").Host} host
 * @param {import("./controls.js").Words} words
 * @param {import("./controls.js").Controls} part
 */
export function startPlayer(host, words, part) {
  const data = /** @type {Record<string, string>} */ (host.dataset);
  const duration = +data.duration;
  const cues = readCues(data.cues);
  const written = /** @type {HTMLAudioElement} */ (host.querySelector("audio"));
  const state = takeState(host, written);
  const { source, track } = state;
  const { audio } = source;
  if (audio !== written) written.replaceWith(audio);
  const nextLink = /** @type {HTMLAnchorElement | null} */ (host.querySelector("a[data-next]"));
  const { speed = 1, follow, onward, turn, places } = load();
  const life = new AbortController();
  const { signal } = life;
  let lost = false;
  let timer = 0;

  /** @type {import("./state.js").Player} */
  const player = { host, part, words, state, cues, signal, toggle, playBlock, playLink, step, changeSpeed };
  const { preview, notify, showTime } = createSeekBar(player, duration);
  const readAlong = createReadAlong(player);
  const updateMini = createMiniPlayer(player);

  // --- What can be done ---

  function play() {
    state.ended = state.closed = false;
    if (audio.error) notify("");
    source.play();
    readAlong.follow();
  }

  function toggle() {
    if (source.playing) source.pause();
    else play();
  }

  /** @param {number} seconds */
  function seek(seconds) {
    state.ended = false;
    notify("");
    source.seek(Math.min(Math.max(seconds, 0), duration));
    showPrompt();
    show();
    readAlong.follow();
  }

  /** @param {number} seconds */
  const playFrom = (seconds) => {
    seek(seconds);
    play();
  };

  /** @param {number} seconds */
  function step(seconds) {
    seek(source.time + seconds);
  }

  // To the block before or after; "before" begins the block anew when it is well under way.
  /** @param {number} by */
  function skip(by) {
    const here = indexAt(cues, source.time);
    const to = cues[by < 0 && source.time - cues[here].start > 2 ? here : here + by];
    if (to) seek(to.start);
  }

  /** @param {string | undefined} block */
  function playBlock(block) {
    const cue = cueOf(cues, block);
    if (cue) playFrom(cue.start);
  }

  // To the block that a link such as "#t=83" names; return whether there is one.
  function seekToLink() {
    const seconds = timeIn(location.hash);
    if (seconds >= 0) seek(cues[indexAt(cues, seconds)].start);
    return seconds >= 0;
  }

  function playLink() {
    if (seekToLink()) play();
  }

  /** @param {number} speed */
  function setSpeed(speed) {
    audio.defaultPlaybackRate = audio.playbackRate = speed;
    part.speed.value = `${speed}`;
  }

  /** @param {number} speed */
  function chooseSpeed(speed) {
    setSpeed(speed);
    save({ speed });
  }

  /** @param {number} by */
  function changeSpeed(by) {
    const value = SPEEDS[SPEEDS.indexOf(+part.speed.value) + by];
    if (!value) return;
    chooseSpeed(value);
    part.said.textContent = part.speed.selectedOptions[0].text;
  }

  // A button that stands only as long as it makes sense; without a text, none.
  /**
   * @param {string} [text]
   * @param {() => void} [action]
   */
  function showPrompt(text = "", action) {
    part.offer.hidden = !text;
    part.offer.textContent = text;
    part.offer.onclick = /** @type {any} */ (action);
  }

  function togglePanel(hidden = !part.panel.hidden) {
    part.panel.hidden = hidden;
    part.more.ariaExpanded = `${!hidden}`;
  }

  /** @param {string} name */
  const emit = (name) => {
    const detail = { block: state.block, time: source.time, duration };
    host.dispatchEvent(new CustomEvent("aisha-audio:" + name, { bubbles: true, detail }));
  };

  // --- What happens ---

  function startListening() {
    state.listening = true;
    state.resumable = false;
    showSession(new MediaMetadata({ title: data.title || document.title, artist: data.site }), handlers);
  }

  /** @param {string} [name] */
  source.onchange = (name) => {
    const { playing } = source;
    if (playing !== state.playing) {
      state.playing = playing;
      updatePlayButton();
      if (playing) startListening();
      if (!audio.ended) emit(playing ? "play" : "pause");
      saveNow();
      updateMini();
    }
    part.play.classList.toggle("waiting", source.waiting);
    if (name === "ended") onEnd();
    show();
    if (name === "error") notify(words.failed);
    if (name === "unseekable") notify(words.unseekable);
    if (name !== "timeupdate" && state.listening) {
      const position = Math.min(source.time, duration);
      session.setPositionState({ duration, playbackRate: audio.playbackRate, position });
    }
  };

  function onEnd() {
    state.ended = true;
    savePlace(track);
    source.seek(0);
    emit("ended");
    if (!nextLink || !part.onward.checked) return;
    save({ turn: nextLink.pathname });
    nextLink.click(); // a click, not a location: the theme may swap pages its own way
  }

  function saveNow() {
    if (!state.listening || state.ended || source.time < 10) return;
    savePlace(track, source.time);
    // The place that was offered is not kept any more.
    if (!lost) showPrompt();
  }

  function updatePlayButton() {
    const name = state.playing ? "pause" : "play";
    part.play.title = words[name];
    part.play.querySelector("path")?.setAttribute("d", SIGNS[name]);
  }

  function show() {
    const { time } = source;
    const index = indexAt(cues, time);
    const { start, block } = cues[index];
    const current = state.listening && !state.ended ? block : "";
    // A click on it begins the block anew, and the address bar has the link.
    part.link.href = `#t=${+start.toFixed(2)}`;
    if (state.block !== current) {
      state.block = current;
      if (state.playing) {
        notify("");
        saveNow();
        emit("progress");
      }
    }
    showTime(time);
    // The element is looked up each time: a site may have swapped the page's content.
    readAlong.show(elementOf(current || (time ? block : "")));
    if (lost !== readAlong.lost) {
      lost = !lost;
      showPrompt(lost ? words.find : "", readAlong.follow);
    }
    // `timeupdate` comes four times a second: too coarse for the moment a block begins.
    clearTimeout(timer);
    const wait = (1000 * (cues[index + 1]?.start - time)) / audio.playbackRate;
    if (state.playing && wait < 400) timer = setTimeout(show, wait);
  }

  /** @type {Record<string, MediaSessionActionHandler>} */
  const handlers = {
    play,
    pause: source.pause,
    seekbackward: ({ seekOffset = 15 }) => step(-seekOffset),
    seekforward: ({ seekOffset = 15 }) => step(seekOffset),
    seekto: ({ seekTime }) => seek(/** @type {number} */ (seekTime)),
    previoustrack: () => skip(-1),
    nexttrack: () => skip(1),
  };

  /** @type {Record<string, (event: any) => void>} by the names of parts */
  const clicks = {
    play: toggle,
    previous: handlers.previoustrack,
    next: handlers.nexttrack,
    back: handlers.seekbackward,
    forward: handlers.seekforward,
    more: () => togglePanel(),
    close() {
      state.closed = true;
      source.pause();
      updateMini();
      part.play.focus({ preventScroll: true });
    },
  };

  // --- Joined ---

  /**
   * @param {EventTarget} element
   * @param {string} name
   * @param {(event: any) => void} listener
   * @param {boolean} [capture]
   */
  const on = (element, name, listener, capture) =>
    element.addEventListener(name, listener, { signal, capture });

  /** @param {"follow" | "onward"} name */
  const keepChoice = (name, checked = false, hidden = false) => {
    const box = part[name];
    box.checked = checked;
    /** @type {HTMLElement} */ (box.parentNode).hidden = hidden;
    on(box, "change", () => save({ [name]: box.checked }));
  };

  const showVolume = () => (part.volume.ariaValueText = `${Math.round(audio.volume * 100)} %`);

  for (const name in clicks) on(/** @type {Record<string, any>} */ (part)[name], "click", clicks[name]);
  on(part.position, "input", () => preview(+part.position.value));
  on(part.position, "change", () => seek(+part.position.value));
  on(part.speed, "change", () => chooseSpeed(+part.speed.value));
  on(part.volume, "input", () => {
    audio.volume = +part.volume.value;
    showVolume();
  });
  listenToKeys(player, readAlong);
  // A fold was opened or closed.
  on(document, "toggle", show, true);
  on(window, "hashchange", playLink);
  on(window, "pagehide", saveNow);

  signal.onabort = () => {
    saveNow();
    clearTimeout(timer);
    if (state.listening) showSession(null, handlers);
    leaveState(state);
  };

  part.volume.value = `${audio.volume}`;
  showVolume();
  togglePanel(true);
  const unmarked = "noHighlight" in data;
  keepChoice("follow", follow !== false && !unmarked, unmarked);
  keepChoice("onward", onward, !nextLink);
  const transcript = /** @type {HTMLAnchorElement} */ (host.querySelector("[slot=transcript]"));
  part.transcript.href = transcript.href;
  part.transcript.textContent = transcript.textContent;
  // A recording without cues has nothing to read: without the script that link is the download's.
  part.transcript.hidden = transcript.href === source.url;
  part.download.href = source.url;
  part.download.download = data.download;
  setSpeed(SPEEDS.includes(speed) ? speed : 1);
  watchColors(host, transcript, signal);
  showPrompt();
  if (state.listening) {
    startListening();
    // The browser has stopped it where the swap took its time.
    if (state.playing) source.play();
  } else if (!seekToLink()) {
    const place = /** @type {number} */ (places?.[track]);
    if (place < duration - 10) {
      state.resumable = true;
      showPrompt(words.resume.replace("{}", clock(place)), () => playFrom(place));
    }
  }
  show();
  updatePlayButton();
  updateMini();
  // The page before this one ended, and the listener asked to go on here.
  if (turn) save({ turn: undefined });
  // A moment later, for Astro changes the address only behind the page.
  setTimeout(() => signal.aborted || (turn === location.pathname && play()));
  return (state.end = () => life.abort());
}
