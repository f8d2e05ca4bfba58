import { Advice } from '../advice.ts'
import type { Config } from '../config.ts'
import { mailBySmtp } from './mailer.ts'

/** One mail, sent as all others are. Gives what the relay answered. @throws Advice */
export async function tryMail({ SMTP_URL, MAIL_FROM }: Config, to: string): Promise<string> {
  if (SMTP_URL === '') throw new Advice('SMTP_URL is missing: smtp://user:password@host:587')
  const text = 'Alongside can send mail to this address. Nobody has to do anything.'
  const mail = { to, subject: 'A test of Alongside’s mail', text }
  const answer = await mailBySmtp(SMTP_URL, MAIL_FROM)
    .try(mail)
    .catch((error: Error & { code?: string; response?: string }) => {
      throw new Advice(
        `The mail was not taken (${error.code ?? error.name}): ${error.response ?? error.message}`,
      )
    })
  return `The relay took a mail to ${to}: ${answer}`
}
