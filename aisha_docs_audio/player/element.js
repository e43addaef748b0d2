// <aisha-audio>: a player for as long as the element is in the page.

class AishaAudio extends HTMLElement {
  #part;
  #life;

  connectedCallback() {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", () => this.connectedCallback());
      return;
    }
    // An author's own element that the build has not filled stays as it is.
    if (!this.dataset.words || !this.isConnected || this.#life) return;
    const texts = this.dataset.words.split("|");
    const words = Object.fromEntries(WORDS.map((name, index) => [name, texts[index]]));
    this.#part ??= makeControls(this.attachShadow({ mode: "open" }), words, this.lang);
    this.#life = new AbortController();
    run(this, words, this.#part, this.#life.signal);
  }

  disconnectedCallback() {
    this.#life?.abort();
    this.#life = null;
  }
}

customElements.define("aisha-audio", AishaAudio);
