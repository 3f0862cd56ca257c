/** What keeps a request from being answered as asked: each is a sentence for people, with the status of its answer. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
  constructor(
    readonly status: number,
    sentence: string,
    readonly cure = '',
  ) {
    super(sentence);
  }
}

/** It does not exist, or is another company's: nobody can tell which. */
export class NotThere extends Fault {
  override readonly name = 'NotThere';
  constructor() {
    super(404, 'There is no such page.', 'It may have moved, or it is not one of yours.');
  }
}

/** Nobody is signed in. Pages lead to the sign-in. */
export class SignedOut extends Fault {
  override readonly name = 'SignedOut';
  constructor() {
    super(401, 'You are not signed in.', 'Sign in, or send a token as “Authorization: Bearer …”.');
  }
}

/** Outside of the role, the plan or the token's scopes. */
export class Refused extends Fault {
  override readonly name = 'Refused';
  constructor(sentence: string, cure = '') {
    super(403, sentence, cure);
  }
}

/** The password is asked for again first. @param backTo the page to go on with */
export class ConfirmFirst extends Fault {
  override readonly name = 'ConfirmFirst';
  constructor(readonly backTo: string) {
    super(
      403,
      'This is not easily taken back, so your password is asked for once more.',
      'Give it on the page /confirm, then do it again. A token cannot do this.',
    );
  }
}
