import type { HoldCause } from '../../reconcile/holds';

/** What kinds of holds there are, as a page groups them. Pure data. */

export interface CauseWords {
  /** A heading, as in “3 conflicts”. */
  readonly title: string;
  /** What happened to all of them, in one sentence. */
  readonly what: string;
  /** Who goes on: a person, or Tieout by itself when something else has happened; `nobody`: it is left so. */
  readonly waitsFor: 'person' | 'itself' | 'nobody';
}

export const causes: Readonly<Record<HoldCause, CauseWords>> = {
  conflict: {
    title: 'Changed in both books',
    what: 'Both books changed the same field, each in its own way. Say which value counts; everything else of the record goes on syncing.',
    waitsFor: 'person',
  },
  unknownOutcome: {
    title: 'Outcome unknown',
    what: 'The answer to a write was lost, so Tieout does not know whether the book has it. It is never written twice by guessing.',
    waitsFor: 'person',
  },
  possibleDuplicate: {
    title: 'Possible duplicates',
    what: 'A record of each book that may be the same thing. Until somebody says so, neither is made a second time.',
    waitsFor: 'person',
  },
  asksFirst: {
    title: 'Asked before it is made',
    what: 'Tieout can record these in the other book, and asks first.',
    waitsFor: 'person',
  },
  deleted: {
    title: 'Deleted in one book',
    what: 'One of two linked records was deleted or made void; the other was left as it is.',
    waitsFor: 'person',
  },
  refused: {
    title: 'Refused by the book',
    what: 'QuickBooks or Bill.com did not take these writes. Put right what it says, then try again.',
    waitsFor: 'person',
  },
  ourBug: {
    title: 'A fault of Tieout',
    what: 'Tieout got something wrong with these; everything else goes on. Please tell its support.',
    waitsFor: 'person',
  },
  cannotChange: {
    title: 'Changed where it cannot be synced from',
    what: 'A change on the side that does not own it, or that the other book does not take.',
    waitsFor: 'person',
  },
  notTakenBack: {
    title: 'Could not be taken back',
    what: 'Somebody wanted these taken back; since then the record was changed, or something depends on it. Say whether it is taken back as it is now.',
    waitsFor: 'person',
  },
  nameInUse: {
    title: 'Name in use',
    what: 'The name or number is taken by another record of the book.',
    waitsFor: 'person',
  },
  closedPeriod: {
    title: 'In a closed period',
    what: 'QuickBooks’ closing date is after the date of these documents.',
    waitsFor: 'person',
  },
  wrongAccount: {
    title: 'An account setting is wrong',
    what: 'An account that is chosen in Tieout’s settings does not do, so what would be posted with it waits.',
    waitsFor: 'person',
  },
  tooMuch: {
    title: 'More than is open',
    what: 'A payment, credit or change that comes to more or less than its bill or invoice lets it. Perhaps the same was entered twice. Look at both books; what to do stands with each.',
    waitsFor: 'person',
  },
  toMap: {
    title: 'Made in Bill.com: what does it stand for?',
    what: 'These use an item or a sub-customer that was made in Bill.com and never goes to QuickBooks. Choose once what it stands for there; all that waits for it then goes on.',
    waitsFor: 'person',
  },
  toPutRight: {
    title: 'To be put right first',
    what: 'Something in one of the books or in the settings keeps these. It stands with each of them; once it is put right, the next sync goes on.',
    waitsFor: 'person',
  },
  notAllowed: {
    title: 'Not allowed by the book',
    what: 'A plan, a role or a right in Bill.com or QuickBooks is missing. It goes on by itself when it is given.',
    waitsFor: 'person',
  },
  unreadable: {
    title: 'Could not be read',
    what: 'These records have something that Tieout does not understand.',
    waitsFor: 'person',
  },
  denied: {
    title: 'Denied after posting',
    what: 'Bill.com’s approvers denied these after they had been posted in QuickBooks.',
    waitsFor: 'person',
  },
  merged: {
    title: 'Merged in one book',
    what: 'Two records of one book became one; the other book still has two.',
    waitsFor: 'person',
  },
  waiting: {
    title: 'Waiting for another record',
    what: 'These go on by themselves, as soon as what they refer to is synced or what they wait for has happened.',
    waitsFor: 'itself',
  },
  locked: {
    title: 'Open at another desk',
    what: 'Somebody is editing these in QuickBooks; the next sync tries again.',
    waitsFor: 'itself',
  },
  ownerRule: {
    title: 'Left alone by a rule',
    what: 'The rules of what syncs which way leave these in their book.',
    waitsFor: 'nobody',
  },
  featureOff: {
    title: 'Turned off in QuickBooks',
    what: 'QuickBooks’ preferences do not have this feature on.',
    waitsFor: 'nobody',
  },
  foreignCurrency: {
    title: 'In a foreign currency',
    what: 'Records in another currency than US dollars stay in their book.',
    waitsFor: 'nobody',
  },
  beforeConnection: {
    title: 'From before the connection',
    what: 'Documents that were settled before the two books were connected.',
    waitsFor: 'nobody',
  },
  leftOut: {
    title: 'Left out by somebody',
    what: 'A person decided that these stay in their book.',
    waitsFor: 'nobody',
  },
  keptApart: {
    title: 'Kept apart by somebody',
    what: 'A person took back what Tieout had written. These stay apart until somebody releases them.',
    waitsFor: 'nobody',
  },
  otherAccount: {
    title: 'On another account',
    what: 'Documents on an account that is not the one that is synced.',
    waitsFor: 'nobody',
  },
  notCarried: {
    title: 'Not carried over in full',
    what: 'The other book has no room for a value; the rest of the record is synced.',
    waitsFor: 'nobody',
  },
  inactive: {
    title: 'Inactive',
    what: 'Inactive records without a twin are not made in the other book.',
    waitsFor: 'nobody',
  },
};

export const causeNames = Object.keys(causes) as HoldCause[];

/** The causes that wait for a person. */
export const needingCauses: readonly HoldCause[] = causeNames.filter(
  (cause) => causes[cause].waitsFor === 'person',
);
