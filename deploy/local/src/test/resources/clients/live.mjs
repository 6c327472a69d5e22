// What the products' live pages do, through the gateway: io(), join, listen, and come back when the connection breaks.
// Used under Node and in a browser.

/**
 * Joins, hears every event, has a large update sent, loses the connection, comes back by itself, and leaves.
 *
 * @param io socket.io-client's
 * @param options of io() that sign in
 * @param carriedBy the transport that has to carry it in the end
 * @param send makes something happen that the next update has to tell of
 * @param again called before it comes back: new options of the connection
 */
export async function live(io, address, options, carriedBy, send, again = async () => ({})) {
  const socket = io(address, { forceNew: true, reconnectionDelay: 200, ...options });
  let renewal;
  let failed;
  const failure = new Promise((_, reject) => (failed = reject));
  failure.catch(() => {});
  const heard = (event, is = () => true) =>
    new Promise(resolve => {
      const listener = (data, seq) => {
        if (is(data)) {
          socket.off(event, listener);
          resolve({ data, seq });
        }
      };
      socket.on(event, listener);
    });
  const soon = (what, promise) => {
    let timer;
    const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${what}: not heard`)), 60_000)));
    return Promise.race([promise, failure, late]).finally(() => clearTimeout(timer));
  };
  const joinedBy = async how => {
    await soon(`${how}: connect`, new Promise(resolve => (socket.connected ? resolve() : socket.once('connect', resolve))));
    if (socket.io.engine.transport.name !== carriedBy) {
      await soon(`${how}: upgrade`, new Promise(resolve => socket.io.engine.once('upgrade', resolve)));
    }
    const joined = heard('status', data => data.joined === true);
    socket.emit('join_admin_room');
    await soon(`${how}: joined`, joined);
  };
  try {
    socket.on('connect_error', error => {
      if (!renewal) failed(new Error(`${error.message} ${error.description ?? ''}`));
    });
    await joinedBy('at first');
    const asked = heard('live_update');
    socket.emit('request_live_update');
    const first = await soon('live_update', asked);
    if (!(first.seq > 0)) throw new Error('live_update has no number');
    const { transactions, revenue, activeUsers, newTransactions, timestamp } = first.data;
    if (!Array.isArray(newTransactions) || Number.isNaN(Date.parse(timestamp))) throw new Error('live_update lacks parts');
    const realtime = await soon('metrics:realtime', heard('metrics:realtime'));
    if (typeof realtime.data.messages_per_second !== 'number') throw new Error('metrics:realtime has no rate');

    const told = heard('live_update', data => data.newActivities.some(({ action }) => action === 'live'));
    await send();
    const news = (await soon('what is new', told)).data.newActivities.filter(({ action }) => action === 'live');

    // the connection breaks, and the client comes back by itself
    renewal = true;
    const next = await again();
    Object.assign(socket.io.opts, next);
    const back = new Promise(resolve => socket.once('connect', resolve));
    socket.io.engine.close();
    await soon('coming back', back);
    await joinedBy('coming back');
    await soon('live_update after coming back', heard('live_update'));
    const transport = socket.io.engine.transport.name;
    if (transport !== carriedBy) throw new Error(`it was carried by ${transport}`);

    const refused = heard('error', ({ detail }) => detail.includes('no_such_event'));
    socket.emit('no_such_event');
    await soon('error', refused);
    const left = heard('status', data => data.joined === false);
    socket.emit('leave_admin_room');
    await soon('leaving', left);
    return {
      recent: transactions.recent.length,
      revenue: revenue.lastHour,
      activeUsers,
      news: news.length,
      longest: Math.max(...news.map(({ detail }) => detail.length)),
    };
  } finally {
    socket.disconnect();
  }
}
