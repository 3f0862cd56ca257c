import { randomUUID } from 'node:crypto';
import { createLog } from '../../src/log';

function written(work: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  work(createLog({ name: 'test', destination: { write: (line: string) => void (text += line) } }));
  return text;
}

describe('the log', () => {
  it.each(['password', 'ticket', 'sessionId', 'devKey', 'body'])('never shows a %s', (name) => {
    const text = written((log) =>
      log.info(
        { [name]: 'hush', request: { [name]: 'hush', deep: { [name]: 'hush' } } },
        'something happened',
      ),
    );
    expect(text).not.toContain('hush');
    expect(text).toContain('something happened');
  });

  it('names the Web Connector session, whose id opens nothing', () => {
    const sessionId = randomUUID();
    const entry = { companyId: 'c1', sessionId, request: { sessionId, ticket: 'hush' } };
    const line = written((log) => log.info(entry, 'a session is open'));
    expect(JSON.parse(line)).toMatchObject({ sessionId, request: { sessionId, ticket: '[removed]' } });
  });

  it('keeps ids, counts and codes', () => {
    expect(JSON.parse(written((log) => log.info({ company: 'c1', count: 3 }, 'read')))).toMatchObject({
      name: 'test',
      company: 'c1',
      count: 3,
      msg: 'read',
    });
  });

  it("shows an error's type, message and code, not what hangs on it", () => {
    const error = Object.assign(new Error('refused'), { code: '3140', request: { text: 'hush' } });
    const text = written((log) => log.error({ err: error }, 'failed'));
    expect(JSON.parse(text)).toMatchObject({ err: { type: 'Error', message: 'refused', code: '3140' } });
    expect(text).not.toContain('hush');
  });
});
