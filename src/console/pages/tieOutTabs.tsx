import { capital } from '../../words/stepProgress';
import { sides, type Ledger } from '../../reconcile/tieout/sides';
import { Chip } from './chip';

/** What proves that the books agree: the sides of the books that this member sees, and what belongs to them. */
export const TieOutTabs = ({
  company,
  ledgers,
  shown,
}: {
  readonly company: string;
  readonly ledgers: readonly Ledger[];
  readonly shown: Ledger | 'bank' | 'recode';
}) => (
  <ul class="chips" aria-label="Parts of the proof">
    {ledgers.map((ledger) => (
      <Chip key={ledger} href={`/companies/${company}/tie-out?ledger=${ledger}`} isOn={ledger === shown}>
        {capital(sides[ledger].title)}
      </Chip>
    ))}
    <Chip href={`/companies/${company}/bank`} isOn={shown === 'bank'}>
      Bank and clearing
    </Chip>
    <Chip href={`/companies/${company}/recode`} isOn={shown === 'recode'}>
      To be recoded
    </Chip>
  </ul>
);
