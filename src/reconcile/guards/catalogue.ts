/** What can stop a company: one word each, in tables, on the screen and in the README's table of guards. */
export type GuardName =
  | 'file'
  | 'country'
  | 'version'
  | 'computer'
  | 'restored'
  | 'reach'
  | 'organization'
  | 'billcom'
  | 'massChange';

/** What ends a stop by itself. */
export type Lifted =
  /** A session that the company guard lets through: the right file on the right computer. */
  | 'sessionOpened'
  /** The opening set of a session, answered by a file that has what we saw last. */
  | 'openingRead'
  /** A complete reading of Bill.com. */
  | 'billcomRead'
  /** A plan that is no mass change any more. */
  | 'planned';

export interface Guard {
  /** What happened, as a heading. */
  readonly title: string;
  /** `everything`: no write to either book while it stands. `ownBook`: its book cannot be reached, the other goes on. */
  readonly stops: 'everything' | 'ownBook';
  readonly lifted: Lifted;
  /** What to do, for a bookkeeper. */
  readonly cure: string;
  /** The command that accepts it as it is, without the company's name. */
  readonly command?: string;
}

export const guards: Readonly<Record<GuardName, Guard>> = {
  file: {
    title: 'Another company file is open, or it was renamed',
    stops: 'everything',
    lifted: 'sessionOpened',
    cure: 'Open the right company file in QuickBooks; the Web Connector’s next update looks again. If the company was renamed, confirm the new name.',
    command: 'company renamed',
  },
  country: {
    title: 'The QuickBooks of another country',
    stops: 'everything',
    lifted: 'sessionOpened',
    cure: 'Open the company in the US edition of QuickBooks; the next update looks again.',
  },
  version: {
    title: 'A QuickBooks that is too old',
    stops: 'everything',
    lifted: 'sessionOpened',
    cure: 'Open the company in QuickBooks Desktop 2014 or later; the next update looks again.',
  },
  computer: {
    title: 'The Web Connector of a second computer',
    stops: 'everything',
    lifted: 'sessionOpened',
    cure: 'If the work has moved to that computer, accept it; if not, remove Tieout from its Web Connector.',
    command: 'company accept-computer',
  },
  restored: {
    title: 'An older copy of the company file (restored or copied)',
    stops: 'everything',
    lifted: 'openingRead',
    cure: 'Open the right file; the next update looks again. If the file was restored on purpose, accept it: the next cycle is a preview.',
    command: 'company file-restored',
  },
  reach: {
    title: 'QuickBooks or its file cannot be reached',
    stops: 'ownBook',
    lifted: 'sessionOpened',
    cure: 'Put it right in QuickBooks; the Web Connector’s next update looks again.',
  },
  organization: {
    title: 'Another Bill.com organization or user answers',
    stops: 'everything',
    lifted: 'billcomRead',
    cure: 'Enter the sync token of the right organization; if another user is meant, enter it again to confirm.',
    command: 'company billcom',
  },
  billcom: {
    title: 'Bill.com does not let us in (credentials, plan, permission)',
    stops: 'ownBook',
    lifted: 'billcomRead',
    cure: 'Put it right in Bill.com, or enter new credentials; Tieout tries again by itself.',
    command: 'company billcom',
  },
  massChange: {
    title: 'A cycle would change a large part of a list',
    stops: 'everything',
    lifted: 'planned',
    cure: 'Look at it with “tieout preview --last”. Accept it, or undo the edits that led to it; the next cycle looks again.',
    command: 'accept',
  },
};

const named = (fits: (guard: Guard) => boolean): readonly GuardName[] =>
  (Object.keys(guards) as GuardName[]).filter((name) => fits(guards[name]));

/** While one of these stands, nothing is written. */
export const blockingGuards = named((guard) => guard.stops === 'everything');

export const guardsLiftedBy = (event: Lifted): readonly GuardName[] =>
  named((guard) => guard.lifted === event);
