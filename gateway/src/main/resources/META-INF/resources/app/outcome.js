// What a status means. It is shown as it was sent; only its colour comes from here.
const meanings = {
  success: ['completed', 'success', 'succeeded', 'delivered', 'paid', 'pass', 'pass_with_autofix'],
  failure: ['failed', 'error', 'blocked', 'aborted', 'rejected', 'undelivered', 'expired'],
  cancelled: ['cancelled', 'canceled', 'refunded', 'skipped'],
};

/** success, failure, cancelled, or progress for everything else, as the API counts it. */
export function outcomeOf(status) {
  const word = String(status ?? '').toLowerCase();
  return Object.keys(meanings).find(outcome => meanings[outcome].includes(word)) ?? 'progress';
}
