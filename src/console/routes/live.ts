import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { inside, insideOf, type Inside } from '../admission';
import type { TypedApp } from '../app';
import { loadCompanyView } from '../companyPage';
import type { ConsoleDeps } from '../deps';
import { Fault, NotThere } from '../faults';
import { liveParts, partsShown } from '../pages/company';
import { htmlOf } from '../pages/html';
import { personOf } from '../signedIn';
import { companyParams } from './companies';

/** How often the rows are looked at: while a cycle runs, and else. */
const runningEveryMs = 1_000;
const restingEveryMs = 5_000;
/** A browser connects again by itself; a sign-in that has ended does not come back. */
const longestMs = 10 * 60_000;
/** Pages of one person that are kept up to date at once; each looks at the rows. */
const mostOfOne = 20;
/** Whoever is behind a proxy that cuts silent connections. */
const aliveEveryMs = 20_000;

/** The parts of a company's page that have changed, as server-sent events, until the page is left. */
export function addLive(app: TypedApp, deps: ConsoleDeps): void {
  const closing = new AbortController();
  app.addHook('preClose', () => closing.abort());
  const open = new Map<string, number>();
  app.get(
    '/companies/:company/live',
    { config: { access: 'seeCompany', isNoUse: true }, schema: { params: companyParams } },
    async (request, reply) => {
      const by = inside(request);
      const { userId } = by.person;
      const already = open.get(userId) ?? 0;
      if (already >= mostOfOne)
        throw new Fault(
          429,
          'Too many of your pages are open.',
          'Close some; this one goes on when there is room.',
        );
      open.set(userId, already + 1);
      const left = new AbortController();
      request.raw.once('close', () => left.abort());
      if (request.raw.destroyed) left.abort();
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        // A line that would be kept for another request keeps a server that ends waiting for it.
        connection: 'close',
      });
      /** @throws NotThere for who is no member any more. */
      const again = async (): Promise<Inside | null> => {
        const person = await personOf(request, deps, false);
        return person && insideOf(person, by.company.id, deps);
      };
      await stream(again, reply, deps, AbortSignal.any([left.signal, closing.signal])).catch(
        (error: unknown) => {
          if (!(error instanceof NotThere)) deps.log.warn({ err: error }, 'a live page was cut off');
        },
      );
      reply.raw.end();
      const others = (open.get(userId) ?? 1) - 1;
      if (others === 0) open.delete(userId);
      else open.set(userId, others);
      return reply;
    },
  );
}

/** @param again who looks, asked before each look: nobody who has signed out or lost the role meanwhile */
async function stream(
  again: () => Promise<Inside | null>,
  reply: FastifyReply,
  deps: ConsoleDeps,
  signal: AbortSignal,
): Promise<void> {
  const sent = new Map<string, string>();
  const until = Date.now() + longestMs;
  let spokenAt = 0;
  while (!signal.aborted && Date.now() < until) {
    const by = await again();
    if (by === null) return;
    const now = deps.now();
    const view = await loadCompanyView(by, deps, now);
    const changed: Record<string, string> = {};
    for (const id of partsShown(by)) {
      const html = htmlOf(h(liveParts[id], { by, view, now, said: undefined }));
      if (sent.get(id) === html) continue;
      sent.set(id, html);
      changed[id] = html;
    }
    const isNews = Object.keys(changed).length > 0;
    if (isNews || Date.now() - spokenAt > aliveEveryMs) {
      spokenAt = Date.now();
      reply.raw.write(isNews ? `event: parts\ndata: ${JSON.stringify(changed)}\n\n` : ': here\n\n');
    }
    await sleep(view.facts.running ? runningEveryMs : restingEveryMs, undefined, { signal }).catch(
      () => undefined,
    );
  }
}
