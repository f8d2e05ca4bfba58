import { createTransport } from 'nodemailer'

/** A mail of ours: no personal data ever (CNF-2). It says that something waits, and links. */
export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  send(mail: Mail): Promise<void>
  /** The demo's mail catcher: the newest first, in memory. There is none where mails go out, or are to go nowhere. */
  caught?: () => readonly (Mail & { at: string })[]
}

export function mailBySmtp(smtpUrl: string, from: string): Mailer {
  const transport = createTransport(smtpUrl)
  return { send: async (mail) => void (await transport.sendMail({ from, ...mail })) }
}

/** MAIL=off. */
export const noMail: Mailer = { send: async () => undefined }

/** For the demo and for tests, shown at /mail: there are live invitations in it. The newest `most` are kept: a demo may run for weeks. */
export function catchMail(clock: () => string, most = 200): Mailer & Required<Pick<Mailer, 'caught'>> {
  const caught: (Mail & { at: string })[] = []
  return {
    send: async (mail) => {
      caught.unshift({ ...mail, at: clock() })
      caught.length = Math.min(caught.length, most)
    },
    caught: () => caught,
  }
}
