import type { Transporter } from 'nodemailer'

/** A mail of ours: no personal data ever (CNF-2). It says that something waits, and links. */
export interface Mail {
  to: string
  subject: string
  text: string
  /** The invitation that it carries: whoever sent it is told where it was given up. */
  offer?: { partnershipId: string; offerId: string }
}

export interface Mailer {
  send(mail: Mail): Promise<void>
  /** Gives the relay's answer, where mails go to one. @throws what the relay, or the way to it, said */
  try?: (mail: Mail) => Promise<string>
  /** The demo's mail catcher: the newest first, in memory. There is none where mails go out, or are to go nowhere. */
  caught?: () => readonly (Mail & { at: string })[]
}

export function mailBySmtp(smtpUrl: string, from: string): Mailer & Required<Pick<Mailer, 'try'>> {
  let transport: Transporter | undefined
  async function send({ to, subject, text }: Mail): Promise<string> {
    // Loaded with the first mail: a replica that sends none has no need of it.
    const { createTransport } = await import('nodemailer')
    transport ??= createTransport({ url: smtpUrl, requireTLS: !isHere(smtpUrl) })
    const { response } = await transport.sendMail({ from, to, subject, text })
    return response ?? ''
  }
  return {
    send: async (mail) => void (await send(mail)),
    try: send,
  }
}

/** A relay on this very machine: what it is told leaves no cable. To every other one it goes over TLS or not at all. */
const isHere = (smtpUrl: string) =>
  ['localhost', '127.0.0.1', '[::1]'].includes(URL.parse(smtpUrl)?.hostname ?? '')

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
