// <ops-app>: who is signed in, which questions are asked and when, and where each answer is shown.
import { Element, html, loadChart, loadComponents, nothing } from './vendor.js';
import * as format from './format.js';
import { glyph, mark } from './glyphs.js';
import { get } from './http.js';
import { Live } from './live.js';
import { problemText, segments } from './panel.js';
import { Query } from './query.js';
import { mayBeSignedIn, signOut, whoAmI } from './session.js';
import './chart.js';
import './live-indicator.js';
import './sign-in.js';
import './panels/daily.js';
import './panels/job-trend.js';
import './panels/now.js';
import './panels/recent-jobs.js';
import './panels/revenue.js';
import './panels/tiles.js';
import './panels/tool-usage.js';
import './pages/account.js';
import './pages/alerts.js';
import './pages/application.js';
import './pages/audit.js';
import './pages/databases.js';
import './pages/keys.js';
import './pages/people.js';
import './pages/pipelines.js';

const POLL_MS = 30_000; // without a live connection
const LIVE_POLL_MS = 60_000; // with one, as a safety net
const AFTER_CHANGE_MS = 8_000; // at most this often when live figures say that something changed
const RECENT = 10;
const HOUR_MS = 3_600_000;

const periods = {
  '24h': { name: '24 h', ask: '24h', days: 1, text: 'Last 24 hours', within: 'the last 24 hours', before: 'the 24 hours before' },
  '7d': { name: '7 d', ask: '7d', days: 7, text: 'Last 7 days', within: 'the last 7 days', before: 'the 7 days before' },
  '30d': { name: '30 d', ask: '30', days: 30, text: 'Last 30 days', within: 'the last 30 days', before: 'the 30 days before' },
  '90d': { name: '90 d', ask: '90d', days: 90, text: 'Last 90 days', within: 'the last 90 days', before: 'the 90 days before' },
};
const breakdowns = ['hourly', 'daily', 'weekly'];

const READERS = ['admin', 'viewer'];

/** What stands behind the # of the address; whatever else stands there is the overview. */
const pages = {
  databases: { name: 'Databases', glyph: 'database', watches: true, forRoles: READERS, show: user => html`<ops-databases .user=${user}></ops-databases>` },
  pipelines: { name: 'Pipelines', glyph: 'pipeline', watches: true, forRoles: READERS, show: user => html`<ops-pipelines .user=${user}></ops-pipelines>` },
  application: { name: 'Application', glyph: 'pulse', watches: true, forRoles: READERS, show: user => html`<ops-application .user=${user}></ops-application>` },
  alerts: { name: 'Alerts', glyph: 'bell', watches: true, forRoles: [...READERS, 'user'], show: user => html`<ops-alerts .user=${user}></ops-alerts>` },
  account: { name: 'Your account', glyph: 'person', show: user => html`<ops-account .user=${user}></ops-account>` },
  keys: { name: 'API keys', glyph: 'key', show: user => html`<ops-keys .user=${user}></ops-keys>` },
  users: { name: 'Users', glyph: 'people', forRoles: ['admin'], show: user => html`<ops-people .user=${user}></ops-people>` },
  audit: { name: 'Audit', glyph: 'list', forRoles: ['admin'], show: user => html`<ops-audit .user=${user}></ops-audit>` },
};
const mayOpen = (user, { forRoles }) => !forRoles || (user.roles ?? []).some(role => forRoles.includes(role));

class OpsApp extends Element {
  static properties = {
    phase: { state: true }, // starting, out, in, unreachable
    page: { state: true }, // a key of pages, or null for the overview
    user: { state: true },
    reason: { state: true },
    problem: { state: true },
    period: { state: true },
    breakdown: { state: true },
    currency: { state: true }, // the reader's choice; null: the tenant's reporting currency
    connection: { state: true },
    liveRefused: { state: true },
  };

  #live = new Live();
  #liveSeen = null;
  #tick = null;
  #askedAt = 0;
  #changedAt = null;
  #currencies = new Set();

  #performance = this.#query(signal => get('/analytics/performance', { period: periods[this.period].ask }, signal));
  #series = this.#query(signal => get('/api/v1/analytics/time-series', { interval: 'day', days: this.#days() }, signal));
  #recent = this.#query(signal => get('/analytics/recent-jobs', { limit: RECENT }, signal));
  #revenue = this.#query(signal => this.#askRevenue(signal));
  #income = this.#query(signal => this.#askIncome(signal));
  #now = this.#query(() => Promise.reject(new Error('comes over the live connection only')));

  constructor() {
    super();
    const address = new URLSearchParams(location.search);
    this.phase = 'starting';
    this.period = periods[address.get('period')] ? address.get('period') : '30d';
    this.breakdown = breakdowns.includes(address.get('revenue')) ? address.get('revenue') : 'daily';
    this.currency = address.get('currency');
    this.connection = 'connecting';
    this.page = this.#pageOfAddress();
    window.addEventListener('hashchange', () => this.#turnTo(this.#pageOfAddress()));
    window.addEventListener('opscope-signed-out', () => this.phase === 'in' && this.#leave('Your session has ended. Please sign in again.'));
    window.addEventListener('opscope-theme', () => this.requestUpdate());
    this.#live.addEventListener('state', event => this.#onConnection(event.detail));
    this.#live.addEventListener('update', event => this.#receive(event.detail));
    this.#live.addEventListener('refused', () => (this.liveRefused = this.#now.view.data === null));
    // A page cannot see why a connection was refused: perhaps the session is over.
    this.#live.addEventListener('doubt', () => this.#stillSignedIn());
    this.#start();
  }

  #pageOfAddress() {
    const name = location.hash.slice(1);
    return Object.hasOwn(pages, name) ? name : null;
  }

  async #turnTo(page) {
    if (page === this.page) return;
    this.page = page;
    await this.updateComplete;
    window.scrollTo(0, 0);
    // What was read before is gone; without this a screen reader would not notice.
    this.querySelector('main')?.focus({ preventScroll: true });
    if (page === null && this.phase === 'in') this.#askAll();
  }

  #query(load) {
    return new Query(() => this.requestUpdate(), load);
  }

  async #start() {
    if (!mayBeSignedIn()) {
      this.phase = 'out';
      // While the reader types, the rest of the page is fetched.
      (window.requestIdleCallback ?? setTimeout)(() => {
        loadComponents();
        loadChart();
      });
      return;
    }
    loadComponents();
    loadChart();
    try {
      this.#enter(await whoAmI());
    } catch (problem) {
      if (problem.status === 401) {
        this.#leave('Your session has ended. Please sign in again.');
      } else {
        this.problem = problem;
        this.phase = 'unreachable';
      }
    }
  }

  #enter(user) {
    loadComponents();
    loadChart();
    this.user = user;
    this.reason = null;
    this.problem = null;
    this.liveRefused = false;
    this.phase = 'in';
    if (!this.page) this.#askAll();
    this.#live.open();
    this.#tick = setInterval(() => this.#onTick(), 2_000);
    document.addEventListener('visibilitychange', this.#shown);
  }

  #leave(reason = null) {
    clearInterval(this.#tick);
    document.removeEventListener('visibilitychange', this.#shown);
    this.#live.close();
    for (const query of [this.#performance, this.#series, this.#recent, this.#revenue, this.#income, this.#now]) {
      query.forget();
    }
    this.#liveSeen = null;
    this.#currencies.clear();
    this.user = null;
    this.reason = reason;
    this.phase = 'out';
  }

  async #stillSignedIn() {
    try {
      await whoAmI();
    } catch (problem) {
      if (problem.status === 401) window.dispatchEvent(new CustomEvent('opscope-signed-out'));
    }
  }

  // Asking

  #days() {
    return Math.max(7, periods[this.period].days); // one day alone is no series
  }

  async #askAll() {
    this.#askedAt = Date.now();
    this.#changedAt = null;
    const performance = this.#performance.refresh(this.period);
    const readsAll = (this.user.roles ?? []).some(role => role === 'admin' || role === 'viewer');
    const revenue = readsAll ? this.#revenue.refresh(`${this.breakdown}|${this.currency}`) : this.#revenue.forbid();
    this.#series.refresh(String(this.#days()));
    this.#recent.refresh();
    await Promise.all([performance, revenue]);
    // Only now: its range is the one the job figures were given for, its currency the one the chart shows.
    if (this.#revenue.view.forbidden) {
      this.#income.forbid();
    } else {
      await this.#income.refresh(`${this.period}|${this.currency}`);
    }
  }

  /** Revenue in the reporting currency; when that has none but another does, the busiest other one. */
  async #askRevenue(signal) {
    const ask = currency => get('/admin/api/analytics/revenue', { breakdown: this.breakdown, currency }, signal);
    let answer = await ask(this.currency);
    const reporting = answer.currency;
    this.#remember(answer);
    let note = null;
    if (!this.currency && answer.summary.transactions === 0) {
      const busiest = (answer.by_currency ?? [])
        .filter(other => other.transactions > 0 && other.currency !== reporting)
        .sort((a, b) => b.transactions - a.transactions)[0];
      if (busiest) {
        answer = await ask(busiest.currency);
        this.#remember(answer);
        note = `in ${busiest.currency}: there is none in ${reporting}`;
      }
    }
    return { ...answer, note, currencies: [...this.#currencies].sort() };
  }

  #remember(answer) {
    for (const code of [answer.currency, ...(answer.by_currency ?? []).map(other => other.currency)]) {
      if (code) this.#currencies.add(code);
    }
  }

  /** The period's revenue and that of the period before, over exactly the range of the job figures. */
  async #askIncome(signal) {
    const { from, until } = this.#range();
    const before = new Date(from.getTime() - periods[this.period].days * 24 * HOUR_MS);
    const breakdown = periods[this.period].days === 1 ? 'hourly' : 'daily';
    const currency = this.currency ?? this.#revenue.view.data?.currency;
    const ask = (start, end) =>
      get('/admin/api/analytics/revenue', { breakdown, currency, from: start.toISOString(), until: end.toISOString() }, signal);
    const [now, earlier] = await Promise.all([ask(from, until), ask(before, from)]);
    return { now, before: earlier };
  }

  #range() {
    // Whole hours, so that the question stays the same for an hour and can be answered from the cache.
    const given = this.#performance.view.data?.period;
    const until = Math.ceil((given ? new Date(given.until).getTime() : Date.now()) / HOUR_MS) * HOUR_MS;
    const from = given ? new Date(given.from).getTime() : until - (periods[this.period].days * 24 + 1) * HOUR_MS;
    return { from: new Date(Math.floor(from / HOUR_MS) * HOUR_MS), until: new Date(until) };
  }

  // The live connection is often the first to come back; what failed meanwhile need not wait for its turn.
  #onConnection(state) {
    this.connection = state;
    const failed = [this.#performance, this.#revenue, this.#income, this.#series, this.#recent].some(query => query.view.problem);
    if (state === 'connected' && failed && !this.page) this.#askAll();
  }

  #receive(data) {
    this.#now.put(data);
    this.liveRefused = false;
    if (data.recentJobs && this.#recent.view.data) {
      this.#recent.put({ jobs: this.#merge(data.recentJobs, this.#recent.view.data.jobs) });
    }
    const seen = JSON.stringify([data.jobs?.today, data.transactions?.completed, data.transactions?.failed, data.revenue]);
    if (this.#liveSeen !== null && this.#liveSeen !== seen) this.#changedAt ??= Date.now();
    this.#liveSeen = seen;
  }

  #merge(fresh, known) {
    const ids = new Set(fresh.map(job => job.id));
    // Live frames carry tools by id only.
    const names = new Map((this.#performance.view.data?.toolUsage ?? []).map(tool => [tool.toolId, tool.toolName]));
    for (const job of known) if (job.toolName) names.set(job.tool, job.toolName);
    return [...fresh.map(job => ({ ...job, toolName: job.toolName ?? names.get(job.tool) })), ...known.filter(job => !ids.has(job.id))]
      .sort((a, b) => new Date(b.createdAt) - new Date(a.createdAt))
      .slice(0, RECENT);
  }

  #onTick() {
    if (document.hidden || this.page) return;
    const passed = Date.now() - this.#askedAt;
    const pause = this.#changedAt !== null ? AFTER_CHANGE_MS : this.connection === 'connected' ? LIVE_POLL_MS : POLL_MS;
    if (passed >= pause) this.#askAll();
    // The words for how long ago something was move on by themselves.
    for (const panel of this.querySelectorAll('ops-recent-jobs, ops-now')) panel.requestUpdate();
  }

  #shown = () => !document.hidden && !this.page && Date.now() - this.#askedAt > POLL_MS / 2 && this.#askAll();

  // Choosing

  #choose(part) {
    Object.assign(this, part);
    const address = new URLSearchParams();
    if (this.period !== '30d') address.set('period', this.period);
    if (this.breakdown !== 'daily') address.set('revenue', this.breakdown);
    if (this.currency) address.set('currency', this.currency);
    history.replaceState(null, '', address.size ? `?${address}` : location.pathname);
    this.#askAll();
  }

  async #signOut() {
    try {
      await signOut();
    } catch (problem) {
      if (problem.status !== 401) {
        this.problem = problem;
        return;
      }
    }
    this.#leave('You are signed out.');
  }

  // Showing

  updated(changed) {
    // On a phone the row of pages is wider than the screen.
    if (changed.has('page') || changed.has('phase')) {
      this.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    }
    document.title = this.phase === 'in' ? `${pages[this.page]?.name ?? 'Overview'} · Opscope` : 'Opscope';
  }

  render() {
    switch (this.phase) {
      case 'out':
        return html`<ops-sign-in .reason=${this.reason} @signed-in=${event => this.#enter(event.detail)}></ops-sign-in>`;
      case 'unreachable':
        return html`<main class="full-page"><div class="state state-broken" role="alert">
          ${glyph('warning')}
          <h1 class="state-title">${this.problem.title}</h1>
          <p class="state-text">${problemText(this.problem)}</p>
          <button type="button" class="button button-main" @click=${() => this.#start()}>Try again</button>
        </div></main>`;
      case 'in':
        return this.page ? this.#settings() : this.#dashboard();
      default:
        return html`<div class="full-page" aria-busy="true"><span class="visually-hidden">Loading</span></div>`;
    }
  }

  #dashboard() {
    return html`${this.#skipLink('Skip to the figures')}
      ${this.#header()}
      <main class="page" tabindex="-1">
        <div class="page-head">
          <div>
            <h1>Overview</h1>
            <p class="page-range">${this.#rangeText()}</p>
          </div>
          ${segments({
            label: 'Period',
            value: this.period,
            choices: Object.entries(periods).map(([key, { name }]) => [key, name]),
            onChoose: period => this.#choose({ period }),
          })}
        </div>
        ${this.#tabs(true)} ${this.#notices()} ${this.#figures()}
      </main>
      <footer class="foot">
        <p>Days, weeks and months are counted in UTC; the times of single records are written in your own time zone.</p>
      </footer>`;
  }

  /** Not to an anchor: what stands behind the # of the address is the page. */
  #skipLink(text) {
    const skip = event => {
      event.preventDefault();
      this.querySelector('main').focus();
    };
    return html`<a class="skip-link" href="#" @click=${skip}>${text}</a>`;
  }

  #settings() {
    const { name, forRoles, watches, show } = pages[this.page];
    return html`${this.#skipLink('Skip to the page')}
      ${this.#header()}
      <main class="page" tabindex="-1">
        <div class="page-head"><h1>${name}</h1></div>
        ${this.#tabs(watches)}
        ${this.problem ? html`<p class="notice notice-bad" role="status">${glyph('warning')}<span>${problemText(this.problem)}</span></p>` : nothing}
        ${mayOpen(this.user, pages[this.page])
          ? show(this.user)
          : html`<section class="card"><div class="state">${glyph('lock')}
              <p class="state-title">${forRoles.length === 1 ? 'This is for administrators' : 'Your account may not see this'}</p>
            </div></section>`}
      </main>
      <footer class="foot"><p>Times are written in your own time zone.</p></footer>`;
  }

  /** The pages of one kind: those that watch, beside the overview, or those about accounts. */
  #tabs(watches) {
    const mine = Object.entries(pages).filter(([, page]) => Boolean(page.watches) === Boolean(watches) && mayOpen(this.user, page));
    return html`<nav class="tabs" aria-label=${watches ? 'Pages' : 'Settings'}>
      <a href="#" aria-current=${this.page === null ? 'page' : nothing}>${glyph('chart')} Overview</a>
      ${mine.map(
        ([key, page]) => html`<a href="#${key}" aria-current=${key === this.page ? 'page' : nothing}>${glyph(page.glyph)} ${page.name}${key === 'alerts' ? html`<ops-firing .user=${this.user}></ops-firing>` : nothing}</a>`,
      )}
    </nav>`;
  }

  #onMenu(choice) {
    if (choice === 'sign-out') this.#signOut();
    else location.hash = choice;
  }

  #rangeText() {
    const { text } = periods[this.period];
    const { data, outdated } = this.#performance.view;
    return data?.period && !outdated ? `${text}, ${format.range(data.period.from, data.period.until)}` : text;
  }

  #header() {
    const newest = Math.max(this.#now.view.at ?? 0, this.#performance.view.at ?? 0);
    const loading = [this.#performance, this.#revenue, this.#series, this.#recent].some(query => query.view.loading);
    const dark = window.opscopeTheme.current() === 'dark';
    const themeText = dark ? 'Switch to light mode' : 'Switch to dark mode';
    const name = this.user.full_name || this.user.email || this.user.id;
    return html`<header class="bar">
      <div class="bar-inner">
        <a class="brand" href=${this.page ? '#' : '/'} aria-label="Opscope, overview">${mark()}<span>Opscope</span></a>
        <div class="bar-tools">
          <ops-live-indicator state=${this.connection} .at=${newest || null}></ops-live-indicator>
          ${this.page
            ? nothing
            : html`<sl-tooltip content="Refresh now">
                <button type="button" class="icon-button ${loading ? 'is-busy' : ''}" aria-label="Refresh now" @click=${() => this.#refreshNow()}>${glyph('refresh')}</button>
              </sl-tooltip>`}
          <sl-tooltip content=${themeText}>
            <button type="button" class="icon-button" id="theme-switch" aria-label=${themeText} @click=${() => window.opscopeTheme.toggle()}>${glyph(dark ? 'sun' : 'moon')}</button>
          </sl-tooltip>
          <sl-dropdown placement="bottom-end" distance="6">
            <button slot="trigger" type="button" class="account" aria-label="Account of ${name}">
              <span class="avatar" aria-hidden="true">${initials(name)}</span>
              <span class="account-name">${name}</span>${glyph('chevron')}
            </button>
            <sl-menu @sl-select=${event => this.#onMenu(event.detail.item.value)}>
              <sl-menu-label>
                <span class="menu-name">${name}</span>
                <span class="menu-mail">${this.user.email}</span>
                <span class="menu-mail">${(this.user.roles ?? []).join(', ')}${this.user.tenant ? ` in ${this.user.tenant}` : ''}</span>
              </sl-menu-label>
              <sl-divider></sl-divider>
              ${this.#menuItems(true)}
              <sl-divider></sl-divider>
              ${this.#menuItems(false)}
              <sl-divider></sl-divider>
              <sl-menu-item value="sign-out">${glyph('leave')} Sign out</sl-menu-item>
            </sl-menu>
          </sl-dropdown>
        </div>
      </div>
    </header>`;
  }

  #menuItems(watches) {
    return Object.entries(pages)
      .filter(([, page]) => Boolean(page.watches) === watches && mayOpen(this.user, page))
      .map(([key, page]) => html`<sl-menu-item value=${key}>${glyph(page.glyph)} ${page.name}</sl-menu-item>`);
  }

  #refreshNow() {
    this.#askAll();
    this.#live.request();
  }

  #notices() {
    const views = [this.#performance, this.#revenue, this.#series, this.#recent].map(query => query.view);
    const notices = [];
    const failing = this.#sharedProblem(views);
    if (failing) notices.push(['', `Refreshing the figures failed: ${problemText(failing)} What is shown is from ${format.clock(this.#performance.view.at)}.`]);
    if (this.problem) notices.push(['bad', problemText(this.problem)]);
    if (views.some(view => view.data?.degraded)) {
      notices.push(['', 'A part of Opscope does not answer at the moment; some figures may be older than usual.']);
    }
    return notices.map(([tone, text]) => html`<p class="notice ${tone ? `notice-${tone}` : ''}" role="status">${glyph('warning')}<span>${text}</span></p>`);
  }

  /** The cause all parts share, which is then told once instead of on every card. */
  #sharedProblem(views) {
    const failing = views.filter(view => view.data !== null && view.problem);
    const [first] = failing;
    return failing.length > 1 && failing.every(view => view.problem.title === first.problem.title) ? first.problem : null;
  }

  #figures() {
    const performance = this.#performance.view;
    const revenue = this.#revenue.view;
    const series = this.#series.view;
    const recent = this.#recent.view;
    if ([performance, revenue, series, recent].every(view => view.forbidden)) {
      return html`<section class="card"><div class="state">
        ${glyph('lock')}
        <p class="state-title">Your account may not read figures</p>
        <p class="state-text">It has the role ${(this.user.roles ?? []).join(', ') || 'none'}. An administrator can give it the role viewer.</p>
      </div></section>`;
    }
    const period = periods[this.period];
    const retry = () => this.#askAll();
    const asked = [performance, revenue, series, recent].filter(view => !view.forbidden);
    if (asked.every(view => view.data === null && view.problem)) {
      // One cause, told once.
      return html`<section class="card"><div class="state state-broken state-tall" role="alert">
        ${glyph('warning')}
        <p class="state-title">${performance.problem?.title ?? asked[0].problem.title}</p>
        <p class="state-text">${problemText(performance.problem ?? asked[0].problem)}</p>
        <button type="button" class="button button-main" @click=${retry}>Try again</button>
        <p class="fine-print">It is tried again by itself every ${POLL_MS / 1000} seconds.</p>
      </div></section>`;
    }
    const withNow = !this.liveRefused;
    return html`${this.#welcome()}
      <ops-tiles .performance=${performance} .revenue=${this.#income.view}
        .series=${series} .period=${period}></ops-tiles>
      <div class="grid ${this.#sharedProblem(asked) ? 'is-told' : ''}" @retry=${retry}>
        ${series.forbidden ? nothing : html`<ops-daily class="wide" .view=${series} .days=${this.#days()}></ops-daily>`}
        ${performance.forbidden ? nothing : html`<ops-job-trend class="narrow" .view=${performance}></ops-job-trend>`}
        ${revenue.forbidden
          ? nothing
          : html`<ops-revenue class=${withNow ? 'wide' : 'full'} .view=${revenue} .breakdown=${this.breakdown} .currencyNote=${revenue.data?.note}
              @breakdown=${event => this.#choose({ breakdown: event.detail })}
              @currency=${event => this.#choose({ currency: event.detail })}></ops-revenue>`}
        ${withNow ? html`<ops-now class=${revenue.forbidden ? 'full' : 'narrow'} .view=${this.#now.view} .connection=${this.connection}></ops-now>` : nothing}
        ${recent.forbidden ? nothing : html`<ops-recent-jobs class="wide" .view=${recent}></ops-recent-jobs>`}
        ${performance.forbidden ? nothing : html`<ops-tool-usage class="narrow" .view=${performance} .period=${period}></ops-tool-usage>`}
      </div>`;
  }

  /** The first minutes of a fresh installation: what to do next instead of a page of zeros. */
  #welcome() {
    const jobs = this.#performance.view.data?.jobTrends;
    const money = this.#revenue.view;
    const nothingYet =
      jobs?.every(month => month.totalJobs === 0) &&
      this.#recent.view.data?.jobs.length === 0 &&
      (money.forbidden || (money.data && money.data.summary.transactions === 0));
    if (!nothingYet) return nothing;
    if (!this.user.roles?.includes('admin')) {
      return html`<section class="welcome"><h2>There is nothing of yours yet</h2><p>Your figures appear here with the first job that carries your user id.</p></section>`;
    }
    return html`<section class="welcome">
      <h2>Nothing has been counted yet</h2>
      <p>Figures appear here within seconds of the first record. Three ways to begin:</p>
      <dl>
        <div><dt>Import a file</dt><dd><code>./opscope import jobs FILE.csv</code></dd></div>
        <div><dt>Look around with demo data</dt><dd><code>./opscope up --demo</code></dd></div>
        <div><dt>Send records</dt><dd><code>POST /api/v1/ingest/jobs</code></dd></div>
      </dl>
    </section>`;
  }
}

const initials = name =>
  name
    .split(/[\s@._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map(part => part[0].toUpperCase())
    .join('');

customElements.define('ops-app', OpsApp);
