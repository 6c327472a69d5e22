import { nothing, svg, html } from './vendor.js';

const WIDTH = 120;
const HEIGHT = 32;
const EDGE = 2;

/** The run of a figure without axes: a picture beside the number, left out where there is nothing to see. */
export function sparkline(values) {
  const known = values.filter(value => value !== null && value !== undefined);
  if (known.length < 3) return nothing;
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  if (span === 0) return nothing;
  const step = WIDTH / (values.length - 1);
  const strokes = [];
  let stroke = null;
  values.forEach((value, at) => {
    if (value === null || value === undefined) {
      stroke = null; // a gap is not a zero
      return;
    }
    if (!stroke) strokes.push((stroke = []));
    stroke.push([at * step, HEIGHT - EDGE - ((value - low) / span) * (HEIGHT - 2 * EDGE)]);
  });
  const path = points => points.map(([x, y], at) => `${at ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  const lines = strokes.filter(points => points.length > 1);
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${lines.map(
      points => svg`
        <path class="area" d="${path(points)}L${points.at(-1)[0].toFixed(1)} ${HEIGHT}L${points[0][0].toFixed(1)} ${HEIGHT}Z"></path>
        <path class="line" d=${path(points)}></path>`,
    )}
  </svg>`;
}
