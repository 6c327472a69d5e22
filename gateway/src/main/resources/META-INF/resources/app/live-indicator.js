// <ops-live-indicator>: whether figures come live, and how old the newest ones are.
import { Element, html } from './vendor.js';
import { ago } from './format.js';

const states = {
  connecting: { text: 'Connecting…', hint: 'The live connection is being opened.' },
  connected: { text: 'Live', hint: 'Figures arrive as they change.' },
  reconnecting: { text: 'Reconnecting…', hint: 'The live connection was lost and is being opened again. Until then figures are fetched every 30 seconds.' },
  offline: { text: 'Offline', hint: 'There is no live connection; it is tried again and again. Until then figures are fetched every 30 seconds.' },
};

class OpsLiveIndicator extends Element {
  static properties = { state: {}, at: { attribute: false } };

  #timer = null;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1_000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    const { text, hint } = states[this.state] ?? states.connecting;
    const age = this.at ? `updated ${ago(this.at)}` : '';
    return html`<sl-tooltip content="${hint} ${age && `Last ${age}.`}">
      <span class="live live-${this.state}" tabindex="0">
        <i class="live-dot" aria-hidden="true"></i>
        <span role="status" class="live-text">${text}</span>
        <span class="live-age">${age}</span>
      </span>
    </sl-tooltip>`;
  }
}
customElements.define('ops-live-indicator', OpsLiveIndicator);
