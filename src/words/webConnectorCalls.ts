import type { Company } from '../ledger/companies';
import { clockTime, duration, moment } from './time';
import { quoted } from './counted';

/** How the Web Connector calls, and what people are told of it. Pure. */

export type Calls = Pick<Company, 'name' | 'lastLoginAt' | 'refusedLoginAt'>;

/** The schedule in our .qwc files. A poll without work costs one look into Postgres; a short interval makes “sync” quick. */
export const pollEveryMinutes = 5;
const schedule = `every ${pollEveryMinutes} minutes`;
/** It counts from the end of its last update, and a PC has other things to do. */
const slackMs = 60_000;

/** When it calls again by that schedule; the person at the PC may have set another one. */
const nextCallBy = (last: Date): Date => new Date(last.getTime() + pollEveryMinutes * 60_000);

const isOverdue = (last: Date, now: Date): boolean => now.getTime() > nextCallBy(last).getTime() + slackMs;

/** Since it was let in last, somebody came as this company's Web Connector with a wrong password. */
const isShutOut = ({ lastLoginAt, refusedLoginAt }: Calls): boolean =>
  refusedLoginAt !== null && (lastLoginAt === null || refusedLoginAt > lastLoginAt);

const wrongPassword = ({ refusedLoginAt }: Calls): string =>
  `called at ${moment(refusedLoginAt)} with a wrong password and was not let in`;
const passwordCure = ({ name }: Calls): string =>
  `Enter the right one in the Web Connector beside Tieout; a new one: tieout company password ${quoted(name)}. ` +
  'After several failures nobody is let in for some minutes.';

const howToPoll =
  'On the computer with QuickBooks, start the Web Connector, tick Tieout and choose “Update Selected”, or tick Auto-Run';
const atOnce = '“Update Selected” in the Web Connector calls at once';

/** “at its next call, by 14:05:10”, or without a time where it has none to keep. */
export const atItsNextCall = ({ lastLoginAt }: Calls, now: Date): string =>
  lastLoginAt === null || isOverdue(lastLoginAt, now)
    ? 'at the Web Connector’s next call'
    : `at the Web Connector’s next call, by ${clockTime(nextCallBy(lastLoginAt))} (it calls ${schedule}; ${atOnce})`;

/** Said while nothing has come of a cycle yet. The same words until it calls, so that they are said once. */
export function waitingSentence(company: Calls, now: Date): string {
  const { lastLoginAt } = company;
  if (isShutOut(company)) return `The Web Connector ${wrongPassword(company)}. ${passwordCure(company)}`;
  if (lastLoginAt === null) return 'Waiting for the Web Connector, which has never called yet.';
  if (!isOverdue(lastLoginAt, now))
    return `Waiting for the Web Connector’s next call, by ${clockTime(nextCallBy(lastLoginAt))}: it calls ${schedule}; ${atOnce}.`;
  return `Waiting for the Web Connector, which should call ${schedule} and last did at ${moment(lastLoginAt)}. ${howToPoll}.`;
}

/** Why nothing came of a cycle when time was up, as far as it is the Web Connector's call that is missing. */
export function noCallSentence(cycle: number, company: Calls, now: Date): string {
  const { lastLoginAt } = company;
  const waits = `Cycle ${cycle} waits for the Web Connector`;
  if (isShutOut(company)) return `${waits}, which ${wrongPassword(company)}. ${passwordCure(company)}`;
  if (lastLoginAt === null)
    return `${waits}, which has never called. ${howToPoll}; if it was never added, open the .qwc file there.`;
  if (!isOverdue(lastLoginAt, now))
    return `${waits}’s next call, by ${clockTime(nextCallBy(lastLoginAt))}: it calls ${schedule}, and the time to wait was shorter (--timeout). The cycle runs then without this command; ${atOnce}.`;
  return `${waits}, which should call ${schedule} and has been silent for ${duration(now.getTime() - lastLoginAt.getTime())}, since ${moment(lastLoginAt)}. ${howToPoll}.`;
}

/** A fact in a list of facts. */
export function callsWords(company: Calls, now: Date): string {
  const { lastLoginAt } = company;
  if (isShutOut(company)) return wrongPassword(company);
  if (lastLoginAt === null) return 'has never called';
  const since = duration(now.getTime() - lastLoginAt.getTime());
  return isOverdue(lastLoginAt, now)
    ? `last called at ${moment(lastLoginAt)}, silent for ${since}`
    : `last called at ${moment(lastLoginAt)}, ${since} ago`;
}

/** Three polls. */
const silentAfterMs = 3 * pollEveryMinutes * 60_000;

/** What is wrong with its calls, for the doctor. @param lastCallAt in an open session, however long ago it signed in */
export function callTrouble(
  company: Calls,
  now: Date,
  lastCallAt: Date | undefined,
): { readonly sentence: string; readonly cure: string } | undefined {
  const { name, lastLoginAt } = company;
  if (isShutOut(company)) return { sentence: `It ${wrongPassword(company)}.`, cure: passwordCure(company) };
  if (lastLoginAt === null)
    return {
      sentence: 'Has never called.',
      cure:
        `Open the .qwc file on the computer with QuickBooks (again: tieout qwc ${quoted(name)}) and enter the password ` +
        `(a new one: tieout company password ${quoted(name)}).`,
    };
  const last = Math.max(lastLoginAt.getTime(), lastCallAt?.getTime() ?? 0);
  const silent = now.getTime() - last;
  if (silent <= silentAfterMs) return undefined;
  return {
    sentence: `Should call ${schedule}; last did at ${moment(new Date(last))}, silent for ${duration(silent)}.`,
    cure: 'On the computer with QuickBooks, see that the Web Connector runs, and Tieout and Auto-Run are ticked.',
  };
}
