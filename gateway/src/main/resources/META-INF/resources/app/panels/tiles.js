// <ops-tiles>: the five key figures against the period before.
import { Element, html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { glyph } from '../glyphs.js';
import { problemText, valueOr } from '../panel.js';
import { sparkline } from '../sparkline.js';

const words = { up: 'up', down: 'down', level: 'unchanged' };

/** How a figure moved: direction, whether that is welcome, and the figure before. */
export function change({ now, before, points = false, better = null }) {
  if (format.missing(now) || format.missing(before)) return null;
  const difference = now - before;
  if (!points && before === 0) return now === 0 ? { direction: 'level', tone: 'neutral', text: 'unchanged' } : null;
  const amount = points ? difference : (difference / Math.abs(before)) * 100;
  const direction = Math.abs(amount) < 0.05 ? 'level' : amount > 0 ? 'up' : 'down';
  const tone = direction === 'level' || !better ? 'neutral' : direction === better ? 'good' : 'bad';
  const text = direction === 'level' ? 'unchanged' : points ? format.signedPoints(amount) : format.signedPercent(amount);
  return { direction, tone, text };
}

class OpsTiles extends Element {
  static properties = {
    performance: { attribute: false },
    revenue: { attribute: false },
    series: { attribute: false },
    period: { attribute: false },
  };

  render() {
    const { performance, revenue } = this;
    const tiles = (performance.forbidden ? 0 : 4) + (revenue.forbidden ? 0 : 1);
    return html`<div class="tiles tiles-${tiles}" role="list" aria-label="Key figures">
      ${performance.forbidden ? nothing : this.#jobTiles()}
      ${revenue.forbidden ? nothing : this.#revenueTile()}
    </div>`;
  }

  #jobTiles() {
    const now = this.performance.data?.metrics;
    const before = now?.previous;
    const someNow = now && now.totalJobs > 0;
    const someBefore = before && before.totalJobs > 0;
    // A rate or an average of nothing is not a zero.
    const of = (object, some, key) => (some ? object[key] : null);
    const none = 'There are no jobs in this period.';
    const days = this.series?.data && !this.series.outdated && this.period.days > 1 ? this.#whole(this.series.data.data) : [];
    return [
      this.#tile({
        name: 'Total jobs',
        view: this.performance,
        text: format.count(now?.totalJobs),
        was: before && format.count(before.totalJobs),
        moved: change({ now: now?.totalJobs, before: before?.totalJobs }),
        line: days.map(day => day.job_count),
      }),
      this.#tile({
        name: 'Success rate',
        view: this.performance,
        text: format.percent(of(now, someNow, 'successRate')),
        reason: none,
        was: someBefore && format.percent(before.successRate),
        moved: change({ now: of(now, someNow, 'successRate'), before: of(before, someBefore, 'successRate'), points: true, better: 'up' }),
        line: days.map(day => (day.job_count > 0 ? day.success_rate : null)),
      }),
      this.#tile({
        name: 'Average duration',
        view: this.performance,
        text: format.minutes(of(now, someNow, 'avgDurationMinutes')),
        reason: someNow ? 'No job of this period has both a start and an end.' : none,
        was: someBefore && !format.missing(before.avgDurationMinutes) && format.minutes(before.avgDurationMinutes),
        moved: change({ now: of(now, someNow, 'avgDurationMinutes'), before: of(before, someBefore, 'avgDurationMinutes'), better: 'down' }),
        pair: [of(now, someNow, 'avgDurationMinutes'), of(before, someBefore, 'avgDurationMinutes')],
      }),
      this.#tile({
        name: 'Data volume',
        view: this.performance,
        text: format.gigabytes(now?.dataVolumeGb),
        reason: 'The jobs of this period name no data volume.',
        was: before && !format.missing(before.dataVolumeGb) && format.gigabytes(before.dataVolumeGb),
        moved: change({ now: now?.dataVolumeGb, before: before?.dataVolumeGb }),
        pair: [now?.dataVolumeGb, before?.dataVolumeGb],
      }),
    ];
  }

  #revenueTile() {
    const answer = this.revenue.data;
    const currency = answer?.now.currency;
    const now = answer?.now.summary.total;
    const before = answer?.before.summary.total;
    return this.#tile({
      name: 'Revenue',
      view: this.revenue,
      text: format.moneyRound(now, currency),
      exact: format.money(now, currency),
      reason: 'There are no transactions in this period.',
      was: answer && format.moneyRound(before, currency),
      moved: change({ now, before, better: 'up' }),
      line: this.#whole(answer?.now.series ?? []).map(bucket => bucket.revenue),
    });
  }

  /** Without the bucket the period begins in the middle of and the one still running: both would look like a drop. */
  #whole(buckets) {
    const usual = this.period.days === 1 ? 24 : this.period.days;
    return buckets.slice(buckets.length > usual ? 1 : 0, -1);
  }

  #tile({ name, view, text, exact, reason, was, moved, line = [], pair = null }) {
    const loading = view.data === null && !view.problem;
    const broken = view.data === null && view.problem;
    return html`<div class="tile ${view.outdated ? 'is-outdated' : ''}" role="listitem" aria-busy=${loading}>
      <h2 class="tile-name">${name}</h2>
      ${loading
        ? html`<span class="skeleton tile-skeleton"></span><span class="skeleton tile-skeleton-small"></span>`
        : broken
          ? html`<p class="tile-value">${valueOr(format.NONE, problemText(view.problem))}</p>
              <p class="tile-change"><span class="change is-bad">${glyph('warning')} ${view.problem.title}</span></p>`
          : html`<p class="tile-value" title=${exact && exact !== text ? exact : nothing}>${valueOr(text, reason)}</p>
              <p class="tile-change">${this.#change(moved, was)}</p>
              <div class="tile-line">${line.length ? sparkline(line) : pair ? this.#pair(pair) : nothing}</div>`}
    </div>`;
  }

  // Where no daily figures exist, the two periods themselves are compared.
  #pair([now, before]) {
    if (format.missing(now) || format.missing(before) || Math.max(now, before) <= 0) return nothing;
    const width = value => `width: ${((value / Math.max(now, before)) * 100).toFixed(1)}%`;
    return html`<div class="pair" aria-hidden="true">
      <span class="pair-now" style=${width(now)}></span><span class="pair-before" style=${width(before)}></span>
    </div>`;
  }

  #change(moved, was) {
    const title = `${this.period.before}: ${was || format.NONE}`;
    if (!moved) {
      return was
        ? html`<span class="was" title=${title}>${was} before</span>`
        : html`<span class="was" title=${title}>nothing to compare with</span>`;
    }
    return html`<span class="change is-${moved.tone}" title=${title}>
        ${glyph(moved.direction)}<span class="visually-hidden">${words[moved.direction]}</span>
        ${moved.direction === 'level' ? html`<span aria-hidden="true">${moved.text}</span>` : moved.text}
      </span>
      <span class="was"><span class="visually-hidden">in ${this.period.before}, it was </span><span aria-hidden="true">from </span>${was}</span>`;
  }
}
customElements.define('ops-tiles', OpsTiles);
