import * as http from 'node:http';
import { z } from 'zod';

/** A refusal of the request processor, as COM reports it. */
export interface Refusal {
  readonly hresult: string;
  readonly message: string;
}

/** What an application tells QuickBooks about itself on OpenConnection and BeginSession. */
export interface Application {
  readonly applicationName: string;
  readonly ownerID: string;
  readonly fileID: string;
  readonly isReadOnly: boolean;
  readonly personalDataPref: string;
  readonly unattendedModePref: string;
}

/** The QuickBooks process itself went away in the middle of a call. */
export const RPC_FAILED: Refusal = Object.freeze({
  hresult: '0x800706BE',
  message: 'The remote procedure call failed.',
});
/** QuickBooks could not be reached at all. */
export const CANNOT_START: Refusal = Object.freeze({
  hresult: '0x80040408',
  message: 'Could not start QuickBooks.',
});

const refusal = z.object({ hresult: z.string(), message: z.string().default('') });
const opened = z.object({ ticket: z.string(), companyFile: z.string() });
const processed = z.object({ response: z.string() });

/** The simulated QuickBooks over HTTP, in the place of the COM request processor. */
export class QuickBooksPort {
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor(private readonly base: URL) {}

  /** Opens a session to a company file; "" means the file that is open now. */
  async begin(companyFile: string, application: Application): Promise<z.infer<typeof opened> | Refusal> {
    const answer = await this.#post(
      '/session/begin',
      JSON.stringify({ companyFile, ...application }),
      CANNOT_START,
    );
    return 'hresult' in answer
      ? answer
      : (parse(opened, answer.body) ?? parse(refusal, answer.body) ?? CANNOT_START);
  }

  /** Runs one message set. A QuickBooks that dies meanwhile is a failed RPC: nobody knows what it did. */
  async process(ticket: string, qbxml: string): Promise<{ response: string } | Refusal> {
    const answer = await this.#post(
      `/session/${encodeURIComponent(ticket)}/process`,
      qbxml,
      RPC_FAILED,
      'text/xml',
    );
    if ('hresult' in answer) return answer;
    const unexpected = { hresult: '0x80040402', message: `Unexpected error. HTTP ${answer.status}` };
    return parse(processed, answer.body) ?? parse(refusal, answer.body) ?? unexpected;
  }

  /** Writes FileID and AppLock into the company file. False where QuickBooks has no such shortcut. */
  async stamp(
    ticket: string,
    values: { ownerID: string; fileID: string; machine: string; appLock: string; takesLock: boolean },
  ): Promise<boolean> {
    const path = `/session/${encodeURIComponent(ticket)}/stamp`;
    const answer = await this.#post(path, JSON.stringify(values), RPC_FAILED);
    return !('hresult' in answer) && answer.status < 300 && !parse(refusal, answer.body);
  }

  /** Ends the session; a QuickBooks that is gone has ended it already. */
  async end(ticket: string): Promise<void> {
    await this.#post(`/session/${encodeURIComponent(ticket)}/end`, '{}', RPC_FAILED);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(
    path: string,
    body: string,
    whenGone: Refusal,
    contentType = 'application/json',
  ): Promise<{ status: number; body: string } | Refusal> {
    return new Promise((resolve) => {
      const request = http.request(
        new URL(path.slice(1), this.base),
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'Content-Type': `${contentType}; charset=utf-8`,
            'Content-Length': Buffer.byteLength(body),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', () => resolve(whenGone));
          response.on('aborted', () => resolve(whenGone));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      request.on('error', () => resolve(whenGone));
      request.end(body);
    });
  }
}

function parse<T>(schema: z.ZodType<T>, body: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
