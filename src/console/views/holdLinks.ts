import { otherBook } from '../../entities/definition';
import type { HeldRecordRow } from '../../ledger/heldRecords';
import { chooseHref, leavingHref, settingHref } from './hrefs';
import { settingNamed } from './settingGroups';

/** Where a hold is put right that no button of its own decides. Pure. */
export interface HoldLink {
  readonly href: string;
  readonly words: string;
  /** What going there takes. */
  readonly needs: 'decide' | 'seeSettings';
}

/** What the record stands for, which one is the same, or the setting that is wrong: as its cure says. */
export function linksOf(company: string, row: HeldRecordRow): HoldLink[] {
  const { entity, book, recordId: id } = row;
  return row.holds
    .filter(({ decided }) => !decided)
    .flatMap(({ cure, detail }): HoldLink[] => {
      const awaits = detail.awaits as
        { readonly entity: string; readonly id: string; readonly name: string } | undefined;
      if (row.cause === 'toMap' && awaits)
        return [
          {
            href: chooseHref(company, { ...awaits, book }, 'standsFor'),
            words: `Choose what “${awaits.name}” stands for`,
            needs: 'decide',
          },
        ];
      if (row.cause === 'ownerRule' && cure.includes('tieout map'))
        return [
          {
            href: chooseHref(company, { entity, book, id }, 'standsFor'),
            words: 'Choose what it stands for',
            needs: 'decide',
          },
        ];
      if (row.cause === 'leftOut')
        return [
          {
            href: leavingHref(company, { entity, book, id }),
            words: 'Take it in again',
            needs: 'decide',
          },
        ];
      const settings = [...cure.matchAll(/tieout company set … (\w+)=/g)].flatMap(
        ([, name = '']): HoldLink[] => {
          const label = settingNamed(name);
          return label === undefined
            ? []
            : [
                {
                  href: settingHref(company, name),
                  words: `Open the setting “${label}”`,
                  needs: 'seeSettings',
                },
              ];
        },
      );
      return [
        ...(cure.includes('tieout links --link')
          ? [
              {
                href: chooseHref(company, { entity, book, id }, 'twin'),
                words: `Say which one of ${otherBook(book) === 'billcom' ? 'Bill.com' : 'QuickBooks'} is the same`,
                needs: 'decide' as const,
              },
            ]
          : []),
        ...settings,
      ];
    })
    .filter(({ href }, index, all) => all.findIndex((each) => each.href === href) === index);
}
