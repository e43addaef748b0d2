// That somebody listens, for all beside the player: the lock screen, the headset's keys, the
// keyboard's media keys, the page's style.

export const session = navigator.mediaSession;

/**
 * Show what is heard there and take the keys; without metadata, leave them.
 * @param {MediaMetadata | null} metadata
 * @param {Record<string, MediaSessionActionHandler>} handlers by their names in the standard
 */
export function showSession(metadata, handlers) {
  document.documentElement.toggleAttribute("data-audio-listening", !!metadata);
  session.metadata = metadata;
  for (const action in handlers) {
    session.setActionHandler(/** @type {MediaSessionAction} */ (action), metadata && handlers[action]);
  }
}
