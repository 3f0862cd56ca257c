import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { may, type CapabilityName } from '../../access/capabilities';
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
  openPages.set(deps, { closing: closing.signal, ofPerson: new Map() });
  app.addHook('preClose', () => closing.abort());
  app.get(
    '/companies/:company/live',
    { config: { access: 'seeCompany', isNoUse: true }, schema: { params: companyParams } },
    (request, reply) =>
      streamParts(request, reply, deps, async (by) => {
        const now = deps.now();
        const view = await loadCompanyView(by, deps, now);
        const parts = partsShown(by).map((id) => [
          id,
          htmlOf(h(liveParts[id], { by, view, now, said: undefined })),
        ]);
        return {
          parts: Object.fromEntries(parts) as Record<string, string>,
          isBusy: view.facts.running !== null,
          onward: null,
        };
      }),
  );
}

/** What a live page shows now. */
export interface LiveLook {
  /** HTML by the id of its part. */
  readonly parts: Readonly<Record<string, string>>;
  /** Something happens: it is looked at more often. */
  readonly isBusy: boolean;
  /** The page that is next, where this one is done. */
  readonly onward: string | null;
}

/** What a console keeps of its open pages. */
interface OpenPages {
  /** It ends. */
  readonly closing: AbortSignal;
  /** How many each user has open. */
  readonly ofPerson: Map<string, number>;
}
const openPages = new WeakMap<ConsoleDeps, OpenPages>();

/** @returns what gives the place back. @throws Fault where somebody has too many. */
function takePlace({ ofPerson }: OpenPages, userId: string): () => void {
  const already = ofPerson.get(userId) ?? 0;
  if (already >= mostOfOne)
    throw new Fault(
      429,
      'Too many of your pages are open.',
      'Close some; this one goes on when there is room.',
    );
  ofPerson.set(userId, already + 1);
  return () => {
    const others = (ofPerson.get(userId) ?? 1) - 1;
    if (others === 0) ofPerson.delete(userId);
    else ofPerson.set(userId, others);
  };
}

/**
 * Sends the parts of a page that have changed, until it is left.
 * @param look what it shows, to who looks
 * @throws Fault where somebody has too many open
 */
export async function streamParts(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ConsoleDeps,
  look: (by: Inside) => Promise<LiveLook>,
): Promise<FastifyReply> {
  const by = inside(request);
  const pages = openPages.get(deps);
  if (!pages) throw new Error('live pages are not there yet');
  const leavePlace = takePlace(pages, by.person.userId);
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
    const now = person && (await insideOf(person, by.company.id, deps));
    return now && may(now.membership, request.routeOptions.config.access as CapabilityName) ? now : null;
  };
  const signal = AbortSignal.any([left.signal, pages.closing]);
  await stream(again, look, reply, signal).catch((error: unknown) => {
    if (!(error instanceof NotThere)) deps.log.warn({ err: error }, 'a live page was cut off');
  });
  reply.raw.end();
  leavePlace();
  return reply;
}

/** @param again who looks, asked before each look: nobody who has signed out or may not see it any more */
async function stream(
  again: () => Promise<Inside | null>,
  look: (by: Inside) => Promise<LiveLook>,
  reply: FastifyReply,
  signal: AbortSignal,
): Promise<void> {
  const sent = new Map<string, string>();
  const until = Date.now() + longestMs;
  let spokenAt = 0;
  while (!signal.aborted && Date.now() < until) {
    const by = await again();
    if (by === null) return;
    const { parts, isBusy, onward } = await look(by);
    const changed = Object.fromEntries(Object.entries(parts).filter(([id, html]) => sent.get(id) !== html));
    for (const [id, html] of Object.entries(changed)) sent.set(id, html);
    const isNews = Object.keys(changed).length > 0;
    if (isNews || Date.now() - spokenAt > aliveEveryMs) {
      spokenAt = Date.now();
      reply.raw.write(isNews ? `event: parts\ndata: ${JSON.stringify(changed)}\n\n` : ': here\n\n');
    }
    if (onward !== null) {
      reply.raw.write(`event: onward\ndata: ${JSON.stringify(onward)}\n\n`);
      return;
    }
    await sleep(isBusy ? runningEveryMs : restingEveryMs, undefined, { signal }).catch(() => undefined);
  }
}
