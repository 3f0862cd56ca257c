import {
  amount,
  date,
  exactlyOneOf,
  flag,
  float,
  group,
  guid,
  ref,
  required,
  text,
  type Particle,
} from '../../language/contentModel';
import { refused } from '../../processor/status';
import { plainMessage, type MessageDefinition } from '../messageDefinition';
import { includeRetElement } from '../parts';
import { accountRef, appliedToTxnAdd, customerRef } from '../transactions/transactionParts';

/**
 * Messages that the parser already holds to their order, while what they do is not simulated yet: they are
 * answered with 1030 like all others that are missing. Whoever simulates one takes it from here.
 */
export const foreseenMessages: readonly MessageDefinition[] = [
  foreseen('ReceivePaymentAddRq', [
    required(customerRef),
    accountRef('ARAccountRef'),
    date('TxnDate'),
    text('RefNumber', 20),
    amount('TotalAmount'),
    float('ExchangeRate'),
    ref('PaymentMethodRef', ['PaymentMethod'], 31),
    text('Memo', 4095),
    accountRef('DepositToAccountRef'),
    guid('ExternalGUID'),
    exactlyOneOf(required(flag('IsAutoApply')), appliedToTxnAdd),
  ]),
];

function foreseen(name: string, body: readonly Particle[]): MessageDefinition {
  return notSimulated(name, [required(group(name.replace(/Rq$/, ''), body)), includeRetElement]);
}

function notSimulated(name: string, model: readonly Particle[]): MessageDefinition {
  return plainMessage(name, model, 'writes', () => {
    throw refused.notSimulated(name);
  });
}
