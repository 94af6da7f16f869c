export const en = {
  title: 'Your account',
  intro: 'For who registered: the key is kept by the server, and you log in with a code that comes by e-mail.',
  email: 'E-mail address',
  askCode: 'Send me a code',
  asking: 'A code is being sent…',
  code: 'Code (six digits)',
  codeSent: 'If this address is registered, a code is on its way to it. It is valid for 5 minutes.',
  shownCode: (code: string) => `This is a demo, so here is the code: ${code}`,
  paymentCode:
    'For this payment the server wants another code. It is on its way to your e-mail address; send the payment with it.',
  logIn: 'Log in',
  loggingIn: 'You are being logged in…',
  otherEmail: 'Another address',
  logOut: 'Log out',
  wrongCode: 'This code is wrong or too old, or the address is not registered. Ask for a new one.',
  ended: 'Your session has ended. Log in again.',
  /** Before and behind the name. */
  loggedIn: ['You are logged in as ', '.'] as [string, string],
};

export type AccountMessages = typeof en;
