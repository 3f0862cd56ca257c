import type { Command } from 'commander';
import { z } from 'zod';
import type { BillcomConnection, BillcomUrls } from '../billcom';
import { billcomUrls } from '../billcom';
import { ask, askSecret, canAsk, readStandardInput } from './ask';
import { assertOrganizationId } from '../acts/connecting';
import { wrongUse } from '../words/problem';

/** The Bill.com side of `company add` and `company billcom`: where it is given, and that it works. */

export interface BillcomOptions {
  readonly billcom?: string;
  readonly billcomV2Url?: string;
  readonly billcomV3Url?: string;
  readonly organization?: string;
  readonly user?: string;
  readonly devKey?: string;
  readonly password?: string;
  readonly secretsStdin?: boolean;
}

export const addBillcomOptions = (command: Command): Command =>
  command
    .option('--billcom <environment>', 'Bill.com’s production or sandbox')
    .option('--billcom-v2-url <url>', 'another server that speaks Bill.com’s API v2 …')
    .option('--billcom-v3-url <url>', '… and its v3')
    .option('--organization <id>', 'Bill.com’s organization id (begins with 008)')
    .option('--user <name>', 'the name of an AP & AR sync token, or a user’s e-mail address')
    .option('--dev-key <key>', 'the developer key (better: TIEOUT_BILLCOM_DEV_KEY)')
    .option(
      '--password <text>',
      'the sync token’s value or the user’s password (better: TIEOUT_BILLCOM_PASSWORD)',
    )
    .option('--secrets-stdin', 'read {"devKey": …, "password": …} from standard input');

const secretsSchema = z.strictObject({
  devKey: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
});

/** Takes what flags, environment and standard input give; asks for the rest where there is a person. */
export async function givenConnection(
  options: BillcomOptions,
  known: Partial<BillcomConnection> = {},
): Promise<BillcomConnection> {
  const secrets = options.secretsStdin ? parseSecrets(await readStandardInput()) : {};
  const urls = await givenUrls(options, known);
  const organizationId = await needed(
    options.organization ?? known.organizationId,
    '--organization',
    'Bill.com’s organization id (begins with 008; in Bill.com under Settings → Sync & Integrations)',
    ask,
  );
  assertOrganizationId(organizationId);
  return {
    ...urls,
    organizationId,
    userName: await needed(
      options.user ?? known.userName,
      '--user',
      'the name of an AP & AR sync token, or a user’s e-mail address',
      ask,
    ),
    devKey: await needed(
      secrets.devKey ?? options.devKey ?? (process.env.TIEOUT_BILLCOM_DEV_KEY || known.devKey),
      '--dev-key (or TIEOUT_BILLCOM_DEV_KEY)',
      'Bill.com’s developer key',
      askSecret,
    ),
    password: await needed(
      secrets.password ?? options.password ?? (process.env.TIEOUT_BILLCOM_PASSWORD || undefined),
      '--password (or TIEOUT_BILLCOM_PASSWORD)',
      'the sync token’s value, or the user’s password',
      askSecret,
    ),
  };
}

/** A value from somewhere, else from a person, else an error that names the flag. */
export async function needed(
  value: string | undefined,
  flag: string,
  question: string,
  askFor: (question: string) => Promise<string>,
): Promise<string> {
  if (value !== undefined && value !== '') return value;
  const answer = canAsk() ? await askFor(`${question.charAt(0).toUpperCase()}${question.slice(1)}`) : '';
  if (answer !== '') return answer;
  throw wrongUse(
    `${flag} is missing: ${question}.`,
    'Give it, or run the command on a terminal to be asked for what is missing.',
  );
}

async function givenUrls(options: BillcomOptions, known: Partial<BillcomUrls>): Promise<BillcomUrls> {
  const { billcomV2Url: v2Url, billcomV3Url: v3Url } = options;
  if ((v2Url === undefined) !== (v3Url === undefined))
    throw wrongUse('--billcom-v2-url and --billcom-v3-url are given together.');
  if (options.billcom !== undefined && v2Url !== undefined)
    throw wrongUse('Give either --billcom or the two URLs, not both.');
  try {
    if (v2Url !== undefined && v3Url !== undefined) return billcomUrls({ v2Url, v3Url });
    if (options.billcom === undefined && known.v2Url !== undefined && known.v3Url !== undefined)
      return { v2Url: known.v2Url, v3Url: known.v3Url };
    return billcomUrls(
      await needed(options.billcom, '--billcom', 'Bill.com’s environment (production or sandbox)', ask),
    );
  } catch (error) {
    if (error instanceof TypeError) throw wrongUse(`${error.message}.`);
    throw error;
  }
}

function parseSecrets(text: string): z.infer<typeof secretsSchema> {
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw wrongUse('Standard input is not {"devKey": "…", "password": "…"}.');
  }
}
