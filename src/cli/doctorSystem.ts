import type { Database } from '../ledger/database';
import { knownMigrations, recordedMigrations } from '../ledger/schema';
import { waitingSignals } from '../ledger/waitingSignals';
import { explain } from '../words/explain';
import { duration } from '../words/time';
import { applicationOwnerId, qwcText, reachableUrl } from '../acts/webConnectorFile';
import { many } from '../words/counted';
import { probeAddress, type AddressFinding } from '../quickbooks/webconnector/addressProbe';

/** One link of the chain. `works` is null where it is too early or not possible to tell. */
export interface Check {
  /** The company's name, for a link of its own. */
  readonly company?: string;
  readonly link: string;
  readonly works: boolean | null;
  readonly sentence: string;
  /** What to do when it does not work. */
  readonly cure: string;
}

export const works = (link: string, sentence: string): Check => ({ link, works: true, sentence, cure: '' });
export const broken = (link: string, sentence: string, cure: string): Check => ({
  link,
  works: false,
  sentence,
  cure,
});
export const untold = (link: string, sentence: string): Check => ({ link, works: null, sentence, cure: '' });

export async function checkPostgres(database: Database): Promise<Check[]> {
  try {
    const recorded = await database.asSystem((tx) => recordedMigrations(tx));
    const known = await knownMigrations();
    const missing = known.filter((name) => !recorded.includes(name));
    const newer = recorded.filter((name) => !known.includes(name));
    return [works('Postgres', 'Answers.'), schemaCheck(missing, newer)];
  } catch (error) {
    const { sentence, cure } = explain(error);
    return [broken('Postgres', sentence, cure)];
  }
}

function schemaCheck(missing: readonly string[], newer: readonly string[]): Check {
  if (missing.length > 0)
    return broken('schema', `${many(missing.length, 'migration')} not run yet.`, 'Run “tieout migrate”.');
  if (newer.length > 0)
    return broken(
      'schema',
      `The database is of a newer version of Tieout than this program (${newer.join(', ')}).`,
      'Update this program.',
    );
  return works('schema', 'Is the newest.');
}

/** The pumps look every few seconds; what waits longer has nobody who sends it, or nobody to send it to. */
const longWaitMs = 30_000;

export async function checkSignals(database: Database, now: Date): Promise<Check> {
  const { count, oldest } = await database.asSystem((tx) => waitingSignals(tx));
  const waited = oldest === null ? 0 : now.getTime() - oldest.getTime();
  return waited < longWaitMs
    ? works('signals', 'None waits to be sent to Temporal.')
    : broken(
        'signals',
        `${many(count, 'signal')} to Temporal unsent, the oldest for ${duration(waited)}.`,
        'A running worker or gateway sends them: start one, and see that Temporal answers.',
      );
}

const gatewayLimitMs = 5_000;

export async function checkGateway(publicUrl: string | undefined): Promise<Check[]> {
  if (publicUrl === undefined)
    return [
      broken(
        'gateway',
        'GATEWAY_PUBLIC_URL is not set, so it is not known where the gateway is.',
        'Set it to the https:// address at which the QuickBooks computer reaches the gateway.',
      ),
    ];
  const found = await probeAddress(reachableUrl(publicUrl));
  // What is not let through by its certificate says nothing of the gateway behind it.
  const health =
    found.kind === 'refused' && publicUrl.startsWith('https:')
      ? untold('gateway', 'Not asked: its address is not taken.')
      : await checkHealth(publicUrl, 'gateway');
  return [health, checkAddress(publicUrl), ...checkCertificate(publicUrl, found)];
}

/** As the Web Connector looks at it; where nothing answers the gateway's own line says so. */
function checkCertificate(publicUrl: string, found: AddressFinding): Check[] {
  if (!publicUrl.startsWith('https:') || found.kind === 'unreachable') return [];
  return found.kind === 'good'
    ? [works('certificate', found.sentence)]
    : [broken('certificate', found.sentence, found.cure)];
}

/** The dashboard is not needed for a sync, so that it may run nowhere. */
export async function checkConsole(publicUrl: string | undefined): Promise<Check> {
  return publicUrl === undefined
    ? untold('console', 'CONSOLE_PUBLIC_URL is not set, so it is not known where the dashboard is.')
    : checkHealth(publicUrl, 'console');
}

async function checkHealth(publicUrl: string, link: 'gateway' | 'console'): Promise<Check> {
  const url = `${publicUrl}/health`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(gatewayLimitMs) });
    if (answer.ok) return works(link, `Answers at ${url}.`);
    return broken(link, `${url} answers ${answer.status}.`, `See the ${link}’s log; it needs Postgres.`);
  } catch (error) {
    const cause = (error as { cause?: unknown }).cause ?? error;
    return broken(
      link,
      `${url} does not answer (${cause instanceof Error ? cause.message : String(cause)}).`,
      `Start it with “tieout ${link}” or “tieout dev”, or correct ${link.toUpperCase()}_PUBLIC_URL.`,
    );
  }
}

/** Whether the Web Connector would take a .qwc file with this address. */
function checkAddress(publicUrl: string): Check {
  const example = {
    name: 'a company',
    webConnectorUser: 'user',
    ownerId: applicationOwnerId,
    fileId: applicationOwnerId,
  };
  try {
    qwcText(example, publicUrl);
  } catch (error) {
    const { sentence, cure } = explain(error);
    return broken('address', sentence, cure);
  }
  const isLocal = new URL(reachableUrl(publicUrl)).hostname === 'localhost';
  return works(
    'address',
    isLocal
      ? 'The Web Connector takes it, on this computer only: elsewhere it needs an https:// address.'
      : 'The Web Connector takes it.',
  );
}
