/**
 * Bill.com's error codes and what each means for us: the one catalogue. The same codes serve v2 and v3.
 * Sources: reference/billcom.md §3.3 and the vendor's public pages "Common API error codes" and "Error codes list";
 * the complete list (over 500) comes from `Errors.json` of the sandbox. Codes that are not here are `data`:
 * Bill.com read the request and refused it, which no repetition changes.
 */

export type Reaction =
  | 'auth'
  | 'authPermanent'
  | 'otherIdentity'
  | 'permission'
  | 'throttle'
  | 'data'
  | 'notFound'
  | 'outage'
  | 'unknownOutcome'
  | 'bug';

/** Bill.com's roles, the person who runs Tieout, or nobody: it cures itself. */
export type CureBy = 'Administrator' | 'Accountant' | 'operator' | 'nobody';

export interface CodeEntry {
  readonly reaction: Reaction;
  readonly sentence: string;
  readonly cure: string;
  readonly whoCanDoIt: CureBy;
}

export const sessionEnded = 'BDC_1109';
export const hourlyLimit = 'BDC_1144';
export const tooManyAtOnce = 'BDC_1322';
export const systemError = 'BDC_1001';

const credentials = (sentence: string, cure: string): CodeEntry => ({
  reaction: 'authPermanent',
  sentence,
  cure,
  whoCanDoIt: 'Administrator',
});

const refused = (sentence: string, cure: string): CodeEntry => ({
  reaction: 'data',
  sentence,
  cure,
  whoCanDoIt: 'Accountant',
});

const ourFault = (sentence: string): CodeEntry => ({
  reaction: 'bug',
  sentence,
  cure: 'Send this message to the people who run Tieout; the record waits until it is corrected.',
  whoCanDoIt: 'operator',
});

const newCredentials =
  'Create a new sync token in Bill.com (Settings, Sync & Integrations) and enter it here.';

export const errorCodes: Readonly<Record<string, CodeEntry>> = {
  BDC_1001: {
    reaction: 'outage',
    sentence: 'Bill.com reported a system error.',
    cure: 'Tieout tries again by itself.',
    whoCanDoIt: 'nobody',
  },
  BDC_1002: refused(
    'Bill.com did not understand the record.',
    'Look at the fields that the message names; unusual characters or an over-long text are the usual reason.',
  ),
  BDC_1101: credentials('Bill.com does not accept the user name or the password.', newCredentials),
  BDC_1102: credentials(
    'Bill.com does not accept the developer key.',
    'Enter the developer key of this environment; sandbox and production have different ones.',
  ),
  BDC_1103: credentials('The developer key is switched off.', 'Ask Bill.com to switch the developer key on.'),
  BDC_1104: credentials(
    'The developer terms have not been accepted for this developer key.',
    'Accept the developer terms in Bill.com.',
  ),
  BDC_1105: credentials(
    'This organization has no access to the Bill.com API.',
    'Ask Bill.com for API access for this organization; not every plan has it.',
  ),
  BDC_1106: credentials(
    'This organization belongs to another Bill.com partner than the developer key.',
    'Use a developer key of the partner that the organization belongs to.',
  ),
  BDC_1107: credentials(
    'Bill.com has locked this organization.',
    'Ask Bill.com why the organization is locked.',
  ),
  BDC_1109: {
    reaction: 'auth',
    sentence: 'Bill.com ended our session, and signing in again did not help.',
    cure: 'Tieout tries again by itself; if it stays so, create a new sync token.',
    whoCanDoIt: 'Administrator',
  },
  BDC_1110: credentials(
    'Bill.com has locked this sign-in.',
    'Unlock the user in Bill.com, or use a sync token.',
  ),
  BDC_1111: credentials('The Bill.com user is not active.', 'Make the user active, or use a sync token.'),
  BDC_1113: {
    reaction: 'auth',
    sentence: 'Bill.com could not sign us in.',
    cure: 'Tieout tries again by itself; if it stays so, create a new sync token.',
    whoCanDoIt: 'Administrator',
  },
  BDC_1123: credentials(
    'Bill.com does not know this organization id.',
    'Copy the organization id from Bill.com (Settings, Organization); it begins with 008.',
  ),
  BDC_1108: ourFault('Bill.com misses a parameter in our request.'),
  BDC_1114: ourFault('Bill.com does not know the kind of record in our request.'),
  BDC_1115: ourFault('Bill.com does not know the operation in our request.'),
  BDC_1116: ourFault('Bill.com does not offer this operation for this kind of record.'),
  BDC_1117: refused(
    'Something that Bill.com needs for this record is empty.',
    'Fill in the field and sync again.',
  ),
  BDC_1118: ourFault('Our request names two different kinds of record.'),
  BDC_1119: refused('Bill.com does not accept the value of a field.', 'Correct the field and sync again.'),
  BDC_1120: {
    reaction: 'notFound',
    sentence: 'Bill.com found nothing.',
    cure: 'Nothing needs to be done if the record was deleted there.',
    whoCanDoIt: 'nobody',
  },
  BDC_1121: ourFault('Bill.com does not offer the call that we made.'),
  BDC_1122: ourFault('Bill.com could not read our request.'),
  BDC_1124: ourFault('A field in our request has the wrong type.'),
  BDC_1128: ourFault('Bill.com does not list this kind of record.'),
  BDC_1129: ourFault('Bill.com does not accept a parameter of our request.'),
  BDC_1130: ourFault('Bill.com does not filter by this field.'),
  BDC_1131: ourFault('Bill.com does not know this filter operator.'),
  BDC_1143: refused(
    'Bill.com does not accept this record as it is.',
    'Correct what the message names; a text that is too long or a number used twice are the usual reasons.',
  ),
  BDC_1144: {
    reaction: 'throttle',
    sentence: 'The hourly number of calls to Bill.com is used up.',
    cure: 'Tieout goes on by itself at the next full hour.',
    whoCanDoIt: 'nobody',
  },
  BDC_1145: {
    // Per kind of record and call: one user that creates bills was refused reading them; also for classes that are not in use.
    reaction: 'permission',
    sentence: 'Bill.com does not let Tieout’s user do this.',
    cure: 'An Administrator gives Tieout’s user or sync token the right to it in Bill.com (Settings, Users), or renews the plan that includes it; the next sync then goes on by itself.',
    whoCanDoIt: 'Administrator',
  },
  BDC_1151: refused('Bill.com cannot pay this online.', 'Pay it another way in Bill.com.'),
  BDC_1171: refused(
    'Bill.com already has an invoice with this number.',
    'Give one of the two another number.',
  ),
  BDC_1205: {
    reaction: 'notFound',
    sentence: 'Bill.com no longer has this record.',
    cure: 'Nothing needs to be done if it was deleted there; otherwise check that the organization is the right one.',
    whoCanDoIt: 'Accountant',
  },
  BDC_1322: {
    reaction: 'throttle',
    sentence: 'Too many programs are calling Bill.com for this organization at once.',
    cure: 'Tieout goes on by itself in a few seconds.',
    whoCanDoIt: 'nobody',
  },
  BDC_1356: {
    reaction: 'permission',
    sentence: 'Bill.com wants a second factor for this, which a program cannot give.',
    cure: 'Do this step in Bill.com.',
    whoCanDoIt: 'Administrator',
  },
  BDC_1361: {
    reaction: 'permission',
    sentence: 'Bill.com allows this only in a session that a person has confirmed.',
    cure: 'Do this step in Bill.com.',
    whoCanDoIt: 'Administrator',
  },
};

/** A write whose answer never came, or came unreadable. */
export const answerLost: CodeEntry = {
  reaction: 'unknownOutcome',
  sentence: 'The answer to this change did not arrive, so it is not known whether Bill.com has made it.',
  cure: 'Tieout looks in Bill.com before it does anything else with this record.',
  whoCanDoIt: 'nobody',
};

/** No answer, or none that can be used, and nothing that could have been changed. */
export const unreachable: CodeEntry = {
  reaction: 'outage',
  sentence: 'Bill.com cannot be reached at the moment.',
  cure: 'Tieout tries again by itself; status.bill.com tells whether it is down.',
  whoCanDoIt: 'nobody',
};

/** Our own rule: a company leaves the others of its developer key their part of the hour (fairShare.ts). */
export const shareUsedUp: CodeEntry = {
  reaction: 'throttle',
  sentence: 'This company has used its share of the calls that the developer key has this hour.',
  cure: 'Tieout goes on by itself as calls become free.',
  whoCanDoIt: 'nobody',
};

/** Our own rule: two calls at once per organization. */
export const slotsTaken: CodeEntry = {
  reaction: 'throttle',
  sentence: 'Two other calls to this Bill.com organization are still under way.',
  cure: 'Tieout tries again by itself.',
  whoCanDoIt: 'nobody',
};

/** Bill.com's limit, kept by us or told by Bill.com with the code of the hourly one (billcom.md §2). */
export const emailsAMinute: CodeEntry = {
  reaction: 'throttle',
  sentence: 'Bill.com sends 5 e-mails a minute for all organizations of a developer key.',
  cure: 'The others follow by themselves.',
  whoCanDoIt: 'nobody',
};

/** Something answers at the address, but not Bill.com's API. */
export const wrongAddress: CodeEntry = {
  reaction: 'outage',
  sentence: 'There is no Bill.com API at this address.',
  cure: 'Check the address of the environment; otherwise Tieout tries again by itself.',
  whoCanDoIt: 'operator',
};

/** Refused on the way (HTTP 403 without a code of Bill.com's). */
export const notAllowed: CodeEntry = {
  reaction: 'permission',
  sentence: 'Bill.com does not allow this call.',
  cure: 'Check the role of Tieout’s user or token in Bill.com, and its plan; the next sync then goes on by itself.',
  whoCanDoIt: 'Administrator',
};

/** Any other refusal without a code of Bill.com's. */
export const badRequest: CodeEntry = ourFault('Bill.com refused our request.');

/** For codes that the catalogue does not hold. */
export const unknownCode: CodeEntry = refused(
  'Bill.com refused this.',
  'Correct what the message names and sync again.',
);
