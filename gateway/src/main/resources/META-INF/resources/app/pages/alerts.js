// <ops-alerts>: what fires, what is kept quiet, by which rules, and who is told.
import { Element, html, nothing } from '../vendor.js';
import './alert/channels.js';
import './alert/firing.js';
import './alert/open.js';
import './alert/rules.js';
import './alert/silences.js';

class OpsAlerts extends Element {
  static properties = { user: { attribute: false } };

  render() {
    const has = (...roles) => (this.user.roles ?? []).some(role => roles.includes(role));
    const silenced = () => this.querySelector('ops-silences')?.ask();
    return html`<ops-open-alerts .user=${this.user} @silenced=${silenced}></ops-open-alerts>
      ${has('admin', 'viewer') ? html`<ops-silences .user=${this.user}></ops-silences><ops-alert-rules .user=${this.user}></ops-alert-rules>` : nothing}
      ${has('admin') ? html`<ops-alert-channels .user=${this.user}></ops-alert-channels>` : nothing}`;
  }
}

customElements.define('ops-alerts', OpsAlerts);
