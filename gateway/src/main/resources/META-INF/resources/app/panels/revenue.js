// <ops-revenue>: revenue by hour, day or week, its peak and its total, one currency at a time.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { barStyle, newest } from '../chart.js';
import { Panel, segments, valueOr } from '../panel.js';

const breakdowns = {
  hourly: { name: 'Hourly', span: 'Last 24 hours', unit: 'hour', tick: format.bucketHour, long: format.bucketHourLong },
  daily: { name: 'Daily', span: 'Last 30 days', unit: 'day', tick: format.bucketDay, long: format.bucketDayLong },
  weekly: { name: 'Weekly', span: 'Last 12 weeks', unit: 'week', tick: format.bucketDay, long: at => `Week of ${format.bucketDayLong(at)}` },
};

class OpsRevenue extends Panel {
  static properties = {
    breakdown: { attribute: false },
    /** Why another currency than the reporting one is shown, if it was not the reader's own choice. */
    currencyNote: { attribute: false },
  };

  render() {
    const kind = breakdowns[this.breakdown];
    return this.card({
      title: 'Revenue',
      note: html`${this.#range(kind)}${this.currencyNote ? html` · ${this.currencyNote}` : nothing}`,
      actions: html`${this.#currencies()}${segments({
        label: 'Revenue per',
        value: this.breakdown,
        choices: Object.entries(breakdowns).map(([key, { name }]) => [key, name]),
        onChoose: key => this.dispatchEvent(new CustomEvent('breakdown', { detail: key })),
      })}${this.tableSwitch()}`,
      empty: ({ summary, by_currency: others }) =>
        summary.transactions === 0 &&
        !(others ?? []).some(other => other.transactions > 0) && {
          title: `No transactions in the ${kind.span.toLowerCase()}`,
          text: 'Choose a longer breakdown, or send transactions to /api/v1/ingest/transactions.',
        },
      body: answer => this.#body(answer, kind),
      lines: 8,
    });
  }

  #range(kind) {
    const { data, outdated } = this.view;
    return data?.period && !outdated ? `${kind.span}, ${format.range(data.period.from, data.period.until)}` : `${kind.span}, UTC`;
  }

  #currencies() {
    const answer = this.view.data;
    const all = answer?.currencies ?? [];
    if (all.length < 2) return nothing;
    return html`<label class="select">
      <span class="visually-hidden">Currency</span>
      <select @change=${event => this.dispatchEvent(new CustomEvent('currency', { detail: event.target.value }))}>
        ${all.map(code => html`<option value=${code} ?selected=${code === answer.currency}>${code}</option>`)}
      </select>
      <svg class="glyph" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9" aria-hidden="true"><path d="M6.5 9.5 12 15l5.5-5.5" /></svg>
    </label>`;
  }

  #body(answer, kind) {
    const { summary, currency } = answer;
    const money = value => format.money(value, currency);
    const none = `No transaction in the ${kind.span.toLowerCase()}.`;
    const some = summary.transactions > 0;
    const peak = summary.peak?.bucket ? summary.peak : null;
    const facts = [
      ['Total', money(summary.total), null],
      [`Peak ${kind.unit}`, valueOr(money(peak?.revenue), `No successful transaction in the ${kind.span.toLowerCase()}.`), peak ? kind.long(peak.bucket) : null],
      [`Average per ${kind.unit}`, money(summary.average), null],
      ['Transactions', format.count(summary.transactions), some ? `${money(summary.revenuePerTransaction)} each` : null],
      ['Success rate', valueOr(some ? format.percent(summary.successRate) : format.NONE, none), null],
      ['Refunded', money(summary.refunded), format.missing(summary.net) ? null : `net ${money(summary.net)}`],
    ];
    return html`<dl class="facts">
        ${facts.map(
          ([name, value, more]) => html`<div>
            <dt>${name}</dt>
            <dd>${value}${more ? html`<span class="fact-more">${more}</span>` : nothing}</dd>
          </div>`,
        )}
      </dl>
      ${this.asTable ? this.#table(answer, kind) : this.#chart(answer, kind)}`;
  }

  #chart(answer, kind) {
    const points = newest(answer.series);
    const { currency, summary } = answer;
    const peak = summary.peak?.bucket ? new Date(summary.peak.bucket).getTime() : Number.NaN;
    const isPeak = point => new Date(point.bucket).getTime() === peak;
    return html`<ops-chart
      .source=${[answer, this.breakdown]}
      .draw=${(colors, options) => ({
        type: 'bar',
        data: {
          labels: points.map(point => kind.tick(point.bucket)),
          datasets: [
            {
              label: 'Revenue',
              data: points.map(point => point.revenue),
              backgroundColor: points.map(point => (isPeak(point) ? colors.accent : colors.accentSoft)),
              hoverBackgroundColor: colors.accent,
              borderRadius: 3,
              ...barStyle,
            },
          ],
        },
        options: options(colors, {
          tick: value => format.moneyShort(value, currency),
          tip: {
            title: ([item]) => kind.long(points[item.dataIndex].bucket) + (isPeak(points[item.dataIndex]) ? ' · peak' : ''),
            label: item => format.money(item.raw, currency),
            labelPointStyle: () => ({ pointStyle: false }),
            footer: ([item]) => {
              const point = points[item.dataIndex];
              return point.transactions > 0
                ? [
                    `${format.count(point.transactions)} transactions, ${format.percent(point.successRate)} successful`,
                    `${format.money(point.averageValue, currency)} on average`,
                  ]
                : 'No transactions';
            },
          },
        }),
      })}
      label="Revenue per ${kind.unit}, in total ${format.money(summary.total, currency)}. The table view has the figures."
    ></ops-chart>`;
  }

  #table({ series, currency }, kind) {
    return this.dataTable(
      `Revenue per ${kind.unit}`,
      [kind.unit[0].toUpperCase() + kind.unit.slice(1), 'Revenue', 'Transactions', 'Average', 'Success rate'],
      [...series]
        .reverse()
        .map(point => [
          kind.long(point.bucket),
          format.money(point.revenue, currency),
          format.count(point.transactions),
          point.transactions > 0 ? format.money(point.averageValue, currency) : format.NONE,
          point.transactions > 0 ? format.evenPercent(point.successRate) : format.NONE,
        ]),
    );
  }
}
customElements.define('ops-revenue', OpsRevenue);
