// What assets.py writes above the modules when it joins them.

/** The text of controls.css. */
declare const CONTROLS_CSS: string;
