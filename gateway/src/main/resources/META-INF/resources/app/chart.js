// <ops-chart>: a Chart.js canvas in the page's colours, redrawn only when its figures or the theme change.
import { Element, html, loadChart } from './vendor.js';

/** More points than pixels help nobody; the newest are kept. */
export const MOST_POINTS = 1_000;
export const newest = points => (points.length > MOST_POINTS ? points.slice(-MOST_POINTS) : points);

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = name => style.getPropertyValue(name).trim();
  return {
    text: read('--text'),
    muted: read('--text-muted'),
    line: read('--line'),
    surface: read('--surface'),
    accent: read('--accent'),
    accentSoft: read('--accent-soft'),
    accentWash: read('--accent-wash'),
    success: read('--chart-success'),
    failure: read('--chart-failure'),
    other: read('--chart-other'),
    tipBack: read('--tip-back'),
    tipText: read('--tip-text'),
  };
}

/** What all charts share: quiet axes, no legend of their own, tooltips for the whole column. */
function options(colors, { stacked = false, tick, tip, xTick, yMax, whole = false }) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 11 };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: calm.matches ? false : { duration: 260 },
    interaction: { mode: 'index', intersect: false },
    layout: { padding: { top: 6 } },
    scales: {
      x: {
        stacked,
        border: { color: colors.line },
        grid: { display: false },
        ticks: { color: colors.muted, font, maxRotation: 0, autoSkipPadding: 18, ...(xTick ? { callback: xTick } : {}) },
      },
      y: {
        stacked,
        beginAtZero: true,
        suggestedMax: yMax,
        border: { display: false },
        grid: { color: colors.line, drawTicks: false },
        ticks: { color: colors.muted, font, padding: 8, maxTicksLimit: 5, callback: tick, ...(whole ? { precision: 0 } : {}) },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: colors.tipBack,
        titleColor: colors.tipText,
        bodyColor: colors.tipText,
        titleFont: { ...font, size: 12, weight: 600 },
        bodyFont: { ...font, size: 12 },
        footerFont: { ...font, size: 12, weight: 400 },
        footerColor: colors.tipText,
        padding: 10,
        cornerRadius: 8,
        boxPadding: 5,
        boxWidth: 8,
        boxHeight: 8,
        usePointStyle: true,
        callbacks: tip,
      },
    },
  };
}

export const barStyle = { maxBarThickness: 44, categoryPercentage: 0.72, barPercentage: 0.96 };

class OpsChart extends Element {
  static properties = {
    /** The values the drawing depends on; it is repeated when one of them is another than before. */
    source: {
      attribute: false,
      hasChanged: (now, before) => now?.length !== before?.length || now.some((value, at) => value !== before[at]),
    },
    /** (colors, options) -> a Chart.js configuration. */
    draw: { attribute: false, hasChanged: () => false },
    /** What the picture says, for those who do not see it. */
    label: {},
  };

  #chart = null;
  #redraw = () => this.#paint();
  // Chart.js misses it when a neighbour makes the row higher while the first drawing is still moving.
  #fit = new ResizeObserver(() => requestAnimationFrame(() => this.#chart?.resize()));

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('opscope-theme', this.#redraw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('opscope-theme', this.#redraw);
    this.#fit.disconnect();
    this.#chart?.destroy();
    this.#chart = null;
  }

  render() {
    return html`<div class="chart-box"><canvas role="img" aria-label=${this.label ?? ''}></canvas></div>`;
  }

  firstUpdated() {
    this.#fit.observe(this.querySelector('.chart-box'));
  }

  updated(changed) {
    if (changed.has('source')) this.#paint();
  }

  async #paint() {
    const Chart = await loadChart();
    const canvas = this.querySelector('canvas');
    if (!this.isConnected || !canvas || !this.draw) return;
    const config = this.draw(palette(), options);
    if (this.#chart?.canvas !== canvas || this.#chart.config.type !== config.type) {
      this.#chart?.destroy();
      this.#chart = new Chart(canvas, config);
    } else {
      // The same data sets with new values move from where they are; new ones would grow from zero each time.
      const { data } = this.#chart;
      data.labels = config.data.labels;
      config.data.datasets.forEach((set, at) => {
        data.datasets[at] = Object.assign(data.datasets[at] ?? {}, set);
      });
      data.datasets.length = config.data.datasets.length;
      this.#chart.options = config.options;
      this.#chart.update();
    }
  }
}
customElements.define('ops-chart', OpsChart);
