import { type Connection, type Tx, withTransaction } from '../db/pool.ts'
import { newId } from '../ids.ts'
import type { Mail } from '../notices/mailer.ts'
import type { Services } from '../services.ts'
import { issueToken } from './tokens.ts'

/** Minutes for which a link to choose another password opens, and days for which one to raise the alarm does. */
const resetMinutes = 60
const alarmDays = 7

interface Letter {
  kind: 'reset' | 'password_changed' | 'new_device' | 'alarm'
  email: string
  about: string | null
  at: string
}

/** IDN-3: somebody typed that address. The letters of the other kinds are written in the database, with what they tell of. */
export const askForReset = (identity: Connection, email: string, now: string) =>
  identity.query(`INSERT INTO account_letters (id, kind, email, at) VALUES ($1, 'reset', $2, $3)`, [
    newId(),
    email.toLowerCase(),
    now,
  ])

const batch = 20

/**
 * What accounts are to be told, as mails on their way; each goes with its letter's row in one transaction. Here, and not
 * while somebody waits for an answer, it is found out whether an address that was typed is anybody's (IDN-3).
 */
export async function carryLetters(services: Services): Promise<void> {
  if (!(await services.standing.isLive())) return
  for (let carried = batch; carried === batch; )
    carried = await withTransaction(services.pools.jobs, null, async (tx) => {
      const { rows } = await tx.$client.query<Letter>(
        `DELETE FROM account_letters WHERE id IN (SELECT id FROM account_letters ORDER BY at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
          RETURNING kind, email, about, at`,
        [batch],
      )
      for (const letter of rows) {
        const mail = await mailOf(tx, letter, services)
        if (mail) await services.postMail(tx, mail)
      }
      return rows.length
    })
}

async function mailOf(tx: Tx, letter: Letter, { config, clock }: Services): Promise<Mail | null> {
  const { email: to, kind } = letter
  const now = clock()
  const link = async (token: 'reset' | 'alarm', page: string, minutes: number) => {
    const until = new Date(Date.parse(now) + minutes * 60_000).toISOString()
    return `${config.PUBLIC_URL}/${page}#${await issueToken(tx.$client, { kind: token, email: to, until }, now)}`
  }
  // One that waited for so long was asked for before a copy was made live: nobody waits for it any more.
  if (kind === 'reset' && Date.parse(now) - Date.parse(letter.at) > resetMinutes * 60_000) return null
  if (kind === 'reset')
    return (await mayBeReset(tx, to, now))
      ? resetMail(to, await link('reset', 'password', resetMinutes))
      : null
  if (kind === 'alarm') return alarmMail(to)
  const alarm = await link('alarm', 'not-me', alarmDays * 24 * 60)
  return kind === 'new_device' ? deviceMail(to, letter.about ?? 'A browser', alarm) : changedMail(to, alarm)
}

async function mayBeReset(tx: Tx, email: string, now: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ may: boolean }>('SELECT app.may_be_reset($1, $2) AS may', [
    email,
    now,
  ])
  return rows[0]?.may === true
}

const resetMail = (to: string, link: string): Mail => ({
  to,
  subject: 'Choose another password for Alongside',
  text: `Somebody, most likely you, asked to choose another password for this address.\n\nChoose it within an hour:\n${link}\n\nIf it was not you, you need do nothing: your password stays as it is.`,
})

const notYou = (alarm: string) =>
  `If this was not you, end everything at once, within ${alarmDays} days:\n${alarm}`

const changedMail = (to: string, alarm: string): Mail => ({
  to,
  subject: 'Your password for Alongside was changed',
  text: `The password of your account was changed just now, and other devices were signed out.\n\n${notYou(alarm)}`,
})

const deviceMail = (to: string, browser: string, alarm: string): Mail => ({
  to,
  subject: 'A new sign-in to Alongside',
  text: `${browser} was used to sign in to your account for the first time.\n\n${notYou(alarm)}`,
})

const alarmMail = (to: string): Mail => ({
  to,
  subject: 'Everything your Alongside account was signed in to has ended',
  text: 'You said that somebody else had used your account. Every device was signed out, and no password fits any more.\n\nTo go on, choose another password: press “Forgotten your password?” where you sign in. Whoever else leads your agency, and who coordinates, was told.',
})
