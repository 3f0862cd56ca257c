import { manyOf } from '../../words/stepProgress';
import type { Book } from '../../entities/definition';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { type GuardName, guards } from '../../reconcile/guards/catalogue';
import { type StepProgress, waitingSteps } from '../../ledger/steps';
import { onPage } from './onPage';
import { isShutOut, silence } from './verdict';
import { span, when } from './words';

/** Four lamps: the links of the chain from Bill.com to QuickBooks. Pure. */
export interface Lamp {
  readonly name: 'Bill.com' | 'Tieout' | 'Web Connector' | 'QuickBooks';
  /** `unknown`: it is too early to tell. */
  readonly light: 'on' | 'warning' | 'off' | 'unknown';
  readonly sentence: string;
  readonly cure?: string;
  /** The part of the settings where it is put right. */
  readonly settings?: 'guards' | 'connection';
}

export interface LampFacts {
  readonly facts: CompanyFacts;
  readonly steps: readonly StepProgress[];
  readonly livingWorkers: number;
  /** The part of company.quickbooks that is shown. */
  readonly file: {
    readonly companyName?: string;
    readonly computer?: string;
    readonly productName?: string;
    /** “34.0” */
    readonly productVersion?: string;
  };
  readonly session: { readonly isOpen: boolean; readonly lastError: string | null } | null;
  readonly warning: { readonly sentence: string; readonly cure: string } | null;
}

const guardsOfBillcom: readonly GuardName[] = ['organization', 'billcom'];
/** Not a matter of QuickBooks itself. */
const otherGuards: readonly GuardName[] = [...guardsOfBillcom, 'computer', 'massChange'];

export const lampsOf = (given: LampFacts, now: Date): Lamp[] => [
  billcomLamp(given),
  tieoutLamp(given),
  webConnectorLamp(given, now),
  quickbooksLamp(given),
];

/** The link that a guard has stopped. */
const stopped = (name: Lamp['name'], { guard, because }: CompanyFacts['stops'][number]): Lamp => ({
  name,
  light: 'off',
  sentence: onPage(because),
  cure: onPage(guards[guard].cure),
  settings: 'guards',
});

function billcomLamp({ facts, steps }: LampFacts): Lamp {
  const name = 'Bill.com';
  const stop = facts.stops.find(({ guard }) => guardsOfBillcom.includes(guard));
  if (stop) return stopped(name, stop);
  const [waiting] = waitingSteps(steps.filter(({ book }) => book === 'billcom'));
  if (waiting) return { name, light: 'warning', sentence: waiting.message };
  const without = withoutWords(facts, 'billcom');
  if (without !== undefined) return { name, light: 'warning', sentence: `Lets Tieout in, but ${without}` };
  const hasRun = facts.last !== null || facts.running !== null;
  return hasRun
    ? { name, light: 'on', sentence: 'Lets Tieout in.' }
    : { name, light: 'unknown', sentence: 'Was not read yet.' };
}

function tieoutLamp({ livingWorkers, warning }: LampFacts): Lamp {
  const name = 'Tieout';
  if (livingWorkers === 0)
    return {
      name,
      light: 'off',
      sentence: 'No worker is running, so nothing is synced.',
      cure: 'Whoever runs Tieout starts one.',
    };
  return warning ? { name, light: 'warning', ...warning } : { name, light: 'on', sentence: 'Is running.' };
}

function webConnectorLamp({ facts, file }: LampFacts, now: Date): Lamp {
  const name = 'Web Connector';
  const computer = file.computer ? `On ${file.computer}` : 'The QuickBooks computer';
  if (isShutOut(facts))
    return {
      name,
      light: 'off',
      sentence: `${computer}: came with a wrong password and was not let in.`,
      cure: 'Enter the right password in the Web Connector, beside Tieout.',
      settings: 'connection',
    };
  const stop = facts.stops.find(({ guard }) => guard === 'computer');
  if (stop) return stopped(name, stop);
  const last = newest(facts.lastLoginAt, facts.lastCallAt);
  if (last === null)
    return {
      name,
      light: 'unknown',
      sentence: 'Has never called.',
      cure: 'Open the .qwc file on the computer with QuickBooks and enter the password.',
    };
  const silent = silence(facts, now);
  return silent === undefined
    ? { name, light: 'on', sentence: `${computer}: last called at ${when(last, facts.zone, now)}.` }
    : {
        name,
        light: 'off',
        sentence: `${computer}: silent for ${span(silent)}, since ${when(last, facts.zone, now)}.`,
        cure: 'See that the computer is on, the Web Connector runs, and Tieout and Auto-Run are ticked in it.',
      };
}

function quickbooksLamp({ facts, file, session }: LampFacts): Lamp {
  const name = 'QuickBooks';
  const stop = facts.stops.find(({ guard }) => !otherGuards.includes(guard));
  if (stop) return stopped(name, stop);
  const company = file.companyName ? `“${file.companyName}”` : undefined;
  if (company === undefined) return { name, light: 'unknown', sentence: 'Its file was not seen yet.' };
  const where = `${company}${productWords(file)}`;
  if (session?.lastError && !session.isOpen)
    return { name, light: 'warning', sentence: `${company}: ${session.lastError}` };
  const without = withoutWords(facts, 'quickbooks');
  if (without !== undefined)
    return { name, light: 'warning', sentence: `${company} lets Tieout in, but ${without}` };
  return {
    name,
    light: 'on',
    sentence: session?.isOpen ? `${where} is open.` : `${where} was open at the last sync.`,
  };
}

/** “does not give invoices and credit memos.”; why, and what to do, is said beside it. */
function withoutWords({ closed }: Pick<CompanyFacts, 'closed'>, book: Book): string | undefined {
  const names = closed.filter((list) => list.book === book).map(({ entity }) => manyOf(entity));
  return names.length === 0
    ? undefined
    : `does not give ${new Intl.ListFormat('en', { type: 'conjunction' }).format(names)}.`;
}

/** “ in QuickBooks Enterprise 24.0”; of a product that has its version in its name, the name. */
function productWords({ productName = '', productVersion = '' }: LampFacts['file']): string {
  if (productName === '') return '';
  const version = /\d/.test(productName) || productVersion === '' ? '' : ` ${productVersion}`;
  return ` in ${productName}${version}`;
}

const newest = (one: Date | null, two: Date | null): Date | null =>
  one === null ? two : two === null || one > two ? one : two;
