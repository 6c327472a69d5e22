// The live pages under Node, with each way of signing in and each transport. Argument: the settings.
import { io } from 'socket.io-client';
import { live } from './live.mjs';
import { asking, signIn } from './products.mjs';

const { address, email, password, reader } = JSON.parse(process.argv[2]);
const token = await signIn(address, email, password);
const ask = asking(address, { headers: { Authorization: `Bearer ${token}` } });
const query = async () => ({ query: { ticket: (await ask('/api/v1/auth/ws-ticket', { method: 'POST' })).ticket } });
const login = await fetch(`${address}/api/v1/auth/login`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ email, password, session: true }),
});
const cookie = login.headers.getSetCookie().find(one => one.startsWith('opscope_session=')).split(';')[0];

let round = 0;
const send = () => {
  round++;
  const activities = Array.from({ length: 60 }, (_, index) => ({
    id: `live-${process.pid}-${round}-${index}`,
    user_id: 'u-1',
    action: 'live',
    resource: `thing ${index}`,
    detail: 'é'.repeat(900),
    at: new Date().toISOString(),
  }));
  return ask('/api/v1/ingest/activities', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(activities),
  });
};

const always = options => async () => options;
const ways = {
  token: always({ extraHeaders: { Authorization: `Bearer ${token}` } }),
  key: always({ extraHeaders: { 'X-API-Key': reader } }),
  cookie: always({ extraHeaders: { Cookie: cookie, Origin: address } }),
  ticket: query,
};
const talk = async (way, kind, transports, carriedBy) => {
  // a ticket is good for one connection, and not for long
  const options = { ...(await ways[way]()), ...transports };
  console.log(way, kind, JSON.stringify(await live(io, address, options, carriedBy, send, ways[way])));
};
for (const way of Object.keys(ways)) await talk(way, 'default', {}, 'websocket');
await talk('ticket', 'polling', { transports: ['polling'] }, 'polling');
await talk('ticket', 'websocket', { transports: ['websocket'] }, 'websocket');
process.exit(0);
