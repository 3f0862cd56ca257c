import {
  CLOSED_PERIOD_ADD_CODE,
  CODE_OF_CHANGED_PARTY,
  CODE_OF_DEPOSITED_PAYMENT,
  CODE_OF_MISSING_EMAIL,
  DUPLICATE_ACCOUNT_NUMBER_CODE,
  VOID_CODE,
} from './undocumented';

/** Why one request failed while its message set was well-formed: a statusCode with its sentence. */
export class StatusError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** Info below 500, Warn below 1000, Error from there on (qbxml.md §1). */
export function severityOf(code: number): 'Info' | 'Warn' | 'Error' {
  if (code < 500) return 'Info';
  return code < 1000 ? 'Warn' : 'Error';
}

export const STATUS_OK = { code: 0, message: 'Status OK' } as const;
export const NOTHING_FOUND = {
  code: 1,
  message: 'A query request did not find a matching object in QuickBooks',
} as const;

/** qbXML 500: some of the ids or names asked for do not exist; the others are in the answer. */
export function someNotFound(key: string) {
  return {
    code: 500,
    message:
      'The query request has not been fully completed. ' +
      `There was a required element ("${key}") that could not be found in QuickBooks.`,
  } as const;
}

const DEPOSITED =
  'This payment has been deposited. Its amount or account cannot be changed and it cannot be deleted: first remove it from the deposit.';

const because = (text: string) => `QuickBooks error message: ${text}`;

/** The refusals of the request processor, each in one place, with the real wording where one is known. */
export const refused = {
  internal: () => new StatusError(1000, 'There has been an internal error when processing the request.'),
  arranged: (code: number) => new StatusError(code, 'QuickBooks refuses this request.'),
  notSimulated: (what: string) =>
    new StatusError(
      1030,
      `This request is not supported: ${what} is not part of this simulated QuickBooks yet.`,
    ),
  badRequestId: (id: string) =>
    new StatusError(1060, `The request ID "${id}" is invalid, max is 50 characters.`),
  badDateRange: () => new StatusError(3020, 'The "from" date of the range is later than the "to" date.'),
  badNameRange: () => new StatusError(3031, 'The "from" name of the range comes after the "to" name.'),
  badValue: (value: string, field: string, text: string) =>
    new StatusError(
      3090,
      `There was an error when storing "${value}" in the "${field}" field.  ${because(text)}`,
    ),
  tooLong: (field: string, max: number) =>
    new StatusError(
      3070,
      `The string in the field "${field}" is too long. The maximum length is ${String(max)}.`,
    ),
  nameInUse: (name: string) =>
    new StatusError(3100, `The name "${name}" of the list element is already in use.`),
  accountNumberInUse: (number: string, byActive: boolean) =>
    new StatusError(
      DUPLICATE_ACCOUNT_NUMBER_CODE,
      `The account number "${number}" is already in use${byActive ? '' : ' by an inactive account'}.`,
    ),
  badArgument: (value: string, field: string) =>
    new StatusError(3110, `The argument "${value}" in the "${field}" field is invalid.`),
  notFound: (key: string) =>
    new StatusError(
      3120,
      `Object "${key}" specified in the request cannot be found.  ${because(
        'Invalid argument.  The specified record does not exist in the list.',
      )}`,
    ),
  parentNotFound: (parent: string) =>
    new StatusError(
      3130,
      `There is an invalid parent reference "${parent}".  ${because('The parent does not exist.')}`,
    ),
  badReference: (target: string, key: string, owner: string, text?: string) =>
    new StatusError(
      3140,
      `There is an invalid reference to QuickBooks ${target} "${key}" in the ${owner}.  ${because(
        text ?? 'Invalid argument.  The specified record does not exist in the list.',
      )}`,
    ),
  missing: (field: string) => new StatusError(3150, `There is a missing element: "${field}".`),
  notAllowedHere: (field: string, text: string) =>
    new StatusError(3153, `The element "${field}" is not allowed here. ${text}`),
  cannotDelete: (key: string, text: string) =>
    new StatusError(3160, `Cannot delete the object specified by the id = "${key}".  ${because(text)}`),
  cannotMerge: (name: string) =>
    new StatusError(
      3170,
      `There was an error when modifying the list element "${name}".  ${because(
        'Cannot merge list elements: the name is already in use by another element.',
      )}`,
    ),
  mergeRefused: (from: string, into: string, why: string) =>
    new StatusError(3500, `The list elements "${from}" and "${into}" cannot be merged.  ${because(why)}`),
  inUse: (name: string) =>
    new StatusError(
      3175,
      `There was an error when adding, modifying or deleting "${name}" because it is already in use.  ${because(
        'The list element is in use by another user.',
      )}`,
    ),
  saving: (list: string, name: string, text: string) =>
    new StatusError(
      3180,
      `There was an error when saving a ${list} list, element "${name}".  ${because(text)}`,
    ),
  staleEditSequence: (sequence: string) =>
    new StatusError(3200, `The provided edit sequence "${sequence}" is out-of-date.`),
  badEditSequence: (sequence: string) =>
    new StatusError(3205, `The provided edit sequence "${sequence}" is invalid.`),
  badCombination: (code: number, name: string) =>
    new StatusError(
      code,
      `There was an error when modifying the list element "${name}".  ${because(
        'The combination of values is not valid for this list element.',
      )}`,
    ),
  notProcessed: () =>
    new StatusError(3231, 'The request has not been processed because an earlier request failed.'),
  featureOff: (feature: string) =>
    new StatusError(
      3250,
      `This feature is not enabled or not available in this version of QuickBooks: ${feature}.`,
    ),
  personalData: (field: string) =>
    new StatusError(3261, `The application has no permission to access personal data ("${field}").`),
  readOnly: () => new StatusError(3263, 'The application has only read access to the company file.'),
  closedPeriod: (kind: string, doing: 'add' | 'mod' | 'del' | 'void') =>
    new StatusError(
      { add: CLOSED_PERIOD_ADD_CODE, mod: 3171, del: 3161, void: 3171 }[doing],
      `An attempt was made to ${doing === 'add' ? 'add' : doing === 'del' ? 'delete' : 'modify'} a ${kind} with a date that is on or before the closing date of the company.  ${because(
        'The date of this transaction is on or before the closing date.',
      )}`,
    ),
  wrongAccountType: (target: string, key: string, owner: string, type: string) =>
    refused.badReference(target, key, owner, `The account for this transaction must be of type ${type}.`),
  savingTransaction: (kind: string, text: string) =>
    new StatusError(3180, `There was an error when saving a ${kind}.  ${because(text)}`),
  notValid: (text: string) => new StatusError(3210, text),
  overpaid: () => new StatusError(3210, 'You cannot pay more than the amount due.'),
  overpaidInvoice: (amount: string) =>
    new StatusError(
      3210,
      `The "AppliedToTxnAdd payment amount" field has an invalid value "${amount}".  ${because(
        'You cannot pay more than the amount due.',
      )}`,
    ),
  deposited: (kind: string) =>
    new StatusError(
      CODE_OF_DEPOSITED_PAYMENT,
      `There was an error when saving a ${kind}.  ${because(DEPOSITED)}`,
    ),
  cannotDeleteDeposited: (id: string) => refused.cannotDelete(id, DEPOSITED),
  cannotVoidDeposited: (id: string) => refused.cannotVoid(id, DEPOSITED),
  noEmail: (kind: string) =>
    new StatusError(
      CODE_OF_MISSING_EMAIL,
      `There was an error when saving a ${kind}.  ${because(
        'The customer has no e-mail address, which is required for a transaction to be e-mailed.',
      )}`,
    ),
  overused: () => new StatusError(3210, 'You cannot apply more than the remaining amount of the credit.'),
  linkedTwice: (id: string) =>
    new StatusError(3177, `The transaction "${id}" cannot be linked more than once in one request.`),
  partyOfPaid: (field: string) =>
    new StatusError(
      CODE_OF_CHANGED_PARTY,
      `The "${field}" of a transaction that others are applied to cannot be changed.`,
    ),
  noPostingAccount: (type: string) =>
    new StatusError(3270, `There is no account of type ${type} in this company file to post to.`),
  linesOutOfOrder: () =>
    new StatusError(3290, 'The lines of the transaction are not in the order in which they are stored.'),
  notBalanced: () => new StatusError(3310, 'The debits and credits of the transaction are not in balance.'),
  cannotVoid: (id: string, text: string) =>
    new StatusError(VOID_CODE, `Cannot void the object specified by the id = "${id}".  ${because(text)}`),
  badCustomField: (name: string, object: string) =>
    new StatusError(3351, `The custom field "${name}" cannot be used with ${object}.`),
  tooManyIterators: () => new StatusError(3390, 'There are too many open iterators.'),
  badIterator: (id: string) => new StatusError(3391, `The iterator ID "${id}" is not valid.`),
} as const;
