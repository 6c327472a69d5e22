// A product's page of another origin, in a real browser: tells the server it came from what it showed.
import { io } from 'socket.io-client';
import { live } from './live.mjs';
import { administered, asking, sent, shown, signIn } from './products.mjs';

const { address, email, password, reader, producer, zone } = await (await fetch('/settings')).json();
const results = {};
const note = async (name, does) => {
  try {
    results[name] = await does();
  } catch (error) {
    results[name] = `${error.name}: ${error.message}`;
  }
};

let token;
await note('signIn', async () => {
  token = await signIn(address, email, password, true);
  return typeof token;
});
const withCookie = asking(address, { credentials: 'include' });
const ticket = async () => ({ query: { ticket: (await withCookie('/api/v1/auth/ws-ticket', { method: 'POST' })).ticket } });
const send = () =>
  withCookie('/api/v1/ingest/activities', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user_id: 'u-1', action: 'live', detail: 'x', at: new Date().toISOString(), id: `${Math.random()}` }),
  });

await note('cookie', () => shown(withCookie, zone));
await note('token', () => shown(asking(address, { headers: { Authorization: `Bearer ${token}` } }), zone));
await note('key', () => shown(asking(address, { headers: { 'X-API-Key': reader } }), zone));
await note('administered', () => administered(withCookie));
await note('sent', () => sent(asking(address, { headers: { 'X-API-Key': producer } })));
await note('refusal', async () => (await fetch(`${address}/api/v1/me`)).status);
await note('live with the cookie', () => live(io, address, { withCredentials: true }, 'websocket', send));
await note('live with a ticket', async () => live(io, address, await ticket(), 'websocket', send, ticket));
await note('live by polling', () =>
  live(io, address, { withCredentials: true, transports: ['polling'] }, 'polling', send));
await fetch('/result', { method: 'POST', body: JSON.stringify(results) });
