import wc from "eslint-plugin-wc";

// Every name that a module uses and does not import.
const browser = [
  "addEventListener", "Audio", "AbortController", "BroadcastChannel", "clearTimeout", "CSSStyleSheet",
  "DOMParser", "Element", "HTMLAnchorElement", "Node",
  "CustomEvent", "customElements", "document", "fetch", "getComputedStyle", "getSelection", "HTMLElement",
  "innerHeight", "IntersectionObserver", "localStorage", "location", "matchMedia", "MediaMetadata",
  "MutationObserver", "navigator", "performance", "queueMicrotask", "requestAnimationFrame", "scrollY",
  "setTimeout", "URL", "window", "CONTROLS_CSS",
];
// A module that declares one of these would hide it from all others once they are joined.
const node = ["import", "process"];

export default [
  // Else it would read the scripts that `make` installs beside the sources, and what is made of them.
  { ignores: [".venv/", "build/", "dist/", "aisha_docs_audio/player/built/"] },
  wc.configs["flat/best-practice"],
  {
    files: ["aisha_docs_audio/player/static/*.js", "tests/player/unit/*.js", "eslint.config.js"],
    languageOptions: {
      ecmaVersion: 2024,
      globals: Object.fromEntries([...browser, ...node].map((name) => [name, "readonly"])),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "curly": ["error", "multi-line"],
      "eqeqeq": "error",
      "max-lines": ["error", 330],
      "max-lines-per-function": "off",
      "no-constant-condition": "error",
      "no-dupe-keys": "error",
      "no-empty": "error",
      "no-implicit-globals": "error",
      "no-redeclare": "error",
      "no-shadow": "off",
      "no-undef": "error",
      "no-unreachable": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-use-before-define": "off",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "off",
    },
  },
];
