// The live connection: joins, asks, notices silence, and comes back on its own with growing pauses.
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const SILENCE_MS = 15_000;
const ANSWER_MS = 10_000;
const TRIES_BEFORE_OFFLINE = 3;

/**
 * Events: `state` (connecting, connected, reconnecting, offline), `update` with a live_update's data, `refused`
 * with the reason when the service will not send live figures to this account, `doubt` after repeated failures.
 */
export class Live extends EventTarget {
  state = 'connecting';
  lastFrameAt = null;

  #socket = null;
  #wanted = false;
  #failures = 0;
  #timer = null;
  #watch = null;
  #askedAt = null;

  open() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#failures = 0;
    window.addEventListener('online', this.#hurry);
    window.addEventListener('offline', this.#lost);
    document.addEventListener('visibilitychange', this.#shown);
    this.#watch = setInterval(() => this.#listen(), 2_500);
    this.#connect();
  }

  close() {
    this.#wanted = false;
    window.removeEventListener('online', this.#hurry);
    window.removeEventListener('offline', this.#lost);
    document.removeEventListener('visibilitychange', this.#shown);
    clearInterval(this.#watch);
    clearTimeout(this.#timer);
    this.#send('leave_admin_room');
    this.#drop();
    this.#enter('connecting');
  }

  /** Asks for the figures of this moment. */
  request() {
    this.#send('request_live_update');
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#drop();
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/ws/live`);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#failures = 0;
      this.#heard();
      this.#send('join_admin_room');
      this.#send('request_live_update');
      this.#askedAt = Date.now();
      this.#enter('connected');
    });
    socket.addEventListener('message', message => this.#receive(message.data));
    socket.addEventListener('close', () => this.#socket === socket && this.#retry());
  }

  #receive(text) {
    this.#heard();
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return; // not one of ours; the next frame is
    }
    if (frame.event === 'live_update') {
      this.#emit('update', frame.data);
    } else if (frame.event === 'error') {
      this.#emit('refused', frame.data);
    }
  }

  #heard() {
    this.lastFrameAt = Date.now();
    this.#askedAt = null;
  }

  // A connection can die without a word. Silence is answered with a question, no answer with a new connection.
  #listen() {
    if (this.state !== 'connected' || document.hidden) return;
    const now = Date.now();
    if (this.#askedAt !== null) {
      if (now - this.#askedAt > ANSWER_MS) this.#retry();
    } else if (now - this.lastFrameAt > SILENCE_MS) {
      this.#askedAt = now;
      this.request();
    }
  }

  #retry() {
    this.#drop();
    if (!this.#wanted) return;
    this.#failures += 1;
    this.#enter(!navigator.onLine || this.#failures > TRIES_BEFORE_OFFLINE ? 'offline' : 'reconnecting');
    if (this.#failures % 2 === 0) this.#emit('doubt');
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#failures - 1));
    // Spread out, so that a restarted gateway does not meet all pages in the same second.
    this.#timer = setTimeout(() => this.#connect(), pause * (0.5 + Math.random() / 2));
  }

  #hurry = () => this.state !== 'connected' && this.#connect();

  #lost = () => this.#retry();

  #shown = () => {
    if (document.hidden) return;
    if (this.state === 'connected') {
      this.#askedAt = Date.now();
      this.request();
    } else {
      this.#connect();
    }
  };

  #send(event) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ event }));
    }
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.#emit('state', state);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
