// What the products' pages do: io(), join, listen. Ends with 0 when everything was heard, over the transport it should be.
// Arguments: address, options of io() as JSON, the transport that has to carry it in the end.
import { io } from 'socket.io-client';

const [address, options, expected] = process.argv.slice(2);
const socket = io(address, { reconnection: false, ...JSON.parse(options) });
const fail = why => {
  console.error(why);
  process.exit(1);
};
setTimeout(() => fail('not everything was heard in time'), 60_000);
const heard = (event, is = () => true) =>
  new Promise(resolve => socket.on(event, (data, seq) => is(data) && resolve({ data, seq })));

socket.on('connect_error', error => fail(`connect_error: ${error.message}, ${error.description}`));
socket.on('disconnect', reason => fail(`disconnect: ${reason}`));
const joined = heard('status', data => data.joined === true);
const updated = heard('live_update');
const realtime = heard('metrics:realtime');
await new Promise(resolve => socket.on('connect', resolve));
if (socket.io.engine.transport.name !== expected) {
  await new Promise(resolve => socket.io.engine.on('upgrade', resolve));
}
socket.emit('join_admin_room');
await joined;
socket.emit('request_live_update');
const update = await updated;
if (!(update.seq > 0) || typeof update.data.jobs.today.total !== 'number') fail('a live_update without its fields');
const { data } = await realtime;
if (typeof data.messages_per_second !== 'number') fail('metrics:realtime without its fields');
// one of each unasked, after which every packet has passed in both directions
await Promise.all([heard('metrics:realtime'), heard('live_update')]);
const carriedBy = socket.io.engine.transport.name;
if (carriedBy !== expected) fail(`it was carried by ${carriedBy}`);
console.log('joined, updated, realtime');
socket.off('disconnect');
socket.close();
process.exit(0);
