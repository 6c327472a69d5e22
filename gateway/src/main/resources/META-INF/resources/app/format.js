// How figures are written. Everything goes through Intl in the reader's own language; a missing value is a dash.
export const NONE = '–';

const LANGUAGE = navigator.language || 'en';
const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 1 });
const two = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 });
const percents = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 2 });
const evenPercents = new Intl.NumberFormat(LANGUAGE, { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });
const plainMoney = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const wholePercents = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 0 });
const onePercents = new Intl.NumberFormat(LANGUAGE, { style: 'percent', maximumFractionDigits: 1 });
const signedPercents = new Intl.NumberFormat(LANGUAGE, {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const signed = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 2, signDisplay: 'exceptZero' });
const moneys = new Map();

export const missing = value => value === null || value === undefined || Number.isNaN(value);

const orNone = format => value => (missing(value) ? NONE : format(value));

export const count = orNone(value => whole.format(value));
export const compact = orNone(value => (Math.abs(value) < 10_000 ? two.format(value) : short.format(value)));
export const percent = orNone(value => percents.format(value / 100));
/** With the same number of decimals in every row of a table. */
export const evenPercent = orNone(value => evenPercents.format(value / 100));
export const wholePercent = orNone(value => wholePercents.format(value / 100));
export const signedPercent = orNone(value => signedPercents.format(value / 100));
export const signedPoints = orNone(value => `${signed.format(value)} pp`);

/** Minutes as the API gives them, in the unit a person would use. */
export const minutes = orNone(value => {
  if (value < 120) return `${one.format(value)} min`;
  if (value < 72 * 60) return `${one.format(value / 60)} h`;
  return `${one.format(value / 1440)} days`;
});

export const seconds = orNone(value => {
  if (value < 1) return `${whole.format(value * 1000)} ms`;
  if (value < 60) return `${one.format(value)} s`;
  const total = Math.round(value);
  const [hours, mins, secs] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
  if (hours >= 72) return `${one.format(hours / 24)} days`;
  if (hours > 0) return mins ? `${hours} h ${mins} min` : `${hours} h`;
  return secs ? `${mins} min ${secs} s` : `${mins} min`;
});

/** Gigabytes of 1,024 megabytes, as the API counts them. */
export const gigabytes = orNone(value => {
  if (value >= 1024) return `${two.format(value / 1024)} TB`;
  if (value > 0 && value < 1) return `${one.format(value * 1024)} MB`;
  return `${(value < 100 ? two : one).format(value)} GB`;
});

/** Milliseconds as the API gives them. */
export const milliseconds = orNone(value => (value < 10 ? `${two.format(value)} ms` : value < 1000 ? `${whole.format(value)} ms` : seconds(value / 1000)));

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** Bytes in the largest unit of 1,024 that fits. */
export const bytes = orNone(value => {
  const step = Math.min(SIZES.length - 1, value < 1 ? 0 : Math.floor(Math.log2(value) / 10));
  return `${(step < 1 ? whole : one).format(value / 1024 ** step)} ${SIZES[step]}`;
});
export const decimal = orNone(value => two.format(value));
/** Short enough to stand above a bar. */
export const shortPercent = orNone(value => onePercents.format(value / 100));

export const megabytes = orNone(value => (value >= 1024 ? `${two.format(value / 1024)} GB` : `${one.format(value)} MB`));

function moneyFormat(currency, options) {
  const key = `${currency}|${JSON.stringify(options)}`;
  if (!moneys.has(key)) {
    let format;
    try {
      format = new Intl.NumberFormat(LANGUAGE, { style: 'currency', currency, ...options });
    } catch {
      const plain = new Intl.NumberFormat(LANGUAGE, options); // not an ISO code: the code stands behind the figure
      format = { format: value => `${plain.format(value)} ${currency}` };
    }
    moneys.set(key, format);
  }
  return moneys.get(key);
}

/** Exact to the currency's smallest unit; without a known currency a plain figure. */
export function money(value, currency) {
  if (missing(value)) return NONE;
  return currency ? moneyFormat(currency, {}).format(value) : plainMoney.format(value);
}

/** For tiles: large amounts lose their cents, the exact one belongs in the tooltip. */
export function moneyRound(value, currency) {
  if (missing(value)) return NONE;
  if (Math.abs(value) < 10_000) return money(value, currency);
  if (Math.abs(value) >= 100_000_000) return moneyShort(value, currency);
  return currency ? moneyFormat(currency, { maximumFractionDigits: 0 }).format(value) : whole.format(value);
}

export function moneyShort(value, currency) {
  if (missing(value)) return NONE;
  const options = { notation: 'compact', maximumFractionDigits: 1 };
  return currency ? moneyFormat(currency, options).format(value) : short.format(value);
}

const dates = options => {
  const format = new Intl.DateTimeFormat(LANGUAGE, options);
  return value => {
    const at = value instanceof Date ? value : new Date(value);
    return Number.isNaN(at.getTime()) ? NONE : format.format(at);
  };
};

// Buckets are counted in UTC and are therefore written in UTC; moments are written in the reader's own zone.
export const bucketDay = dates({ day: 'numeric', month: 'short', timeZone: 'UTC' });
export const bucketDayLong = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
export const bucketHour = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
export const bucketHourLong = dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' });
export const bucketMonth = dates({ month: 'short', timeZone: 'UTC' });
export const bucketMonthLong = dates({ month: 'long', year: 'numeric', timeZone: 'UTC' });
export const bucketMonthYear = dates({ month: 'short', year: 'numeric', timeZone: 'UTC' });
export const moment = dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
/** A day in the reader's own zone, where the hour does not matter. */
export const day = dates({ day: 'numeric', month: 'short', year: 'numeric' });
export const momentLong = dates({ dateStyle: 'medium', timeStyle: 'long' });
export const clock = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

// Up to two days the hours matter.
const HOURS_UP_TO = 49 * 3_600_000;

/** A half-open range as the days it covers: the end itself is not part of it. */
export function range(from, until) {
  const start = new Date(from);
  const end = new Date(new Date(until).getTime() - 1);
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime())) return '';
  const span = end - start;
  const format = new Intl.DateTimeFormat(LANGUAGE, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(span <= HOURS_UP_TO ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { year: 'numeric' }),
  });
  return `${format.formatRange(start, span <= HOURS_UP_TO ? new Date(until) : end)} UTC`;
}

/** How long ago, in the largest unit that fits. */
export function ago(value, now = Date.now()) {
  const at = new Date(value).getTime();
  if (Number.isNaN(at)) return NONE;
  const passed = Math.round((now - at) / 1000);
  if (passed < 5) return 'just now';
  if (passed < 60) return `${passed} s ago`;
  if (passed < 3600) return `${Math.floor(passed / 60)} min ago`;
  if (passed < 86_400) return `${Math.floor(passed / 3600)} h ago`;
  const days = Math.floor(passed / 86_400);
  return days === 1 ? 'yesterday' : days < 60 ? `${days} days ago` : moment(value);
}
