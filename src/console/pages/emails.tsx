import { capabilities, may, oneOf as orList } from '../../access/capabilities';
import { capital } from '../../words/stepProgress';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { emailLists, type EmailListName } from '../../ledger/emailList';
import type { Inside } from '../admission';
import type { EmailRow } from '../views/emailRows';
import { recordHref } from '../views/hrefs';
import { amount, counted, many } from '../views/words';
import { Chip } from './chip';
import { ActButton, navOf, Page } from './layout';
import { Pager, type Paging } from './pager';
import { TableCard } from './tableCard';

interface EmailsProps {
  readonly by: Inside;
  readonly facts: CompanyFacts;
  readonly rows: readonly EmailRow[];
  readonly counts: Readonly<Record<EmailListName, number>>;
  readonly list: EmailListName;
  readonly search: string;
  /** Nothing is sent while receivables are off. */
  readonly isOff: boolean;
  /** What is on its way, and until when; '' when nothing is. */
  readonly sending: string;
  readonly paging: Paging;
  readonly said: string | undefined;
}

const titles: Readonly<Record<EmailListName, string>> = {
  open: 'Not sent yet',
  sent: 'Sent',
  all: 'All',
};

/** Invoices that are marked “Email Later” in QuickBooks: chosen here, e-mailed by Bill.com. */
export const EmailsPage = (props: EmailsProps) => {
  const { by, facts, rows, counts, list, search, paging, said, isOff } = props;
  const base = `/companies/${facts.id}/emails`;
  const maySend = may(by.membership, 'sendInvoices') && !isOff;
  return (
    <Page
      title={`Invoices to e-mail: ${facts.name}`}
      person={by.person}
      company={navOf(by, facts)}
      said={said}
    >
      <h1>Invoices to e-mail</h1>
      <p class="hint">
        Marked “Email Later” in QuickBooks. Bill.com sends them to the customer’s address, five a minute, when
        somebody asks for it here; QuickBooks’ mark stays as it is.
      </p>
      {isOff && (
        <p class="fault">
          Invoices are left alone: receivables are switched off. Send them in Bill.com by hand, or have the
          setting “receivables” switched on; a preview comes first.
        </p>
      )}
      <div data-live={`${base}/live`}>
        <p id="live-sending" role="status">
          <span>{props.sending}</span>
        </p>
        <ul class="chips" aria-label="Which invoices">
          {emailLists.map((each) => (
            <Chip
              key={each}
              href={`${base}?list=${each}&q=${encodeURIComponent(search)}`}
              isOn={each === list}
            >
              {titles[each]} {counted(counts[each])}
            </Chip>
          ))}
        </ul>
        <form method="get" action={base} class="filters" role="search">
          <label for="q">Number or customer</label>
          <input id="q" name="q" type="search" value={search} maxLength={80} />
          <input type="hidden" name="list" value={list} />
          <button class="plain">Find</button>
          {search !== '' && <a href={`${base}?list=${list}`}>Show all of them</a>}
        </form>
        {rows.length === 0 ? (
          <section class="card empty">
            <p>{emptyWords(props)}</p>
          </section>
        ) : (
          <>
            {maySend && <Sending {...props} />}
            {!maySend && !isOff && <p class="hint">Sent by: {orList(capabilities.sendInvoices.roles)}.</p>}
            <TableCard
              label="Invoices to e-mail"
              caption={many(paging.total, 'invoice')}
              columns={[
                'Invoice',
                'Customer and address',
                <span class="number">Amount</span>,
                'How it stands',
              ]}
            >
              {rows.map((row) => (
                <Row key={row.email.quickbooksId} {...props} row={row} maySend={maySend} />
              ))}
            </TableCard>
          </>
        )}
        <Pager paging={paging} what={(count) => many(count, 'invoice')} />
        <p class="hint" id="live-state" role="status" hidden>
          Live updates are interrupted; they go on by themselves.
        </p>
      </div>
    </Page>
  );
};

function emptyWords({ list, search }: Pick<EmailsProps, 'list' | 'search'>): string {
  if (search !== '') return 'None of these invoices has that number or customer.';
  if (list === 'sent') return 'No invoice was e-mailed yet.';
  return 'No invoice waits to be e-mailed. Mark one in QuickBooks (Email Later on its Main tab); the next sync brings it here.';
}

/** The boxes of the rows belong to this form. */
const Sending = ({ by, facts, rows, counts, search }: EmailsProps) => {
  const csrf = by.person.browser?.csrf ?? '';
  const action = `/companies/${facts.id}/emails`;
  const canSend = rows.filter((row) => row.canSend).length;
  if (canSend === 0) return null;
  return (
    <div class="controls">
      <form method="post" action={action} id="send">
        <input type="hidden" name="_csrf" value={csrf} />
        <button class="primary">Send those that are ticked</button>
      </form>
      {search === '' && counts.open > 1 && (
        <ActButton action={action} csrf={csrf} fields={{ all: 'yes', open: String(counts.open) }}>
          Of all {counted(counts.open)} send those that can be sent
        </ActButton>
      )}
    </div>
  );
};

const nameOf = ({ number, customer }: EmailRow['email']): string =>
  `invoice ${number ?? 'without a number'} of ${customer ?? 'its customer'}`;

/** The part of a row that changes while its invoice is sent, by this id. */
export const standingId = ({ email }: EmailRow): string => `live-email-${email.quickbooksId}`;

const Row = ({ by, facts, row, maySend }: EmailsProps & { row: EmailRow; maySend: boolean }) => {
  const { email, canSend } = row;
  const { quickbooksId, number, customer, address, total } = email;
  const name = nameOf(email);
  return (
    <tr>
      <th scope="row">
        {maySend && canSend && (
          <input
            type="checkbox"
            name="invoices"
            value={quickbooksId}
            form="send"
            aria-label={`Send ${name}`}
          />
        )}{' '}
        <a href={recordHref(facts.id, { entity: 'invoice', book: 'quickbooks', id: quickbooksId })}>
          {number ?? 'no number'}
        </a>
      </th>
      <td>
        {customer ?? '–'}
        <div class="hint">{address ?? 'no address'}</div>
      </td>
      <td class="number">{total === null ? '–' : amount(total)}</td>
      <td id={standingId(row)}>
        <Standing by={by} facts={facts} row={row} maySend={maySend} />
      </td>
    </tr>
  );
};

/** How one stands, and what can be done about it. */
export const Standing = ({
  by,
  facts,
  row: { email, sentence, cure, canSendAgain },
  maySend,
}: Pick<EmailsProps, 'by' | 'facts'> & { readonly row: EmailRow; readonly maySend: boolean }) => {
  const { quickbooksId } = email;
  const name = nameOf(email);
  const csrf = by.person.browser?.csrf ?? '';
  const action = `/companies/${facts.id}/emails`;
  return (
    <>
      {capital(sentence)}
      {sentence.endsWith('.') ? '' : '.'}
      {cure !== '' && <p class="hint">{cure}</p>}
      {maySend && (canSendAgain || email.state === 'unclear') && (
        <div class="controls">
          {email.state === 'unclear' && (
            <ActButton
              action={`${action}/${encodeURIComponent(quickbooksId)}/went-out`}
              csrf={csrf}
              label={`It was sent: ${name}`}
            >
              It was sent
            </ActButton>
          )}
          {canSendAgain && (
            <ActButton
              action={action}
              csrf={csrf}
              fields={{ invoices: quickbooksId, again: 'yes' }}
              label={`Send once more: ${name}`}
            >
              Send once more
            </ActButton>
          )}
        </div>
      )}
    </>
  );
};
