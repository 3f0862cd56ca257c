import type { Command } from 'commander';
import { addUserAdd } from './userAdd';
import { addUserDisable } from './userDisable';
import { addUserList } from './userList';
import { addUserMayConnect } from './userMayConnect';
import { addUserPassword } from './userPassword';
import { addUserRole } from './userRole';
import { addUserToken } from './userToken';

/** People who use the dashboard and the API. */
export function addUser(program: Command): void {
  const user = program
    .command('user')
    .summary('adds, lists and changes users of the dashboard')
    .description(
      'Users sign in to the dashboard and the API by their e-mail address. In each company they have a role (as in\n' +
        'Bill.com) and a plan; what those allow is in the README.',
    );
  addUserAdd(user);
  addUserList(user);
  addUserRole(user);
  addUserPassword(user);
  addUserMayConnect(user);
  addUserDisable(user);
  addUserToken(user);
}
