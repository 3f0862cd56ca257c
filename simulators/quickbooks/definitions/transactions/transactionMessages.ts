import { group, required, type Particle } from '../../language/contentModel';
import { readFields, type Fields } from '../../language/fields';
import { branch, child, childText, childTexts, type XmlElement } from '../../language/xmlTree';
import { answerQuery } from '../../processor/queryReply';
import type { Reply, RequestContext } from '../../processor/requestContext';
import { findTransactions } from '../../processor/transactions/findTransactions';
import { printTransaction } from '../../processor/transactions/printTransaction';
import {
  modifiedTransaction,
  newTransaction,
  type TransactionWrite,
} from '../../processor/transactions/write';
import { plainMessage, type MessageDefinition } from '../messageDefinition';
import { includeRetElement, ownerIDs } from '../parts';
import type { TransactionDefinition } from './transactionDefinition';

/** The messages that follow from a transaction's definition: Add, Mod and Query, as far as it has them. */
export function messagesOfTransaction(definition: TransactionDefinition): MessageDefinition[] {
  const { add, mod } = definition;
  return [
    ...(add ? [writeMessage(definition, 'Add', add, newTransaction)] : []),
    ...(mod ? [writeMessage(definition, 'Mod', mod, modifiedTransaction)] : []),
    queryMessage(definition),
  ];
}

function writeMessage(
  definition: TransactionDefinition,
  verb: 'Add' | 'Mod',
  model: readonly Particle[],
  write: (definition: TransactionDefinition, given: Fields, context: RequestContext) => TransactionWrite,
): MessageDefinition {
  const body = `${definition.kind}${verb}`;
  return plainMessage(
    `${body}Rq`,
    [required(group(body, model)), includeRetElement],
    'writes',
    (request, context) => {
      const given = readFields(child(request, body) as XmlElement, model);
      const { record, changes } = write(definition, given, context);
      if (!record) return { rets: creditOnly(definition, context), changes };
      const elements = childTexts(request, 'IncludeRetElement');
      const print = (after: RequestContext) =>
        printTransaction(record, definition, after, { lines: true, links: false, ownerIDs: [], elements });
      return { rets: [], changes, printAfterwards: (after) => [print(after)] };
    },
  );
}

/** A payment that moves no money makes no transaction; what the answer holds then, no source says. */
function creditOnly({ kind }: TransactionDefinition, { behaviour }: RequestContext): XmlElement[] {
  return behaviour.creditOnlyAnswer === 'nothing' ? [] : [branch(`${kind}Ret`, [])];
}

function queryMessage(definition: TransactionDefinition): MessageDefinition {
  const { model, takesOwnerID } = definition.query;
  const whole = [...model, includeRetElement, ...(takesOwnerID ? [ownerIDs] : [])];
  return {
    name: `${definition.kind}QueryRq`,
    model: whole,
    takesMetaData: true,
    takesIterator: true,
    writes: false,
    run: (request, context) => answer(definition, whole, request, context),
  };
}

function answer(
  definition: TransactionDefinition,
  model: readonly Particle[],
  request: XmlElement,
  context: RequestContext,
): Reply {
  const isWanted = (name: string) => ['true', '1'].includes(childText(request, name) ?? '');
  const hasSwitch = definition.query.model.some(
    (part) => part.kind === 'element' && part.name === 'IncludeLineItems',
  );
  const wanted = {
    lines: !hasSwitch || isWanted('IncludeLineItems'),
    links: isWanted('IncludeLinkedTxns'),
    ownerIDs: childTexts(request, 'OwnerID').map((owner) => owner.toUpperCase()),
    elements: childTexts(request, 'IncludeRetElement'),
  };
  const { transactions } = context.books;
  return answerQuery(
    {
      keys: ['TxnID', 'RefNumber', 'RefNumberCaseSensitive'],
      find: () => findTransactions(definition, request, readFields(request, model), context),
      keyOf: ({ kind, id }) => ({ list: kind, id }),
      byKey: ({ id }) => transactions.find(id),
      print: (records) => records.map((record) => printTransaction(record, definition, context, wanted)),
    },
    request,
    context,
  );
}
