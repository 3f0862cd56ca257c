import { afterTold, afterWrite } from '../../../src/reconcile/applied';
import { record } from './samples';

/** What a write leaves behind when its answer came, and when its answer was lost and the record was found later. */
describe('after a write', () => {
  const create = {
    book: 'quickbooks' as const,
    fields: { name: 'Acme', active: true },
    sourceBase: { name: 'Acme', active: true, phone: null },
  };
  const found = record('Q1', 'Acme', { phone: '555-0100' });

  test('what its own answer holds is agreed on, also what the book filled in by itself', () => {
    expect(afterWrite(create, found, undefined, false)).toEqual({
      bases: {
        quickbooks: { name: 'Acme', active: true, phone: '555-0100' },
        billcom: { name: 'Acme', active: true, phone: null },
      },
      othersChanged: false,
    });
  });

  test('what a person added before a lost record was found is compared like any edit', () => {
    expect(afterWrite(create, found, undefined, true)).toEqual({
      bases: { quickbooks: { name: 'Acme', active: true }, billcom: { name: 'Acme', active: true } },
      othersChanged: true,
    });
  });

  test('what a person changed of a lost record before it was found is an edit of that book', () => {
    const renamed = record('Q1', 'Acme Tile', { phone: null });
    expect(afterWrite(create, renamed, undefined, true, ['name'])).toEqual({
      bases: {
        quickbooks: { name: 'Acme', active: true, phone: null },
        billcom: { name: 'Acme', active: true, phone: null },
      },
      othersChanged: true,
    });
  });

  test('a lost record that is as it was sent is agreed on whole', () => {
    const asSent = record('Q1', 'Acme', { phone: null });
    expect(afterWrite(create, asSent, undefined, true)).toEqual({
      bases: {
        quickbooks: { name: 'Acme', active: true, phone: null },
        billcom: { name: 'Acme', active: true, phone: null },
      },
      othersChanged: false,
    });
  });

  test('an edit of another field that came back with an update is compared next', () => {
    const update = { book: 'billcom' as const, fields: { fax: '2' }, sourceBase: { fax: '2' } };
    const before = record('B1', 'Acme', { fax: '1', phone: '1' });
    const readBack = record('B1', 'Acme', { fax: '2', phone: '3' });
    expect(afterWrite(update, readBack, before, false)).toEqual({
      bases: { quickbooks: { fax: '2' }, billcom: { fax: '2' } },
      othersChanged: true,
    });
  });
});

describe('after a person said what became of a write', () => {
  test('an update was written then, so that a later edit in either book is an edit', () => {
    const update = { book: 'quickbooks' as const, fields: { phone: '2' }, sourceBase: { phone: '2' } };
    expect(afterTold(update, record('Q1', 'Acme', { phone: '3' }), 'update')).toEqual({
      quickbooks: { phone: '2' },
      billcom: { phone: '2' },
    });
  });

  test('a record that is named for a create may be made by hand: only what is as sent is agreed on', () => {
    const create = {
      book: 'billcom' as const,
      fields: { name: 'Acme', phone: '1' },
      sourceBase: { name: 'Acme', phone: '1', fax: null },
    };
    expect(afterTold(create, record('B1', 'Acme', { phone: '9' }), 'create')).toEqual({
      quickbooks: { name: 'Acme', fax: null },
      billcom: { name: 'Acme', fax: null },
    });
  });
});
