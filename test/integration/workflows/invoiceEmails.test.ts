import { forgetWorkflows } from '../../../src/processes/forgetWorkflows';
import { emailsWorkflowId } from '../../../src/workflows/messages';
import { held, openScene, until, type CompanyScene, type Scene } from './scene';

describe('the workflow of e-mails', () => {
  let scene: Scene;
  let company: CompanyScene;

  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene.stop());
  beforeEach(() => {
    company = scene.company();
    scene.jobs.sendEmails = async () => ({ waitMs: null });
  });

  const handle = () => scene.client.workflow.getHandle(emailsWorkflowId(company.id));
  const sendings = (): number => company.calls('sendEmails').length;

  test('ends when nothing waits, and begins again when somebody asks', async () => {
    await company.send('emailsAsked');
    await until('it began', () => sendings() === 1);
    await handle().result();
    await company.send('emailsAsked');
    await until('it began again', () => sendings() === 2);
    await handle().result();
    expect(company.story()).toEqual(['sendEmails', 'sendEmails']);
  });

  test('comes back after the wait, as often as it takes', async () => {
    scene.jobs.sendEmails = async () => ({ waitMs: sendings() < 3 ? 10 : null });
    await company.send('emailsAsked');
    await until('it is done', () => sendings() === 3);
    await handle().result();
    expect(sendings()).toBe(3);
  });

  test('what is asked for while it sends is not forgotten', async () => {
    const first = held();
    scene.jobs.sendEmails = async () => {
      if (sendings() === 1) await first.promise;
      return { waitMs: null };
    };
    await company.send('emailsAsked');
    await until('it sends', () => sendings() === 1);
    await company.send('emailsAsked');
    first.release();
    await until('it looks again', () => sendings() === 2);
    await handle().result();
  });

  test('is ended by a restored database', async () => {
    scene.jobs.sendEmails = async () => ({ waitMs: 3_600_000 });
    await company.send('emailsAsked');
    await until('it waits', () => sendings() === 1);
    await forgetWorkflows(scene.client, company.id);
    await expect(handle().result()).rejects.toThrow();
    expect((await handle().describe()).status.name).toBe('TERMINATED');
  });
});
