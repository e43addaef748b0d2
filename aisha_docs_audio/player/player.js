// One player at work: joins the sound, the controls and the page that is read along. It is longer
// than its neighbours because all of it turns on the same few variables.

// Bring a player to life until `signal` ends it. `words`: its labels, `part`: its controls.
function run(host, words, part, signal) {
  const { title, site, download = "", noMini, noHighlight } = host.dataset;
  const duration = +host.dataset.duration;
  const cues = readCues(host.dataset.cues);
  const headings = headingsOf(cues);
  const sound = makeSound(host.querySelector("audio"), signal, changed);
  const { audio } = sound;
  const track = sound.url.split("/").pop();
  const next = host.querySelector("a[data-next]");
  const highlight = noHighlight === undefined;
  const { speed, follow, onward, turn } = recall();
  let listening = false; // it has played since it came into the page
  let playing = false;
  let ended = false;
  let away = false; // scrolled out of view
  let closed = false; // the small player was closed
  let saved = 0;
  let lost = false;
  let block;
  let timer;

  const reading = readAlong({
    host,
    highlight,
    get listening() { return listening; },
    get playing() { return playing; },
    get follows() { return highlight && part.follow.checked; },
    playBlock,
  }, signal);

  // --- What can be done ---

  function play() {
    ended = closed = false;
    sound.play();
    reading.follow();
  }

  function seek(seconds) {
    ended = false;
    sound.seek(Math.min(Math.max(seconds, 0), duration));
    offer();
    show();
    reading.follow();
  }

  const step = (seconds) => seek(sound.time + seconds);

  // To the block before or after; "before" begins the block anew when it is well under way.
  function skip(by) {
    const here = indexAt(cues, sound.time);
    const to = cues[by < 0 && sound.time - cues[here].start > 2 ? here : here + by];
    if (to) seek(to.start);
  }

  function playBlock(number) {
    const cue = cueOf(cues, number);
    if (!cue) return;
    seek(cue.start);
    play();
  }

  function setSpeed(value) {
    part.speed.value = audio.defaultPlaybackRate = audio.playbackRate = value;
  }

  function chooseSpeed(value) {
    setSpeed(value);
    keep({ speed: value });
  }

  // A button that stands only as long as it makes sense; without a text, none.
  function offer(text, action) {
    part.offer.hidden = !text;
    part.offer.textContent = text || "";
    part.offer.onclick = action;
  }

  function fold() {
    part.panel.hidden = !part.panel.hidden;
    part.more.setAttribute("aria-expanded", !part.panel.hidden);
  }

  const say = (text) => (part.said.textContent = text);

  const tell = (name) =>
    host.dispatchEvent(
      new CustomEvent("aisha-audio:" + name, { bubbles: true, detail: { block, time: sound.time, duration } }),
    );

  // --- What happens ---

  function changed(name) {
    if (playing !== sound.playing) {
      playing = !playing;
      sign();
      if (playing) {
        listening = true;
        document.documentElement.setAttribute("data-audio-listening", "");
        showSession(title || document.title, site || location.host, handlers, signal);
      }
      if (!audio.ended) tell(playing ? "play" : "pause");
      keepNow();
      showMini();
    }
    part.play.classList.toggle("waiting", sound.waiting);
    if (name === "ended") end();
    show();
    if (name === "error") say(words.failed);
    if (name !== "timeupdate" && listening) {
      const position = Math.min(sound.time, duration);
      session?.setPositionState({ duration, playbackRate: audio.playbackRate, position });
    }
  }

  function end() {
    ended = true;
    keepPlace(track);
    sound.seek(0);
    tell("ended");
    if (!next || !part.onward.checked) return;
    keep({ turn: next.pathname });
    next.click(); // a click, not a location: the theme may swap pages its own way
  }

  function keepNow() {
    if (!listening || ended || sound.time < 10) return;
    keepPlace(track, (saved = sound.time));
    // The place that was offered is not kept any more.
    if (!lost) offer();
  }

  function sign() {
    const name = playing ? "pause" : "play";
    part.play.title = words[name];
    part.play.querySelector("path").setAttribute("d", SIGNS[name]);
  }

  function show() {
    const { time } = sound;
    const index = indexAt(cues, time);
    const cue = listening && !ended ? cues[index] : {};
    // Not while it is being dragged.
    if (!part.position.matches(":active")) {
      part.position.value = time;
      preview(time);
    }
    if (block !== cue.block) {
      block = cue.block;
      if (playing) tell("progress");
    }
    // The element is looked up each time: a site may have swapped the page's content.
    reading.show(cue.block ? elementOf(cue.block) : null);
    if (lost !== reading.lost) {
      lost = !lost;
      offer(lost && words.find, reading.follow);
    }
    if (Math.abs(time - saved) > 5) keepNow();
    // `timeupdate` comes four times a second: too coarse for the moment a block begins.
    clearTimeout(timer);
    const wait = (1000 * (cues[index + 1]?.start - time)) / audio.playbackRate;
    if (playing && wait < 400) timer = setTimeout(show, wait);
  }

  // The line over the seek bar, for where one is or where one points.
  function preview(time) {
    const known = listening || time;
    const heading = known && headings.findLast(({ start }) => start <= time + 0.05)?.text;
    part.title.textContent = audio.error ? words.failed : heading || host.getAttribute("aria-label");
    part.time.textContent = (known ? clock(time) + " · −" : "") + clock(duration - time);
    part.position.setAttribute("aria-valuetext", `${clock(time)} / ${clock(duration)}`);
    part.position.style.setProperty("--at", `${(100 * time) / duration}%`);
  }

  function showMini() {
    const small = away && listening && !closed && noMini === undefined;
    // The place in the page is kept, or leaving it would move the text.
    host.style.minHeight = small ? `${host.offsetHeight}px` : "";
    part.bar.classList.toggle("mini", small);
  }

  function key(event) {
    const { key, shiftKey, code } = event;
    const focused = reading.focused(event);
    const target = event.composedPath()[0];
    if (
      (!focused && event.target !== host) || event.ctrlKey || event.altKey || event.metaKey ||
      target === part.speed || target === part.volume // they have keys of their own
    ) return;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (key === " " && (focused || target === part.position)) part.play.click();
    else if (key === "Enter" && focused) playBlock(focused.dataset.audioBlock);
    else if (key === "ArrowLeft") step(-15);
    else if (key === "ArrowRight") step(15);
    // From block to block, the sound left alone. With a mouse's focus they scroll as ever.
    else if (by && focused?.matches(":focus-visible")) {
      const to = cues[cues.indexOf(cueOf(cues, focused.dataset.audioBlock)) + by];
      if (to) reading.focus(elementOf(to.block));
    } else if (key === "<" || (shiftKey && code === "Comma")) faster(-1);
    else if (key === ">" || (shiftKey && code === "Period")) faster(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function faster(by) {
    const value = SPEEDS[SPEEDS.indexOf(+part.speed.value) + by];
    if (!value) return;
    chooseSpeed(value);
    say(part.speed.selectedOptions[0].text);
  }

  const handlers = {
    play,
    pause: sound.pause,
    seekbackward: ({ seekOffset = 15 }) => step(-seekOffset),
    seekforward: ({ seekOffset = 15 }) => step(seekOffset),
    seekto: ({ seekTime }) => seek(seekTime),
    previoustrack: () => skip(-1),
    nexttrack: () => skip(1),
  };

  // --- Joined ---

  const on = (element, name, listener, capture) =>
    element.addEventListener(name, listener, { signal, capture });
  const clicks = {
    play: () => (playing ? sound.pause() : play()),
    previous: () => skip(-1),
    next: () => skip(1),
    back: () => step(-15),
    forward: () => step(15),
    more: fold,
    close() {
      closed = true;
      sound.pause();
      showMini();
      part.play.focus({ preventScroll: true });
    },
  };
  for (const name in clicks) on(part[name], "click", clicks[name]);
  on(part.position, "input", () => preview(+part.position.value));
  on(part.position, "change", () => seek(+part.position.value));
  on(part.speed, "change", () => chooseSpeed(+part.speed.value));
  on(part.volume, "input", () => (audio.volume = part.volume.value));
  on(part.follow, "change", () => keep({ follow: part.follow.checked }));
  on(part.onward, "change", () => keep({ onward: part.onward.checked }));
  on(document, "keydown", key, true); // before the theme's own: many turn the page at an arrow
  on(window, "pagehide", keepNow);

  const view = new IntersectionObserver((entries) => {
    away = !entries.at(-1).isIntersecting;
    showMini();
  });
  view.observe(host);

  signal.addEventListener("abort", () => {
    keepNow();
    clearTimeout(timer);
    view.disconnect();
    listening = playing = false;
    document.documentElement.removeAttribute("data-audio-listening");
    sign();
    showMini();
  });

  part.position.max = duration;
  const ticks = headings.map(({ start }) => (100 * start) / duration).filter((at) => at > 1);
  const drawn = ticks.map((at) => `linear-gradient(var(--tick) 0 0) ${at}% 50%/1px 10px no-repeat,`);
  part.position.style.setProperty("--ticks", drawn.join(""));
  part.volume.value = audio.volume;
  fold();
  part.follow.checked = follow !== false;
  part.follow.parentNode.hidden = !highlight;
  part.onward.checked = onward;
  part.onward.parentNode.hidden = !next;
  const transcript = host.querySelector("[slot=transcript]");
  part.transcript.href = transcript.href;
  part.transcript.textContent = transcript.textContent;
  part.download.href = sound.url;
  part.download.download = download;
  setSpeed(SPEEDS.includes(speed) ? speed : 1);
  watchColours(host, signal);
  show();
  const place = placeIn(track);
  if (place < duration - 10) {
    offer(words.resume.replace("{}", clock(place)), () => {
      seek(place);
      play();
    });
  } else offer();
  // The page before this one ended, and the listener asked to go on here.
  if (turn) keep({ turn: undefined });
  if (turn === location.pathname) play();
}
