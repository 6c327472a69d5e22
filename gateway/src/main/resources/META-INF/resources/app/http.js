// Asking the gateway: session cookie, CSRF header, time limit, and errors as the problem documents it sends.
const TIME_LIMIT_MS = 20_000;

/** What went wrong, in words a person can act on. Status 0 means that no answer came at all. */
export class Problem extends Error {
  constructor({ status = 0, title, detail = '', reference = '' }) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.reference = reference;
  }
}

/** The readable half of the session: there only while a browser session exists. */
export function csrfToken() {
  const entry = document.cookie.split('; ').find(pair => pair.startsWith('opscope_csrf='));
  return entry ? decodeURIComponent(entry.slice('opscope_csrf='.length)) : null;
}

async function problemOf(response) {
  let body = {};
  if ((response.headers.get('content-type') ?? '').includes('json')) {
    body = await response.json().catch(() => ({}));
  }
  return new Problem({
    status: response.status,
    title: body.title ?? `The gateway answered ${response.status} ${response.statusText}`.trim(),
    detail: body.detail ?? '',
    reference: body.reference ?? '',
  });
}

async function send(path, options, signal) {
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  let response;
  try {
    response = await fetch(path, {
      credentials: 'same-origin',
      cache: 'no-store',
      ...options,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw limit.aborted
      ? new Problem({ title: 'No answer in time', detail: `${path} did not answer within ${TIME_LIMIT_MS / 1000} seconds.` })
      : new Problem({ title: 'Opscope cannot be reached', detail: `${location.host} does not answer. Is the network up and the suite running?` });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function get(path, parameters = {}, signal) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined));
  const address = query.size ? `${path}?${query}` : path;
  const response = await send(address, { headers: { Accept: 'application/json' } }, signal);
  return response.json();
}

/** Changes something; null where there is nothing to be said. A session's changes carry its readable half along. */
async function change(method, path, body, signal) {
  const csrf = csrfToken();
  const options = {
    method,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(csrf ? { 'X-CSRF-Token': csrf } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const response = await send(path, options, signal);
  return response.status === 204 ? null : response.json().catch(() => null);
}

export const post = (path, body, signal) => change('POST', path, body, signal);
export const patch = (path, body) => change('PATCH', path, body);
export const remove = path => change('DELETE', path);
