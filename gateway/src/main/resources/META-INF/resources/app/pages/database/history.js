// <ops-history>: a day of one database: a figure's mean with the span between least and greatest.
import { html } from '../../vendor.js';
import '../../chart.js';
import * as format from '../../format.js';
import { newest } from '../../chart.js';
import { Panel, segments } from '../../panel.js';

const MEASURES = {
  responseTime: { name: 'Response time', short: 'Response', write: format.milliseconds },
  connections: { name: 'Connections', short: 'Connections', write: format.compact, whole: true },
  cpu: { name: 'CPU', short: 'CPU', write: format.shortPercent },
  memory: { name: 'Memory', short: 'Memory', write: format.shortPercent },
  disk: { name: 'Disk', short: 'Disk', write: format.shortPercent },
};
const spread = value => (typeof value === 'number' ? { min: value, avg: value, max: value } : value);

class OpsHistory extends Panel {
  static properties = {
    name: {},
    measure: { state: true },
  };

  constructor() {
    super();
    this.measure = 'responseTime';
  }

  render() {
    return this.card({
      title: `${this.name} over the day`,
      note: this.view.data ? `By the ${this.view.data.data.granularity}; the shade reaches from least to greatest` : 'The last 24 hours',
      actions: html`${segments({
        label: 'Figure',
        value: this.measure,
        choices: Object.entries(MEASURES).map(([key, { short }]) => [key, short]),
        onChoose: key => (this.measure = key),
      })}${this.tableSwitch()}`,
      empty: ({ data }) =>
        !data.points.some(point => spread(point[this.measure])) && {
          title: `No ${MEASURES[this.measure].name === 'CPU' ? 'CPU' : MEASURES[this.measure].name.toLowerCase()} is known of this time`,
          text: data.points.length ? 'The list above says why, and what would change it.' : 'The first minute is counted at this moment.',
        },
      body: ({ data }) => (this.asTable ? this.#table(data) : this.#chart(newest(data.points), data)),
    });
  }

  #at(point, granularity) {
    return granularity === 'day' ? format.day(point.at) : format.moment(point.at);
  }

  #chart(points, data) {
    const { name, write, whole } = MEASURES[this.measure];
    const part = key => points.map(point => spread(point[this.measure])?.[key] ?? null);
    const known = part('avg').filter(value => value !== null);
    const line = { pointRadius: points.length === 1 ? 4 : 0, pointHoverRadius: 4, borderJoinStyle: 'round', spanGaps: false };
    return html`<ops-chart
      .source=${[data, this.measure]}
      .draw=${(colors, options) => ({
        type: 'line',
        data: {
          labels: points.map(point => this.#at(point, data.granularity)),
          datasets: [
            { ...line, label: 'mean', data: part('avg'), borderColor: colors.accent, backgroundColor: colors.accent, borderWidth: 2, pointBackgroundColor: colors.accent },
            { ...line, label: 'least', data: part('min'), borderColor: 'transparent', backgroundColor: colors.accentWash, pointHoverRadius: 0, fill: '+1' },
            { ...line, label: 'greatest', data: part('max'), borderColor: 'transparent', backgroundColor: colors.accentSoft, pointHoverRadius: 0, fill: false },
          ],
        },
        options: options(colors, {
          tick: value => write(value),
          whole,
          tip: {
            title: ([item]) => this.#at(points[item.dataIndex], data.granularity),
            label: item => `${item.dataset.label}: ${write(item.raw)}`,
            footer: ([item]) => (points[item.dataIndex].errors ? `${format.count(points[item.dataIndex].errors)} looks were not answered` : ''),
          },
        }),
      })}
      label="${name} by the ${data.granularity}, mean between ${write(Math.min(...known))} and ${write(Math.max(...known))}. The table view has the figures."
    ></ops-chart>`;
  }

  #table(data) {
    const { name, write } = MEASURES[this.measure];
    return this.dataTable(
      `${name} by the ${data.granularity}`,
      ['Time', 'Least', 'Mean', 'Greatest', 'Not answered'],
      [...data.points].reverse().map(point => {
        const value = spread(point[this.measure]);
        return [this.#at(point, data.granularity), write(value?.min), write(value?.avg), write(value?.max), format.count(point.errors)];
      }),
    );
  }
}
customElements.define('ops-history', OpsHistory);
