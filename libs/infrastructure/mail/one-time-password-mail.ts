import { type CodePurpose, ONE_TIME_PASSWORD_TTL_MS } from '@app/identity';

export interface OneTimePasswordMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const WORDS: Record<CodePurpose, { subject: string; use: string; otherwise: string }> = {
  login: {
    subject: 'Your Mizan login code',
    use: 'Use this code to log in to Mizan:',
    otherwise: 'If you did not ask for it, ignore this mail: without the code nobody gets in.',
  },
  payment: {
    subject: 'Your Mizan payment code',
    use: 'Use this code to confirm a payment from your Mizan wallet:',
    otherwise:
      'If you are not making a payment, tell nobody the code. Somebody may be using your session: log in and log out everywhere.',
  },
};

/** The mail that brings a code. It holds no link, so that users do not learn to follow links in such mails. */
export function oneTimePasswordMail(code: string, purpose: CodePurpose): OneTimePasswordMail {
  const { subject, use, otherwise } = WORDS[purpose];
  const life = `It works once, within ${ONE_TIME_PASSWORD_TTL_MS / 60_000} minutes. Mizan never asks for it by phone or mail.`;
  const text = `${use}\n\n    ${code}\n\n${life}\n\n${otherwise}\n`;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f1;font-family:system-ui,sans-serif;color:#1d1d1b">
<div style="max-width:30em;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:20px">Mizan</h1>
<p>${use}</p>
<p style="margin:24px 0;font:600 32px/1 ui-monospace,monospace;letter-spacing:.2em">${code}</p>
<p>${life}</p>
<p style="color:#6b6b66">${otherwise}</p>
</div>
</body>
</html>
`;
  return { subject, text, html };
}
