// The lock screen, the headset's keys, the keyboard's media keys.

export const session = navigator.mediaSession;

/**
 * @param {string} title
 * @param {string} artist
 * @param {Record<string, MediaSessionActionHandler>} handlers by their names in the standard
 * @param {AbortSignal} signal
 */
export function showSession(title, artist, handlers, signal) {
  session.metadata = new MediaMetadata({ title, artist });
  for (const action in handlers) session.setActionHandler(/** @type {MediaSessionAction} */ (action), handlers[action]);
  signal.addEventListener("abort", () => {
    session.metadata = null;
    for (const action in handlers) session.setActionHandler(/** @type {MediaSessionAction} */ (action), null);
  });
}
