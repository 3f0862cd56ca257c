import { capital, manyOf, oneOf } from '../../words/stepProgress';
import { bookTitle } from '../../entities/definition';
import type { Inside } from '../admission';
import { askWhoSeesAll, countHidden, wasPrefix, type SettingsPreview } from '../settingsActs';
import { labelOf, valueShown, type SettingName } from '../views/settingGroups';
import { hiddenFrom } from '../admission';
import { counted, many } from '../views/words';
import { Page } from './layout';
import { TableCard } from './tableCard';

/** How many records are shown; the counts have all. */
const shownAtMost = 50;

function writesOf(shown: number, unseen: number): string {
  if (shown + unseen === 0)
    return 'The next sync would write nothing, with the books as they were last read.';
  const changes = shown === 0 ? 'nothing that your plan shows' : many(shown, 'change');
  const more = unseen === 0 ? '' : `, and write ${many(unseen, 'record')} that your plan does not show`;
  return `With the books as they were last read, the next sync would ${shown === 0 ? 'change' : 'make'} ${changes}${more}.`;
}

/** What the next sync would do by settings that are not saved yet. */
export const SettingsPreviewPage = ({
  by,
  preview: { values, was, what, words },
}: {
  readonly by: Inside;
  readonly preview: SettingsPreview;
}) => {
  const { company, person, membership } = by;
  const hidden: readonly string[] = hiddenFrom(membership);
  const isShown = ({ entity }: { entity: string }): boolean => !hidden.includes(entity);
  const counts = (what?.document.counts ?? []).filter(isShown);
  const operations = (what?.document.operations ?? []).filter(isShown);
  const holds = (what?.holds ?? []).filter(isShown);
  const unseen = what ? countHidden(by, what) : 0;
  return (
    <Page
      title="What this would do"
      person={person}
      company={{ id: company.id, name: company.name, needs: 0, seesSettings: true }}
      tab="settings"
    >
      <h1>What this would do</h1>
      <section class="card">
        <dl>
          {Object.entries(values).map(([name, value]) => (
            <>
              <dt key={name}>{labelOf(name as SettingName)}</dt>
              <dd>{valueShown(name as SettingName, value)}</dd>
            </>
          ))}
        </dl>
        {words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {what && (
          <p>
            {writesOf(operations.length, unseen)}{' '}
            {holds.length > 0 && `${many(holds.length, 'record')} of those that are looked at would be held.`}{' '}
            Nothing has been changed yet.
          </p>
        )}
        {unseen > 0 && <p class="fault">Nobody saves what they cannot look at. {askWhoSeesAll(values)}</p>}
        <div class="controls">
          {unseen === 0 && (
            <form method="post" action={`/companies/${company.id}/settings`} class="act">
              <input type="hidden" name="_csrf" value={person.browser?.csrf ?? ''} />
              <input type="hidden" name="confirmed" value="yes" />
              {Object.entries(values).map(([name, value]) => (
                <input type="hidden" name={name} value={value} key={name} />
              ))}
              {Object.entries(was).map(([name, value]) => (
                <input type="hidden" name={`${wasPrefix}${name}`} value={value} key={name} />
              ))}
              <button class="primary">Save it</button>
            </form>
          )}
          <a class="button" href={`/companies/${company.id}/settings`}>
            Leave it as it was
          </a>
        </div>
      </section>
      {counts.length > 0 && (
        <TableCard
          label="Counts"
          columns={[
            'Kind',
            'new in QuickBooks',
            'new in Bill.com',
            'changed in QuickBooks',
            'changed in Bill.com',
            'linked',
            'held',
          ]}
        >
          {counts.map((each) => (
            <tr key={each.entity}>
              <th scope="row">{capital(manyOf(each.entity))}</th>
              {[
                each.createInQuickbooks,
                each.createInBillcom,
                each.updateInQuickbooks,
                each.updateInBillcom,
                each.link,
                each.held,
              ].map((count, index) => (
                <td class="number" key={index}>
                  {counted(count)}
                </td>
              ))}
            </tr>
          ))}
        </TableCard>
      )}
      {operations.length > 0 && (
        <TableCard label="Records" columns={['What', 'Record', 'Fields']}>
          {operations.slice(0, shownAtMost).map((each, index) => (
            <tr key={index}>
              <td>
                {capital(each.action)} in {bookTitle[each.book]}
              </td>
              <th scope="row">
                {oneOf(each.entity)} “{each.record}”
              </th>
              <td>
                {each.fields
                  .filter(({ words: { before, after } }) => before !== after)
                  .map(({ label, words: { before, after } }) =>
                    each.action === 'create'
                      ? `${label}: ${after}`
                      : `${label}: ${before || 'nothing'} → ${after || 'nothing'}`,
                  )
                  .join('; ')}
              </td>
            </tr>
          ))}
        </TableCard>
      )}
      {operations.length > shownAtMost && (
        <p class="hint">And {many(operations.length - shownAtMost, 'more change')}.</p>
      )}
    </Page>
  );
};
