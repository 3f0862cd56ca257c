import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from 'node:http';
import { CompanyFile } from '../books/companyFile';
import { PcClock } from '../books/clock';
import type { Seed } from '../books/seed';
import { LIST_CATALOGUE } from '../definitions/lists';
import { TRANSACTION_CATALOGUE } from '../definitions/transactions';
import { NO_FAULTS } from '../processor/faults';
import { IteratorTable } from '../processor/iterators';
import { plantSeed } from '../processor/plantSeed';
import type { HostFacts, RequestContext } from '../processor/requestContext';
import { serveRoutes } from './http';
import { MessageLog } from './messageLog';
import { personRoutes } from './personRoutes';
import { controlRoutes, sessionRoutes } from './routes';
import { SimulatedQuickBooks } from './simulatedQuickBooks';

export interface StartOptions {
  readonly directory: string;
  readonly port: number;
  readonly seed: Seed;
  readonly msPerRequest: number;
  readonly msPerRecord: number;
  readonly zone: string;
  readonly clockSkewMs: number;
  readonly printedOffset: 'standard' | 'exact';
  readonly highestVersion: string;
  readonly companyFile: string;
  readonly iteratorIdleMs: number;
  /** Ends the process at once; a test in the same process puts an exception here. */
  readonly killProcess: () => never;
  /** The real clock behind the PC's clock. */
  readonly realNow?: () => number;
}

export interface Started {
  readonly quickBooks: SimulatedQuickBooks;
  readonly server: Server;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Opens the company file and plants the seed if the file is new. */
export function openSimulatedQuickBooks(options: StartOptions): SimulatedQuickBooks {
  const file = new CompanyFile(options.directory);
  const clockSettings = {
    zone: options.zone,
    skewMs: options.clockSkewMs,
    printedOffset: options.printedOffset,
  };
  const clock = new PcClock(clockSettings, options.realNow);
  const host: HostFacts = {
    productName: 'QuickBooks Desktop Premier (simulated)',
    programVersion: options.highestVersion === '13.0' ? '24.0' : '33.0',
    highestVersion: options.highestVersion,
    fileMode: 'MultiUser',
    country: NO_FAULTS.country,
  };
  if (file.isNew) {
    // Everything has one time, as after an import.
    const now = options.realNow?.() ?? Date.now();
    const stopped = new PcClock(clockSettings, () => now);
    plantSeed(file, options.seed, () => contextOfSeeding(file, stopped, host));
  }
  return new SimulatedQuickBooks({
    file,
    clock,
    host,
    faults: { ...NO_FAULTS },
    cost: { msPerRequest: options.msPerRequest, msPerRecord: options.msPerRecord },
    log: new MessageLog(join(options.directory, 'message-log.jsonl')),
    companyFile: options.companyFile,
    iteratorIdleMs: options.iteratorIdleMs,
    sleep: (ms) => sleep(ms),
    killProcess: options.killProcess,
  });
}

/** Opens the company file and listens on this machine only. */
export async function startSimulatedQuickBooks(options: StartOptions): Promise<Started> {
  const quickBooks = openSimulatedQuickBooks(options);
  const server = serveRoutes({
    ...sessionRoutes(quickBooks),
    ...personRoutes(quickBooks),
    ...controlRoutes(quickBooks),
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    quickBooks.parts.file.close();
  };
  return { quickBooks, server, url: `http://127.0.0.1:${String(port)}`, close };
}

function contextOfSeeding(file: CompanyFile, clock: PcClock, host: HostFacts): RequestContext {
  return {
    books: file.books,
    clock,
    host,
    lists: LIST_CATALOGUE,
    transactions: TRANSACTION_CATALOGUE,
    iterators: new IteratorTable(0),
    behaviour: NO_FAULTS,
    personalDataAllowed: true,
    isTypedIn: true,
    isQuickBooksItself: true,
  };
}
