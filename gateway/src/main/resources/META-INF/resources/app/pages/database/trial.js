// What came of testing a connection: what can be read, and the exact statements that would let more be.
import { html, nothing } from '../../vendor.js';
import { glyph } from '../../glyphs.js';
import { skeletonLines } from '../../panel.js';

export function trialReport(trial, onCopy) {
  if (!trial) return skeletonLines(4);
  if (!trial.ok) {
    return html`<p class="notice notice-bad">${glyph('warning')}<span>${trial.error} ${trial.remedy ?? ''}</span></p>`;
  }
  const missing = trial.privileges.filter(one => !one.works).length;
  return html`<p class="notice ${missing ? '' : 'notice-good'}">${glyph(missing ? 'warning' : 'done')}<span>
      Connected to ${trial.server}${trial.encrypted === null ? '' : trial.encrypted ? ', encrypted' : ', not encrypted'}.
      ${missing ? 'Some of it cannot be read yet; Opscope never runs a statement that changes that.' : 'Everything can be read.'}
    </span></p>
    <ul class="privileges">${trial.privileges.map(one => privilege(one, onCopy))}</ul>`;
}

function privilege({ what, works, missing, remedy }, onCopy) {
  return html`<li>
    <p><span class="badge badge-${works ? 'success' : 'warning'}">${works ? 'works' : 'missing'}</span> <b>${what}</b></p>
    ${missing ? html`<p class="quiet">${missing}</p>` : nothing}
    ${remedy ? codeBox(remedy, `what lets ${what} be read`, onCopy) : nothing}
  </li>`;
}

/** A statement to copy; shown as it is, however long. */
export const codeBox = (text, name, onCopy) =>
  html`<div class="code-box"><pre tabindex="0" aria-label=${name}>${text}</pre>
    <button type="button" class="icon-button" aria-label="Copy ${name}" @click=${() => onCopy(text)}>${glyph('copy')}</button></div>`;
