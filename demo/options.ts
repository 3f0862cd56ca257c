/** What `npm run demo -- …` takes. */
export interface DemoOptions {
  /** End after the story instead of staying up. */
  readonly once: boolean;
  /** Where the result goes as JSON. */
  readonly jsonFile?: string;
  /** Keep everything in this folder; without it a temporary one is used and removed. */
  readonly dataFolder?: string;
  /** How slow the simulated books are: 1 as usual, 0 as fast as they can. */
  readonly pace: number;
}

export const usage = `npm run demo -- [--once] [--json FILE] [--data DIR] [--pace N]

  --once       end after the story; otherwise everything stays up for you to try, until Ctrl-C
  --json FILE  write what was shown to FILE
  --data DIR   keep databases, books and logs in DIR (default: a temporary folder, removed at the end)
  --pace N     how slow the simulated QuickBooks and Bill.com are (default 1, 0 is as fast as they can)`;

/** Something that is wrong with what was asked for. */
export class WrongUse extends Error {}

export function readOptions(args: readonly string[]): DemoOptions | 'help' {
  const values: { jsonFile?: string; dataFolder?: string } = {};
  let once = false;
  let pace = 1;
  const rest = [...args];
  const valueOf = (flag: string, inline: string | undefined): string => {
    const value = inline ?? rest.shift();
    if (value === undefined || value === '') throw new WrongUse(`${flag} needs a value.`);
    return value;
  };
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [flag = '', inline] = arg.split(/=(.*)/s);
    if (flag === '--help' || flag === '-h') return 'help';
    else if (flag === '--once') once = true;
    else if (flag === '--json') values.jsonFile = valueOf(flag, inline);
    else if (flag === '--data') values.dataFolder = valueOf(flag, inline);
    else if (flag === '--pace') {
      const value = valueOf(flag, inline);
      pace = Number(value);
      if (!(pace >= 0 && pace <= 100)) throw new WrongUse(`--pace was “${value}”; allowed: 0 to 100.`);
    } else throw new WrongUse(`The demo does not know “${arg}”.`);
  }
  return { once, pace, ...values };
}
