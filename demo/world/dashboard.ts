import { block } from '../say';
import type { Tieout } from './tieout';

/** Somebody who signs in to the dashboard of the demo. */
export interface DemoUser {
  readonly email: string;
  readonly password: string;
}

/** An Administrator of every company that there is. */
export async function addDemoUser(tieout: Tieout): Promise<DemoUser> {
  const email = 'demo@example.com';
  const { password } = await tieout.run<{ password: string }>([
    ...['user', 'add', email, '--name', 'Demo', '--all-companies', '--role', 'Administrator', '--json'],
  ]);
  return { email, password };
}

/** Where the dashboard is, and how to sign in. */
export const sayDashboard = (url: string, { email, password }: DemoUser): void =>
  block(`Dashboard                  ${url}   sign in as ${email} with ${password}`);
