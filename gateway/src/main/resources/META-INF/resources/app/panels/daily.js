// <ops-daily>: jobs, cost and success rate day by day.
import { html, nothing } from '../vendor.js';
import * as format from '../format.js';
import { newest } from '../chart.js';
import { Panel, segments } from '../panel.js';

const measures = {
  jobs: { name: 'Jobs', read: day => day.job_count, write: value => format.count(value), tick: value => format.compact(value) },
  rate: {
    name: 'Success rate',
    read: day => (day.job_count > 0 ? day.success_rate : null), // the rate of no jobs is a gap, not a zero
    write: value => format.percent(value),
    tick: value => format.wholePercent(value),
  },
  cost: { name: 'Cost', read: day => day.cost, write: format.money, tick: format.moneyShort },
};

/** The day that is still running, and the one the period begins in the middle of, do not compare with whole ones. */
function partOf(data, at, days) {
  if (data[at].date.slice(0, 10) === new Date().toISOString().slice(0, 10)) return 'so far';
  return at === 0 && data.length > days ? 'part of the day' : null;
}

class OpsDaily extends Panel {
  static properties = { days: { attribute: false }, measure: { state: true } };

  constructor() {
    super();
    this.measure = 'jobs';
  }

  render() {
    return this.card({
      title: 'Day by day',
      note: `Last ${this.days} days, UTC`,
      actions: html`${segments({
        label: 'Figure',
        value: this.measure,
        choices: Object.entries(measures).map(([key, { name }]) => [key, name]),
        onChoose: key => (this.measure = key),
      })}${this.tableSwitch()}`,
      empty: ({ data }) =>
        data.every(day => day.job_count === 0) && {
          title: `No jobs in the last ${this.days} days`,
          text: 'Choose a longer period, or send jobs to /api/v1/ingest/jobs.',
        },
      body: ({ data }) => (this.asTable ? this.#table(data) : this.#chart(newest(data), this.view.data)),
    });
  }

  #chart(days, { currency, by_currency: others }) {
    const part = at => partOf(days, at, this.days);
    const { name, read, tick } = measures[this.measure];
    const write = value => measures[this.measure].write(value, currency);
    const values = days.map(read);
    const known = values.filter(value => value !== null && value !== undefined);
    const isRate = this.measure === 'rate';
    return html`<ops-chart
        .source=${[this.view.data, this.measure]}
        .draw=${(colors, options) => {
          const built = options(colors, {
            tick: value => tick(value, currency),
            whole: this.measure === 'jobs',
            tip: {
              title: ([item]) => format.bucketDayLong(days[item.dataIndex].date) + (part(item.dataIndex) ? ` · ${part(item.dataIndex)}` : ''),
              label: item => `${name}: ${write(item.raw)}`,
              footer: ([item]) => (isRate ? `of ${format.count(days[item.dataIndex].job_count)} jobs` : ''),
            },
          });
          if (isRate) {
            // Rates live near the top; starting at zero would draw every day as the same flat line.
            built.scales.y.beginAtZero = false;
            built.scales.y.suggestedMax = 100;
            built.scales.y.max = 100;
          }
          return {
            type: 'line',
            data: {
              labels: days.map(day => format.bucketDay(day.date)),
              datasets: [
                {
                  label: name,
                  data: values,
                  borderColor: colors.accent,
                  backgroundColor: colors.accentWash,
                  borderWidth: 2,
                  fill: !isRate,
                  borderJoinStyle: 'round',
                  pointRadius: values.length === 1 ? 4 : 0,
                  pointHoverRadius: 5,
                  pointHoverBorderWidth: 2,
                  pointBackgroundColor: colors.accent,
                  pointHoverBorderColor: colors.surface,
                  segment: { borderDash: line => (part(line.p0DataIndex) || part(line.p1DataIndex) ? [4, 4] : undefined) },
                },
              ],
            },
            options: built,
          };
        }}
        label="${name} per day, ${known.length ? `between ${write(Math.min(...known))} and ${write(Math.max(...known))}` : 'no values'}. The table view has the figures."
      ></ops-chart>
      ${this.measure === 'cost' ? html`<p class="fine-print">
            Actual cost where it is known, else the estimate.
            ${others?.length ? `Not included: costs in ${others.map(other => other.currency).join(', ')}.` : nothing}
          </p>` : nothing}`;
  }

  #table(days) {
    return this.dataTable(
      'Jobs, cost and success rate by day',
      ['Day', 'Jobs', 'Delivered', 'Success rate', 'Cost'],
      [...days]
        .reverse()
        .map(day => [
          format.bucketDayLong(day.date),
          format.count(day.job_count),
          format.count(day.delivered_count),
          format.evenPercent(measures.rate.read(day)),
          format.money(day.cost, this.view.data.currency),
        ]),
    );
  }
}
customElements.define('ops-daily', OpsDaily);
