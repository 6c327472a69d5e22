// What the status of a database means, by the same rules that it was made with.
import * as format from '../../format.js';
import { lacks } from '../../watch.js';

export const DATABASE_BADGES = { healthy: 'success', degraded: 'warning', down: 'failure', unknown: 'cancelled' };

const SLOW_MS = 1_000;
const NEARLY_FULL = 0.9;

/** Why a database is not simply healthy; null where it is. */
export function whyOf(source) {
  if (source.status === 'healthy') return null;
  const { responseTime, connections, connectionLimit, freshness } = source;
  const why = lacks(source.unavailable);
  const told = why('status') ?? why('responseTime');
  if (told) return told;
  if (responseTime > SLOW_MS) return `The last answer took ${format.milliseconds(responseTime)}.`;
  if (connectionLimit && connections > connectionLimit * NEARLY_FULL) {
    return `${format.count(connections)} of ${format.count(connectionLimit)} connections are in use.`;
  }
  if (freshness) {
    return freshness.ageSeconds > freshness.maxAgeSeconds
      ? `Its data is ${format.seconds(freshness.ageSeconds)} old.`
      : why('freshness.ageSeconds');
  }
  return source.status === 'unknown' ? 'It was not looked at for a while.' : null;
}
