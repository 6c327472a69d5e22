// The few symbols the page uses, as strokes in the text's own colour.
import { html, svg } from './vendor.js';

const strokes = {
  up: svg`<path d="M12 19V5M6 11l6-6 6 6"/>`,
  down: svg`<path d="M12 5v14M6 13l6 6 6-6"/>`,
  level: svg`<path d="M5 12h14"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>`,
  moon: svg`<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a6.8 6.8 0 0 0 10.5 10.5z"/>`,
  refresh: svg`<path d="M20 11.5a8 8 0 1 0-2.2 6M20 5v6.5h-6.5"/>`,
  table: svg`<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M3.5 10h17M3.5 14.5h17M10 10v9"/>`,
  chart: svg`<path d="M4 20h16M7 16v-4M12 16V6M17 16V9"/>`,
  leave: svg`<path d="M10 4.5H6a1.5 1.5 0 0 0-1.5 1.5v12A1.5 1.5 0 0 0 6 19.5h4M15 16l4-4-4-4M19 12H9.5"/>`,
  person: svg`<circle cx="12" cy="8.2" r="3.7"/><path d="M4.8 20a7.2 7.2 0 0 1 14.4 0"/>`,
  warning: svg`<path d="M12 4 2.8 19.5h18.4zM12 10v4.5M12 17.2v.1"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
  empty: svg`<path d="M4 13.5 6.5 5h11L20 13.5V18a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18zM4 13.5h4.5l1.2 2.4h4.6l1.2-2.4H20"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.8"/>`,
  eyeOff: svg`<path d="M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6.3 7.5A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.2-1M9.9 10a2.8 2.8 0 0 0 4 4"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2"/><path d="M15.5 8.5V6a1.5 1.5 0 0 0-1.5-1.5H6A1.5 1.5 0 0 0 4.5 6v8A1.5 1.5 0 0 0 6 15.5h2.5"/>`,
  done: svg`<path d="M4.5 12.5 10 18 19.5 7"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5 19.5 4M16 7.5l2.5 2.5"/>`,
  people: svg`<circle cx="9" cy="8.5" r="3.2"/><path d="M2.8 19.5a6.3 6.3 0 0 1 12.4 0M15.5 5.6a3.2 3.2 0 0 1 0 5.8M17.6 14.2a6.3 6.3 0 0 1 3.6 5.3"/>`,
  list: svg`<path d="M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1"/>`,
  database: svg`<ellipse cx="12" cy="6" rx="7.5" ry="2.8"/><path d="M4.5 6v12c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8V6M4.5 12c0 1.5 3.4 2.8 7.5 2.8s7.5-1.3 7.5-2.8"/>`,
  pipeline: svg`<circle cx="5" cy="12" r="2.3"/><circle cx="12" cy="6" r="2.3"/><circle cx="12" cy="18" r="2.3"/><circle cx="19" cy="12" r="2.3"/><path d="M6.8 10.5 10.2 7.5M6.8 13.5l3.4 3M13.8 7.5l3.4 3M13.8 16.5l3.4-3"/>`,
  pulse: svg`<path d="M3 12.5h4l2.5-7 4.5 13 2.5-6H21"/>`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>`,
  mute: svg`<path d="M4 4l16 16M8.2 6.3A6 6 0 0 1 18 11v4M6.2 9.5 6 11v5.5l-1.5 1.5H17M10 20.5h4"/>`,
  chevron: svg`<path d="M6.5 9.5 12 15l5.5-5.5"/>`,
};

export const glyph = name =>
  html`<svg class="glyph" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${strokes[name]}</svg>`;

export const mark = () => html`<img class="mark" src="/app/icons/opscope.svg" alt="" width="28" height="28" />`;
