import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Seed } from '../../../simulators/quickbooks/books/seed';
import type { StartOptions } from '../../../simulators/quickbooks/server/start';
import type { ActivityDeps } from '../../../src/activities/deps';
import { readChanges } from '../../../src/activities/quickbooks/readChanges';
import type { ReadingLimits } from '../../../src/activities/quickbooks/readingLimits';
import { SessionJob } from '../../../src/activities/quickbooks/sessionJob';
import type { EntityName } from '../../../src/entities/definition';
import type { BookRecord } from '../../../src/entities/record';
import { defaultEntitySettings } from '../../../src/entities/defaultSettings';
import { listsOf } from '../../../src/entities/listsOf';
import { entityDefinitions } from '../../../src/entities/registry';
import { loadCursors, type ReadCursor } from '../../../src/ledger/cursors';
import { loadRecords } from '../../../src/ledger/records';
import { pcTime, type PcClock } from '../../../src/quickbooks/pcClock';
import { TestCompany } from '../../unit/simulators/quickbooks/testCompany';
import { ask, openSession, reply, type Company, type Scene } from '../exchange/scene';

/**
 * The job that reads QuickBooks, with the real gateway on a real Postgres and a simulated QuickBooks, all in this
 * process; between the two the test is the Web Connector and sees every message set.
 */
export interface QuickBooksPc {
  readonly scene: Scene;
  readonly pc: TestCompany;
  readonly company: Company;
  /** One session, in which changes are read. */
  read(options?: ReadOptions): Promise<Reading>;
  records(entity: EntityName): Promise<BookRecord[]>;
  cursor(entity: EntityName): Promise<ReadCursor | undefined>;
  /** The last reading of a whole list was so many hours earlier than it was. */
  age(entity: EntityName, hours: number): Promise<void>;
}

export interface ReadOptions {
  /** The entities whose lists are read; two without iterator and one with unless given. */
  readonly entities?: readonly EntityName[];
  readonly limits?: Partial<ReadingLimits>;
  /** What is known of the PC's clock; that it is right, unless given. */
  readonly clock?: PcClock | undefined;
  /** The session is lost after so many message sets were answered. */
  readonly cutAfter?: number;
  /** The session is lost when this turns true. */
  readonly isCut?: () => boolean;
  /** Turns QuickBooks' answer, or changes something in its books after it. */
  readonly answered?: (document: string, answer: string) => string | Promise<string>;
}

export interface Reading {
  /** What QuickBooks was asked, set by set. */
  readonly asked: readonly string[];
  readonly refused: readonly string[];
  /** The failure that ended the job, if it did not end well. */
  readonly failure: string | undefined;
  readonly progress: readonly { done: number; total: number }[];
}

/** The company's, too. */
export const zoneOfPc = 'America/Los_Angeles';
const logger = new DefaultLogger('ERROR', () => undefined);
const noLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function openPc(
  scene: Scene,
  seed: Seed,
  options: Partial<StartOptions> = {},
): Promise<QuickBooksPc> {
  const company = await scene.company();
  const pc = new TestCompany(seed, options);
  const inCompany = scene.database.inCompany.bind(scene.database);
  return {
    scene,
    pc,
    company,
    read: (options = {}) => readOnce(scene, company, pc, options),
    records: async (entity) => [
      ...(await inCompany(company.id, (tx) => loadRecords(tx, company.id, 'quickbooks', entity))).values(),
    ],
    cursor: async (entity) =>
      (await inCompany(company.id, (tx) => loadCursors(tx, company.id, 'quickbooks'))).get(entity),
    age: async (entity, hours) => {
      await scene.rows(
        `update read_cursor set complete_at = complete_at - make_interval(hours => $3)
         where company_id = $1 and entity = $2`,
        [company.id, entity, hours],
      );
    },
  };
}

async function readOnce(
  scene: Scene,
  company: Company,
  pc: TestCompany,
  options: ReadOptions,
): Promise<Reading> {
  // The job goes by Postgres' clock, and would take a gateway with an older one for a silent Web Connector.
  const pass = (): void => {
    scene.clock.now = new Date();
  };
  pass();
  const login = await openSession(scene, company);
  pc.ticket = pc.begin();
  const { entities = ['account', 'class', 'vendor'] } = options;
  const definitions = entityDefinitions(defaultEntitySettings).filter(({ name }) => entities.includes(name));
  const deps = { database: scene.database, doorbell: scene.doorbell, log: noLog } as unknown as ActivityDeps;
  const key = {
    companyId: company.id,
    cycle: login.cycle,
    book: 'quickbooks',
    step: 'read',
    phase: 'read',
  } as const;
  const attempt = async (): Promise<string[]> => {
    const job = await SessionJob.begin(deps, key, login.sessionId);
    const cursors = await job.under((tx) => loadCursors(tx, company.id, 'quickbooks'));
    const refused = await readChanges(job, definitions.flatMap(listsOf), cursors, {
      round: 0,
      latest: pcTime(options.clock, zoneOfPc, new Date(pc.now)),
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    return [...refused.values()];
  };
  const outcome: { refused: readonly string[]; failure: string | undefined; isOver: boolean } = {
    refused: [],
    failure: undefined,
    isOver: false,
  };
  // As Temporal does: what may be read later is tried again.
  const work = async (): Promise<void> => {
    for (;;) {
      try {
        outcome.refused = await new MockActivityEnvironment({}, { logger }).run(attempt);
        break;
      } catch (error) {
        if ((error as { type?: string }).type === 'ReadLater') continue;
        outcome.failure = (error as Error).message;
        break;
      }
    }
    outcome.isOver = true;
  };
  const working = work();
  const asked: string[] = [];
  const progress: { done: number; total: number }[] = [];
  while (!outcome.isOver) {
    if (options.isCut?.() || (options.cutAfter !== undefined && asked.length >= options.cutAfter)) break;
    pass();
    const document = await ask(scene, login);
    if (document === 'NoOp') continue;
    if (document === '') break;
    asked.push(document);
    const answer = await pc.send(document);
    const response = 'response' in answer ? answer.response : '';
    const turned = options.answered ? await options.answered(document, response) : response;
    const failed = 'hresult' in answer ? { hresult: answer.hresult, message: answer.message } : {};
    await reply(scene, login, { response: turned, ...failed });
    const [step] = await scene.rows<{ done: number; total: number }>(
      `select done, total from cycle_step where company_id = $1 and cycle = $2 and step = 'read'`,
      [company.id, login.cycle],
    );
    if (step) progress.push(step);
  }
  await scene.gateway.closeConnection(login);
  await working;
  return { asked, refused: outcome.refused, failure: outcome.failure, progress };
}
