/** The qbXML language: requests out, answers in, and what QuickBooks' status codes mean. */
export { decodeAnswer, peekAnswer } from './decode';
export { encodeMessageSet, encodeRequests } from './encode';
export { wrapMessageSet } from './envelope';
export { excerptOf } from './excerpt';
export { QbxmlRefused, UnreadableAnswer, UnsupportedQuickBooks } from './errors';
export { decodeHostAnswer } from './host';
export { listDeletedQuery, listQuery } from './queries';
export type { ListQueryOptions, ListSelection } from './queries';
export { statusOf } from './status';
export type { QbxmlStatus, StatusClass } from './status';
export { QBXML_VERSIONS } from './types';
export type * from './types';
export { negotiateVersion } from './version';
