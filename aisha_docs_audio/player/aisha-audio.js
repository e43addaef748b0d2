"use strict";
(() => {
  class AishaAudio extends HTMLElement {
    connectedCallback() {
      this.audio = this.querySelector("audio");
    }
  }
  if (!customElements.get("aisha-audio")) customElements.define("aisha-audio", AishaAudio);
})();
