import type { BillcomSession, CallBudget, CallSlots, EmailTurns, SessionStore } from './ports';

/** The ports for one process: tests, and a first check of credentials before a company exists. */

export function memorySessionStore(): SessionStore {
  let stored: BillcomSession | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: async () => stored,
    put: async (session) => {
      stored = session;
    },
    drop: async (sessionId) => {
      if (stored?.sessionId === sessionId) stored = undefined;
    },
    exclusively: (fn) => {
      const turn = last.then(fn);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

const hourMs = 3_600_000;

/** Counts calls per clock hour. Default limit: Bill.com's 20,000. */
export function memoryCallBudget({ perHour = 20_000, now = Date.now } = {}): CallBudget {
  let hour = -1;
  let used = 0;
  let closedUntilMs = 0;
  return {
    take: async (calls) => {
      const time = now();
      if (time < closedUntilMs)
        return { granted: false, because: 'hour', retryAfterMs: closedUntilMs - time };
      const current = Math.floor(time / hourMs);
      if (current !== hour) [hour, used] = [current, 0];
      if (used + calls > perHour)
        return { granted: false, because: 'hour', retryAfterMs: (hour + 1) * hourMs - time };
      used += calls;
      return { granted: true };
    },
    exhausted: async (untilMs) => {
      closedUntilMs = Math.max(closedUntilMs, untilMs);
    },
  };
}

/** Lets `size` calls run at once (default 2); the others wait in order. */
export function memoryCallSlots(size = 2): CallSlots {
  let free = size;
  const waiting: (() => void)[] = [];
  return {
    acquire: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      };
    },
  };
}

/** Five e-mails in any minute. */
export function memoryEmailTurns({ perMinute = 5, now = Date.now } = {}): EmailTurns {
  const minuteMs = 60_000;
  let taken: number[] = [];
  return {
    take: async () => {
      taken = taken.filter((until) => until > now());
      if (taken.length >= perMinute) return { granted: false, retryAfterMs: Math.min(...taken) - now() };
      taken.push(now() + minuteMs);
      return { granted: true, over: async () => undefined };
    },
  };
}
