// <ops-firing>: how many alerts fire, beside the page's name; nothing where none does, or where it cannot be told.
import { html, nothing } from '../../vendor.js';
import * as format from '../../format.js';
import { get } from '../../http.js';
import { WatchPage } from '../../watch.js';

const SELDOM_MS = 30_000;
const COUNTED = 1_000;

class OpsFiring extends WatchPage {
  static properties = { firing: { state: true } };

  #askedAt = 0;
  #told = event => (this.firing = event.detail);

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('opscope-firing', this.#told);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('opscope-firing', this.#told);
  }

  async ask() {
    if (!this.user || Date.now() - this.#askedAt < SELDOM_MS) return;
    this.#askedAt = Date.now();
    const readsAll = this.user.roles.some(role => role === 'admin' || role === 'viewer');
    try {
      this.firing = readsAll
        ? (await get('/admin/api/alerts')).firing
        : (await get('/api/v1/alerts', { state: 'firing', limit: COUNTED })).data.length;
    } catch {
      this.firing = 0; // the page itself says why
    }
  }

  render() {
    return this.firing ? html`<span class="count">${format.count(this.firing)}<span class="visually-hidden"> firing</span></span>` : nothing;
  }
}

customElements.define('ops-firing', OpsFiring);
