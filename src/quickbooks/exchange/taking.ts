import type { QbxmlAnswerOutline } from '../qbxml/types';
import type { Hresult } from '../webconnector/hresults';

/** What QuickBooks, or the Web Connector in its place, had to say. */
export type Taken =
  | { readonly kind: 'answer'; readonly text: string; readonly outline: QbxmlAnswerOutline }
  | { readonly kind: 'damaged'; readonly sentence: string }
  | { readonly kind: 'hresult'; readonly hresult: Hresult; readonly message: string };

/** What became of it. */
export type Outcome =
  /** More may be asked. */
  | { readonly kind: 'goesOn' }
  /** The session ended or is ending in order. */
  | { readonly kind: 'over' }
  /** The session ends with an error that getLastError tells. */
  | { readonly kind: 'failed' }
  /** The answer to the guard's own questions. */
  | { readonly kind: 'guard'; readonly hostAnswer: string }
  /** No ticket of ours. */
  | { readonly kind: 'unknown' };
