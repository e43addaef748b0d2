// <aisha-audio>: a player for as long as the element is in the page.

import { startPlayer } from "./controller.js";
import { createControls } from "./controls.js";

class AishaAudio extends HTMLElement {
  /** @type {import("./controls.js").Controls | undefined} */
  #part;
  /** @type {(() => void) | undefined} */
  #end;

  connectedCallback() {
    // An author's own element that the build has not filled stays as it is.
    if (!this.dataset.words || !this.isConnected) return;
    const words = Object.fromEntries(this.dataset.words.split("|").map((word) => word.split("=")));
    // Not in the constructor: an element that stays as it is shows what is in it.
    // eslint-disable-next-line wc/attach-shadow-constructor
    this.#part ??= createControls(this.attachShadow({ mode: "open" }), words, this.lang);
    // Called again, it starts anew: with the sound of a player that has left, for instance.
    this.#end?.();
    this.#end = startPlayer(this, words, this.#part);
  }

  disconnectedCallback() {
    this.#end?.();
  }
}

customElements.define("aisha-audio", AishaAudio);
