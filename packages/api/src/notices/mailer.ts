import { createTransport } from 'nodemailer'

/** A mail of ours: no personal data ever (CNF-2). It says that something waits, and links. */
export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  send(mail: Mail): Promise<void>
  /** The demo's mail catcher: the newest first, in memory; empty where mails really go out. */
  caught(): readonly (Mail & { at: string })[]
}

/** Through SMTP; or, without an address, into a catcher that the demo shows at /mail. */
export function openMailer(smtpUrl: string, from: string, clock: () => string): Mailer {
  if (smtpUrl) {
    const transport = createTransport(smtpUrl)
    return {
      send: async (mail) => void (await transport.sendMail({ from, ...mail })),
      caught: () => [],
    }
  }
  const caught: (Mail & { at: string })[] = []
  return {
    send: async (mail) => {
      caught.unshift({ ...mail, at: clock() })
      caught.length = Math.min(caught.length, 200)
    },
    caught: () => caught,
  }
}
