/** What sentences say on a page: without the commands of the command line, which a page has buttons for. Pure. */

/**
 * A sentence or a cure as a page says it. What has no button is left to whoever runs Tieout, so that no page ever names a
 * command.
 */
export const onPage = (text: string): string =>
  replacements.reduce((said, [from, to]) => said.replace(from, to), text);

/** The rest of a sentence; a point within a word (Bill.com) does not end it. */
const rest = String.raw`(?:[^.]|\.(?=\w))*\.`;
/** A company as a command names it. */
const company = String.raw`(?:"[^"]*"|“[^”]*”|…|[\w./@-]+)`;

const replacements: readonly (readonly [RegExp, string])[] = [
  // Decisions: the buttons stand beside the sentence.
  [
    new RegExp(`Say whether they are the same: “tieout links --propose”${rest}`),
    'Say whether they are the same.',
  ],
  [new RegExp(`link them: “tieout links --propose”${rest}`), 'link them.'],
  [/“tieout resolve … --retry”/g, '“Try again”'],
  [/Say with “tieout resolve” which/g, 'Choose which'],
  [new RegExp(` with “tieout resolve”: --is names${rest}`, 'g'), ' here.'],
  [new RegExp(`([Oo])r say with “tieout resolve” ${rest}`, 'g'), '$1r choose here.'],
  [new RegExp(`says with “tieout resolve”: ${rest}`, 'g'), 'chooses here.'],
  [/: “tieout resolve” --[\w-]+(?: or --[\w-]+)?(?: [\w=]+)?([.;])/g, ': choose so here$1'],
  [/ ?\(“tieout resolve”[^)]*\)/g, ''],
  [/ with “tieout resolve”/g, ' here'],
  // Links, and what a record stands for: on the record's page.
  [/,? ?say so with “tieout links --link”/g, ', link the two here'],
  [/,? ?say with “tieout links --link” that the two are the same/g, ' link the two here'],
  [/,? and tell Tieout with “tieout links --link” that the two are the same/g, ', and link the two here'],
  [/“tieout links --link” links the two/g, 'link the two here'],
  [/[Ll]ink them with “tieout links --link”/g, 'link the two here'],
  [/a link is ended with “tieout links --unlink”/g, 'a link is ended on the record’s page'],
  [/“tieout links --unlink” ends that/g, 'the record’s page ends that'],
  [new RegExp(`Decide it with “tieout links”: ${rest}`), 'Say so among the pairs of “Needs you”.'],
  [/tieout links \S+ --propose lists them with their numbers\./g, '“Needs you” lists them.'],
  [/ ?with “tieout map”/g, ''],
  [/“tieout leave-out [^”]*” for (“[^”]+”) has/g, 'taking in $1 again has'],
  [/: “tieout leave-out [^”]*”/g, ': take it in again here'],
  [/“tieout leave-out … --undo” offers/g, 'Taking it in again offers'],
  // Settings: the hold leads to their place.
  [/(^|\. )“tieout company set … (\w+)=…”/g, '$1The setting “$2”'],
  [/(^|\. )“tieout company set … (\w+=[^”]+)”/g, '$1The setting “$2”'],
  [/“tieout company set … (\w+)=…”/g, 'the setting “$1”'],
  [/“tieout company set … (\w+=[^”]+)”/g, 'the setting “$1”'],
  [
    new RegExp(`tieout company set ${company} (\\w+)=(?:…|"[^"]*"|“[^”]*”|[^\\s;.]+)`, 'g'),
    'the setting “$1”',
  ],
  [/says so first: tieout company billcom-account .*$/, 'says so first, in the settings.'],
  // What a guard stopped: a part of the settings.
  [
    /(confirms the new name|accepts it) with “tieout company (?:renamed|accept-computer|file-restored)”/g,
    '$1 in the settings',
  ],
  [
    /Look at it with “tieout preview --last”; an Administrator lets exactly that go with “tieout accept”/g,
    'Look at its preview; an Administrator lets exactly that go there',
  ],
  [/ \(“tieout preview … --last”, “tieout accept”\)/g, ' (its preview)'],
  [/Look at it with “tieout preview --last”/g, 'Look at its preview'],
  // Where else to look.
  [/^Make (a new |)one: tieout preview .*$/g, '“Preview” on the company’s page makes $1one.'],
  [new RegExp(`: tieout (?:preview|accept|sync) ${company}(?: --\\w+)*$`), '.'],
  [/ ?\(“tieout (?:holds|status|doctor)[^”]*”(?: says what keeps it)?\)/g, ''],
  [/“tieout holds( …)?” (says|asks)/g, '“Needs you” $2'],
  [/what “tieout holds” asks/g, 'what “Needs you” asks'],
  [/[;:] (?:see )?“tieout holds” if it does not/g, '; see “Needs you” if it does not'],
  [/“tieout status” says how/g, 'the company’s page says how'],
  [/See how it stands: tieout emails .*$/g, 'The page of invoices to e-mail shows how it stands.'],
  [
    /; or sync them again, a preview comes first: the setting “receivables”/g,
    '; or switch receivables on in the settings, a preview comes first',
  ],
  [new RegExp(`tieout holds ${company} lists them with their ids\\.`, 'g'), '“Needs you” lists them.'],
  [/run “tieout sync” first/g, 'sync first'],
  [/“tieout undo” --with-dependants does so/g, 'choosing what depends on it too does so'],
  [/asks for its days: “tieout import [^”]*”/g, 'asks whoever runs Tieout for its days'],
  [/“tieout import” brings/g, 'whoever runs Tieout brings'],
  [/ with --(?:reject|accept|link)\b/g, ' here'],
  // Whatever else: who can.
  [/ ?\((?:again|a new one): tieout [^)]*\)/g, ''],
  [/“tieout [a-z][^”]*”/g, 'the command line (whoever runs Tieout)'],
  [/: tieout [a-z][^.;]*(?=$|[.;])/g, ' (whoever runs Tieout)'],
];
