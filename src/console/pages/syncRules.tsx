import { capital } from '../../words/stepProgress';
import { entityDefinitions } from '../../entities/registry';
import type { CompanyFacts } from '../../ledger/companyFacts';
import { conflictPolicy } from '../../ledger/settings';
import type { Inside } from '../admission';
import { labelOf } from '../views/settingGroups';
import { ownersOf, waysOf, type SyncTable } from '../views/syncRules';
import { navOf, Page } from './layout';
import { TableCard } from './tableCard';

/** What goes which way and which side owns what, by the company's settings. */
export const SyncRulesPage = ({ by, facts }: { readonly by: Inside; readonly facts: CompanyFacts }) => {
  const { company } = by;
  const definitions = entityDefinitions(company.settings);
  const mode = (twoWayBills: 'off' | 'on') => entityDefinitions({ ...company.settings, twoWayBills });
  const ways = waysOf(definitions, ({ name }) => conflictPolicy(company.settings, name));
  return (
    <Page title="What goes which way" person={by.person} company={navOf(by, facts)} tab="settings">
      <h1>What goes which way, and who owns what</h1>
      <p>
        By the settings of “{facts.name}”: 2-way bill sync is {company.settings.twoWayBills}, receivables are{' '}
        {company.settings.receivables}
        {company.settings.receivables === 'on' && ` (invoices from ${company.settings.receivablesSince} on)`},
        legacy status sync is {company.settings.legacyStatus}. Whatever does not go over is listed with its
        reason.
      </p>
      <h2 class="part">Which way</h2>
      <Rules label="What goes which way" table={ways} />
      <h2 class="part">Whose it is</h2>
      <Rules label="Which side owns what" table={ownersOf(mode('off'), mode('on'))} />
    </Page>
  );
};

const Rules = ({ label, table }: { readonly label: string; readonly table: SyncTable }) => (
  <TableCard label={label} columns={table.columns.map(capital)}>
    {table.rows.map(([first = '', ...rest]) => (
      <tr key={first}>
        <th scope="row">{capital(first)}</th>
        {rest.map((cell, index) => (
          <td key={index}>{inWords(cell)}</td>
        ))}
      </tr>
    ))}
  </TableCard>
);

/** Settings by their names on the page of settings. */
const inWords = (cell: string): string =>
  cell.replace(/`(\w+)`/g, (_all, name: string) => `“${labelOf(name as Parameters<typeof labelOf>[0])}”`);
