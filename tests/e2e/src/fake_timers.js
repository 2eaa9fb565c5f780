// Time that passes when a test says so. It runs before any script of the page.
//
// Both clocks of a browser are here: the one on the wall, which may be set, and the one that timers go by. An answer of
// the service takes no time: nothing passes while one is awaited, but where it does not come for a second.
(() => {
  const { setTimeout: later, clearTimeout: never, Date: WallDate, fetch: send } = window;
  const timers = new Map();
  const { port1, port2 } = new MessageChannel();
  let passed = 0;
  let set = 0;
  let slept = 0;
  let lastId = 0;
  let awaited = 0;
  let turned = null;
  let answered = null;

  port1.onmessage = () => turned();
  const turn = () => new Promise(resolve => { turned = resolve; port2.postMessage(0); });
  // Until all that has begun is done.
  const still = async () => {
    await turn();
    while (awaited > 0) {
      let patience;
      const inTime = await Promise.race([
        new Promise(resolve => { answered = () => resolve(true); }),
        new Promise(resolve => { patience = later(() => resolve(false), 1000); }),
      ]);
      never(patience);
      await turn();
      if (!inTime) return;
    }
  };
  const awaiting = async promise => {
    awaited += 1;
    try {
      return await promise;
    } finally {
      awaited -= 1;
      if (awaited === 0) answered?.();
    }
  };
  const begin = (work, pause, every) => {
    lastId += 1;
    timers.set(lastId, { work, due: passed + Math.max(0, Number(pause) || 0), every });
    return lastId;
  };
  window.setTimeout = (work, pause) => begin(work, pause, null);
  window.setInterval = (work, pause) => begin(work, pause, Number(pause) || 0);
  // A hidden page is drawn no frames.
  window.requestAnimationFrame = work => {
    const id = begin(() => work(passed), 16, null);
    timers.get(id).isFrame = true;
    return id;
  };
  window.cancelAnimationFrame = window.clearTimeout = window.clearInterval = id => { timers.delete(id); };
  window.Date = class extends WallDate {
    constructor(...given) { super(...(given.length ? given : [Date.now()])); }
    static now() { return BEGAN + set + slept + Math.floor(passed); }
  };

  // What the service has said, by address, each answer that says something new. It says that again, one answer after
  // the other, once `time.held` tells for how many milliseconds each of them holds.
  const said = new Map();
  window.fetch = async (url, init) => {
    const before = said.get(url) ?? said.set(url, []).get(url);
    if (time.held > 0 && before.length > 0) {
      time.replayed += 1;
      const { body, ...how } = before[Math.floor(passed / time.held) % before.length];
      return new Response(body, how);
    }
    // The stand-in's clock goes by the page's.
    const headers = new Headers(init?.headers);
    headers.set('X-Test-Passed', String(Math.floor(passed + slept)));
    const response = await awaiting(send.call(window, url, { ...init, headers }));
    const text = response.text;
    response.text = async () => {
      const body = await awaiting(text.call(response));
      const is = body.replace(/"traceId":"[^"]*"/, '');
      // Its clock is the page's: what is said again was said at another time.
      const kept = [...response.headers].filter(([name]) => name !== 'date');
      if (before.at(-1)?.is !== is) before.push({ body, is, status: response.status, headers: kept });
      return body;
    };
    return response;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await make.apply(WebAssembly, given);
      // The app's other parts have the memory of the first.
      time.memory ??= (made.instance ?? made).exports.memory;
      return made;
    };
  }

  const time = window.time = {
    memory: null,
    held: 0,
    replayed: 0,
    // The shortest pause between two turns of what is done again and again.
    tick: 1,
    // Lets milliseconds pass, and everything happen that is due by then.
    async pass(milliseconds) {
      const end = passed + milliseconds;
      for (;;) {
        await still();
        let next = null;
        for (const [id, timer] of timers) {
          const waits = timer.isFrame && document.visibilityState !== 'visible';
          if (!waits && (next === null || timer.due < timers.get(next).due)) next = id;
        }
        const timer = timers.get(next);
        if (!timer || timer.due > end) break;
        passed = Math.max(passed, timer.due);
        if (timer.every === null) timers.delete(next);
        // What is late by several turns comes once.
        else timer.due = passed + Math.max(timer.every, time.tick);
        timer.work();
      }
      passed = Math.max(passed, end);
    },
    // Sets the clock on the wall.
    set(milliseconds) { set += milliseconds; },
    // The device sleeps. Where its timers go on meanwhile, all that came due is late when it wakes; where they do not,
    // they have as far to go as before.
    sleep(milliseconds, goesOn) {
      if (goesOn) passed += milliseconds;
      else slept += milliseconds;
    },
  };
})();
