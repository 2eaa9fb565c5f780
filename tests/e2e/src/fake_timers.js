// Fake timers and clock, controlled by the test. Runs before all scripts of the page.
//
// There are two clocks as in a browser: the wall clock, which can be shifted, and the monotonic clock of timers.
// Requests take no fake time: time does not advance while a response is pending, unless it takes longer than a (real)
// second.
(() => {
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout, Date: WallDate, fetch: realFetch } = window;
  const timers = new Map();
  const { port1, port2 } = new MessageChannel();
  let elapsed = 0;
  let shifted = 0;
  let slept = 0;
  let lastId = 0;
  let pending = 0;
  let resolveTurn = null;
  let resolveIdle = null;

  port1.onmessage = () => resolveTurn();
  const nextTask = () => new Promise(resolve => { resolveTurn = resolve; port2.postMessage(0); });
  // Resolves when no response is pending.
  const whenIdle = async () => {
    await nextTask();
    while (pending > 0) {
      let timeout;
      const inTime = await Promise.race([
        new Promise(resolve => { resolveIdle = () => resolve(true); }),
        new Promise(resolve => { timeout = realSetTimeout(() => resolve(false), 1000); }),
      ]);
      realClearTimeout(timeout);
      await nextTask();
      if (!inTime) return;
    }
  };
  const track = async promise => {
    pending += 1;
    try {
      return await promise;
    } finally {
      pending -= 1;
      if (pending === 0) resolveIdle?.();
    }
  };
  const addTimer = (callback, delay, interval) => {
    lastId += 1;
    timers.set(lastId, { callback, due: elapsed + Math.max(0, Number(delay) || 0), interval });
    return lastId;
  };
  window.setTimeout = (callback, delay) => addTimer(callback, delay, null);
  window.setInterval = (callback, delay) => addTimer(callback, delay, Number(delay) || 0);
  // Hidden pages get no animation frames.
  window.requestAnimationFrame = callback => {
    const id = addTimer(() => callback(elapsed), 16, null);
    timers.get(id).isFrame = true;
    return id;
  };
  window.cancelAnimationFrame = window.clearTimeout = window.clearInterval = id => { timers.delete(id); };
  window.Date = class extends WallDate {
    constructor(...args) { super(...(args.length ? args : [Date.now()])); }
    static now() { return BEGAN + shifted + slept + Math.floor(elapsed); }
  };

  // The distinct responses of each URL. They are replayed in turn once `time.held` is set, each for that many
  // milliseconds.
  const recorded = new Map();
  window.fetch = async (input, init) => {
    const { href: url } = new URL(input.url ?? input, document.baseURI);
    const responses = recorded.get(url) ?? recorded.set(url, []).get(url);
    if (time.held > 0 && responses.length > 0) {
      time.replayed += 1;
      const { body, ...options } = responses[Math.floor(elapsed / time.held) % responses.length];
      return new Response(body, options);
    }
    // The demo server's clock follows the page's.
    const headers = new Headers(init?.headers ?? input.headers);
    headers.set('X-Test-Passed', String(Math.floor(elapsed + slept)));
    const response = await track(realFetch.call(window, input, { ...init, headers }));
    // The app reads the body as a stream. A redirect that is not followed has none.
    if (!url.includes('/replication/') || response.type === 'opaqueredirect') return response;
    const body = await track(response.text());
    const key = body.replace(/"traceId":\s*"[^"]*"/, '');
    const { status } = response;
    // A replayed response must not carry the time at which it was recorded.
    const replayable = [...response.headers].filter(([name]) => name !== 'date');
    if (responses.at(-1)?.key !== key) responses.push({ body, key, status, headers: replayable });
    return new Response(body, { status, headers: response.headers });
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const instantiate = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await instantiate.apply(WebAssembly, args);
      // Split chunks share the memory of the first module.
      time.memory ??= (result.instance ?? result).exports.memory;
      return result;
    };
  }

  const time = window.time = {
    memory: null,
    held: 0,
    replayed: 0,
    // The minimum interval of repeating timers.
    tick: 1,
    // Advances the fake time and runs all timers that become due.
    async pass(milliseconds) {
      const end = elapsed + milliseconds;
      for (;;) {
        await whenIdle();
        let next = null;
        for (const [id, timer] of timers) {
          const paused = timer.isFrame && document.visibilityState !== 'visible';
          if (!paused && (next === null || timer.due < timers.get(next).due)) next = id;
        }
        const timer = timers.get(next);
        if (!timer || timer.due > end) break;
        elapsed = Math.max(elapsed, timer.due);
        if (timer.interval === null) timers.delete(next);
        // An overdue interval fires once.
        else timer.due = elapsed + Math.max(timer.interval, time.tick);
        timer.callback();
      }
      elapsed = Math.max(elapsed, end);
    },
    // Shifts the wall clock.
    set(milliseconds) { shifted += milliseconds; },
    // Suspends the device. If the timers' clock continues meanwhile, due timers fire late; otherwise their remaining
    // time is unchanged.
    sleep(milliseconds, timersGoOn) {
      if (timersGoOn) elapsed += milliseconds;
      else slept += milliseconds;
    },
  };
})();
