import { randomBytes } from 'node:crypto';
import { wrapMessageSet } from '../qbxml/envelope';
import type { QbxmlVersion } from '../qbxml/types';
import { QBXML_VERSIONS } from '../qbxml/types';
import type { ExchangeKind } from './states';

/** A set as it is handed out, with the ids that QuickBooks keeps its answer under. */
export interface Enveloped {
  readonly text: string;
  readonly messageSetId: string | null;
  readonly oldMessageSetId: string | null;
}

/**
 * Writes an exchange's envelope. A write gets its own id and lets QuickBooks forget the last set whose answer is
 * stored in Postgres; a check asks for the answer stored under its id and executes nothing; a read needs no ids.
 */
export function envelop(
  exchange: { readonly id: string; readonly kind: ExchangeKind; readonly messageSetId: string | null },
  inner: string,
  context: { readonly version: QbxmlVersion; readonly lastWriteSetId: string | null },
): Enveloped {
  const messageSetId = exchange.kind === 'write' ? newMessageSetId(exchange.id) : exchange.messageSetId;
  const oldMessageSetId = exchange.kind === 'write' ? context.lastWriteSetId : messageSetId;
  return {
    text: wrapMessageSet(inner, {
      version: context.version,
      onError: 'continueOnError',
      ...(messageSetId === null ? {} : { newMessageSetID: messageSetId }),
      ...(oldMessageSetId === null ? {} : { oldMessageSetID: oldMessageSetId }),
    }),
    messageSetId,
    oldMessageSetId,
  };
}

const hostQuestion = '<HostQueryRq requestID="0"></HostQueryRq>';

/** The last set of a session: QuickBooks forgets the last stored answer; without one it says who it is. */
export function closingSet(version: QbxmlVersion, lastWriteSetId: string | null): Enveloped {
  const onError = 'continueOnError';
  return {
    text:
      lastWriteSetId === null
        ? wrapMessageSet(hostQuestion, { version, onError })
        : wrapMessageSet('', { version, onError, oldMessageSetID: lastWriteSetId }),
    messageSetId: null,
    oldMessageSetId: lastWriteSetId,
  };
}

/** What the Web Connector normally tells by itself with the first sendRequestXML. */
export function guardQuestions(ownerId: string): Enveloped {
  const inner =
    hostQuestion +
    `<CompanyQueryRq requestID="1"><OwnerID>{${ownerId}}</OwnerID></CompanyQueryRq>` +
    '<PreferencesQueryRq requestID="2"></PreferencesQueryRq>';
  return {
    text: wrapMessageSet(inner, { version: QBXML_VERSIONS[0], onError: 'continueOnError' }),
    messageSetId: null,
    oldMessageSetId: null,
  };
}

const randomDigits = 6;
const longestId = 20;

/** Unique also when Postgres was restored from a backup and counts its exchanges again. */
export function newMessageSetId(exchangeId: string): string {
  const random = randomBytes(8)
    .readBigUInt64BE()
    .toString(36)
    .slice(-randomDigits)
    .padStart(randomDigits, '0');
  const id = `t${BigInt(exchangeId).toString(36)}${random}`;
  if (id.length > longestId) throw new Error(`the message set id ${id} is too long`);
  return id;
}

export function isQbxmlVersion(text: string | null): text is QbxmlVersion {
  return QBXML_VERSIONS.some((version) => version === text);
}
