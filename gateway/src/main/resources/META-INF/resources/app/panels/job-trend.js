// <ops-job-trend>: six months, stacked by outcome.
import { html } from '../vendor.js';
import * as format from '../format.js';
import { barStyle } from '../chart.js';
import { Panel } from '../panel.js';

const rest = month => Math.max(0, month.totalJobs - month.successful - month.failed);
const rate = month => (month.totalJobs > 0 ? (month.successful / month.totalJobs) * 100 : null);

class OpsJobTrend extends Panel {
  render() {
    return this.card({
      title: 'Job trend',
      note: 'Six months, by outcome',
      actions: this.tableSwitch(),
      empty: ({ jobTrends }) =>
        jobTrends.every(month => month.totalJobs === 0) && {
          title: 'No jobs in six months',
          text: 'As soon as jobs come in, each month gets its bar here.',
        },
      body: ({ jobTrends }) => (this.asTable ? this.#table(jobTrends) : this.#chart(jobTrends)),
    });
  }

  #chart(months) {
    const others = months.some(month => rest(month) > 0);
    const sum = months.reduce((total, month) => total + month.totalJobs, 0);
    return html`<ops-chart
        .source=${[this.view.data]}
        .draw=${(colors, options) => ({
          type: 'bar',
          data: {
            labels: months.map(month => format.bucketMonth(`${month.month}-01`)),
            datasets: [
              { label: 'Successful', data: months.map(month => month.successful), backgroundColor: colors.success, ...barStyle },
              { label: 'Failed', data: months.map(month => month.failed), backgroundColor: colors.failure, ...barStyle },
              ...(others
                ? [{ label: 'In progress or cancelled', data: months.map(rest), backgroundColor: colors.other, ...barStyle }]
                : []),
            ].map((set, at, all) => ({ ...set, borderRadius: at === all.length - 1 ? 3 : 0, pointStyle: 'rectRounded' })),
          },
          options: options(colors, {
            stacked: true,
            whole: true,
            tick: value => format.compact(value),
            tip: {
              title: ([item]) => format.bucketMonthLong(`${months[item.dataIndex].month}-01`) + (item.dataIndex === months.length - 1 ? ' · so far' : ''),
              label: item => `${item.dataset.label}: ${format.count(item.raw)}`,
              footer: ([item]) => `Success rate: ${format.percent(rate(months[item.dataIndex]))}`,
            },
          }),
        })}
        label="Stacked bars of ${format.count(sum)} jobs in six months. The table view has the figures."
      ></ops-chart>
      <ul class="legend">
        <li><i class="key key-success"></i>Successful</li>
        <li><i class="key key-failure"></i>Failed</li>
        ${others ? html`<li><i class="key key-other"></i>In progress or cancelled</li>` : ''}
      </ul>`;
  }

  #table(months) {
    return this.dataTable(
      'Jobs by month and outcome',
      ['Month', 'Jobs', 'Successful', 'Failed', 'Success rate'],
      months.map(month => [
        format.bucketMonthYear(`${month.month}-01`),
        format.count(month.totalJobs),
        format.count(month.successful),
        format.count(month.failed),
        format.evenPercent(rate(month)),
      ]),
    );
  }
}
customElements.define('ops-job-trend', OpsJobTrend);
