// The lock screen, the headset's keys, the keyboard's media keys.

const session = navigator.mediaSession;

// `handlers` by their names in the Media Session standard.
function showSession(title, artist, handlers, signal) {
  if (!session) return;
  session.metadata = new MediaMetadata({ title, artist });
  for (const action in handlers) session.setActionHandler(action, handlers[action]);
  signal.addEventListener("abort", () => {
    session.metadata = null;
    for (const action in handlers) session.setActionHandler(action, null);
  });
}
