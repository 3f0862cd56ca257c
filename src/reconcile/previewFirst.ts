/** Why cycles of a company that was accepted are previews again until the next one is accepted. */
export type PreviewBecause = 'receivables' | 'restoredFile' | 'restoredDatabase';

interface Words {
  /** The preview that waits, as in a sentence. */
  readonly title: string;
  /** What happened, as the beginning of a sentence. */
  readonly happened: string;
  /** The same as its time: “not accepted since …”. */
  readonly since: string;
}

const words: Readonly<Record<PreviewBecause, Words>> = {
  receivables: {
    title: 'the preview with receivables',
    happened: 'Receivables were switched on',
    since: 'receivables were switched on',
  },
  restoredFile: {
    title: 'the preview of the restored company file',
    happened: 'An older copy of the company file was accepted',
    since: 'an older copy of the company file was accepted',
  },
  restoredDatabase: {
    title: 'the preview after the restored database',
    happened: 'Tieout’s database was restored',
    since: 'Tieout’s database was restored',
  },
};

/** The preview that has to be accepted, as in a sentence. @param because null: the first one */
export const previewTitle = (because: PreviewBecause | null): string =>
  because === null ? 'the first preview' : words[because].title;

/** What made a preview necessary again, for the beginning of a sentence and for its middle. */
export const previewWords = (because: PreviewBecause): Pick<Words, 'happened' | 'since'> => words[because];
