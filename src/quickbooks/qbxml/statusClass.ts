/** The shape of a status code's meaning. */

/**
 * - `done`: as asked.
 * - `warned`: done, with a remark; an Add or Mod **is saved** and must not be sent again (qbXML 500–999).
 * - `empty`: the query found nothing.
 * - `retry`: nothing happened; the same request may work later.
 * - `reread`: nothing happened; our knowledge is out of date: read again, merge, send once more, else hold.
 * - `refused`: nothing happened; this record must change before it can work.
 * - `hold`: nothing happened; something about the company, its books or its permissions must change first.
 * - `notProcessed`: never tried, because an earlier request failed; send it in a later set.
 * - `recovery`: about the stored answer of a message set, not about a record.
 * - `bug`: nothing happened; Tieout sent something wrong.
 */
export type StatusClass =
  'done' | 'warned' | 'empty' | 'retry' | 'reread' | 'hold' | 'refused' | 'notProcessed' | 'recovery' | 'bug';

export interface QbxmlStatus {
  readonly class: StatusClass;
  /** What happened, for a bookkeeper. Without QuickBooks' own text, which the caller may add. */
  readonly sentence: string;
  /** What can be done, and by whom. */
  readonly cure: string;
}

export type StatusCodes = Readonly<Record<number, QbxmlStatus>>;
