import type { Fields } from '../language/fields';
import type { DataExtDefinition, DataExtValue, DeletedEntry, ListRecord, StoredAnswer } from './records';
import type { DeletedTransaction, TransactionLink, TransactionRecord } from './transactions';

/** What one commit may do to a company file. The journal is a sequence of commits. */
export type Change =
  | { readonly do: 'put'; readonly record: ListRecord }
  | { readonly do: 'drop'; readonly list: string; readonly id: string }
  | { readonly do: 'putTransaction'; readonly record: TransactionRecord }
  | { readonly do: 'dropTransaction'; readonly id: string }
  | { readonly do: 'noteTransactionDeleted'; readonly entry: DeletedTransaction }
  | { readonly do: 'link' | 'unlink'; readonly link: TransactionLink }
  | { readonly do: 'noteDeleted'; readonly entry: DeletedEntry }
  | { readonly do: 'setCompany'; readonly fields: Fields }
  | { readonly do: 'setPreferences'; readonly fields: Fields }
  | { readonly do: 'setCompanyDataExt'; readonly values: readonly DataExtValue[] }
  | { readonly do: 'defineDataExt'; readonly definition: DataExtDefinition }
  | { readonly do: 'storeAnswer'; readonly answer: StoredAnswer }
  | { readonly do: 'forgetAnswer'; readonly id: string }
  | { readonly do: 'forgetAllAnswers' };
