import { may } from '../../access/capabilities';
import type { ClosedTogether } from '../../words/guardView';
import type { Inside } from '../admission';

/** Lists that a book does not give: everything else is synced. It goes by itself once the book gives them. */
export const ClosedLists = ({
  by,
  lists: { sentence, cure, isPlan },
}: {
  readonly by: Inside;
  readonly lists: ClosedTogether;
}) => (
  <li>
    <span class="lamp warning" aria-hidden="true" />
    <div>
      <strong>Left alone</strong> <span class="hidden">(needs a look)</span> <span>{ended(sentence)}</span>
      <p class="hint">{ended(cure)}</p>
      {isPlan && (
        <p class="hint">
          If the organization has no accounts receivable, an Administrator{' '}
          {may(by.membership, 'seeSettings') ? (
            <a href={`/companies/${by.company.id}/settings#modes`}>switches receivables off</a>
          ) : (
            'switches receivables off'
          )}
          .
        </p>
      )}
    </div>
  </li>
);

const ended = (text: string): string => text.replace(/[.]?$/, '.');
