import { issueToken } from '../accounts/tokens.ts'
import { Advice } from '../advice.ts'
import { newId } from '../ids.ts'
import { type Operator, record } from './record.ts'

/** Hours for which a link opens. */
const linkHours = 2
/** Days that an invitation waits for its answer, from when it is sent again. */
const offerDays = 14

const after = (now: string, hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString()

interface Account {
  id: string
  administrator: boolean
}

/** @throws Advice */
async function accountOf({ owner }: Operator, email: string): Promise<Account> {
  const { rows } = await owner.query<Account>(
    'SELECT id, platform_administrator AS administrator FROM accounts WHERE email = lower($1) FOR UPDATE',
    [email],
  )
  if (!rows[0]) throw new Advice(`There is no account ${email}. Nothing was done.`)
  return rows[0]
}

const endThose = ({ owner, now }: Operator, accountId: string | null) =>
  owner.query(
    'UPDATE sessions SET ended_at = $2 WHERE ended_at IS NULL AND ($1::uuid IS NULL OR account_id = $1)',
    [accountId, now],
  )

/** Her sessions, or everybody's. */
export async function endSessions(operator: Operator, email: string | undefined): Promise<string[]> {
  const account = email === undefined ? null : await accountOf(operator, email)
  const { rowCount } = await endThose(operator, account?.id ?? null)
  await record(operator, 'operator.ended_sessions', { subjectId: account?.id ?? null })
  return [`${rowCount} sessions of ${email ?? 'everybody'} have ended.`]
}

/** She signs in no more, and what she was signed in to has ended. Her places stay: their agencies end them. */
export async function disableAccount(operator: Operator, email: string): Promise<string[]> {
  const { id } = await accountOf(operator, email)
  await operator.owner.query('UPDATE accounts SET disabled_at = coalesce(disabled_at, $2) WHERE id = $1', [
    id,
    operator.now,
  ])
  const { rowCount } = await endThose(operator, id)
  await record(operator, 'operator.disabled_account', { subjectId: id })
  return [
    `${email} signs in no more; ${rowCount} sessions have ended. Her agency ends her places, under Members.`,
  ]
}

/** Of an administrator of the deployment alone: everybody else is let in by whoever named her. Her password is gone at once. */
export async function linkFor(operator: Operator, email: string, publicUrl: string): Promise<string[]> {
  const { id, administrator } = await accountOf(operator, email)
  if (!administrator)
    throw new Advice(
      `${email} is no administrator of the deployment. Her agency’s lead, or the coordinator, invites her again. Nothing was done.`,
    )
  await operator.owner.query('UPDATE accounts SET password_hash = NULL WHERE id = $1', [id])
  await endThose(operator, id)
  const until = after(operator.now, linkHours)
  const token = await issueToken(operator.owner, { kind: 'invitation', email, until }, operator.now)
  await record(operator, 'operator.gave_link', { subjectId: id })
  return [
    `${publicUrl}/invitation#${token}`,
    `It opens once, within ${linkHours} hours, and lets her choose a password; the one before is gone, and her sessions have ended. Give it to her in person.`,
  ]
}

/** Every invitation that waits for that address, with a fresh link and fourteen days. The one before opens nothing any more. */
export async function inviteAgain(operator: Operator, email: string): Promise<string[]> {
  const { owner, now } = operator
  const { rows } = await owner.query<{ id: string; partnershipId: string }>(
    `UPDATE place_offers SET expires_at = $2, undelivered_at = NULL WHERE email = lower($1) AND ended_at IS NULL
      RETURNING id, partnership_id AS "partnershipId"`,
    [email, after(now, offerDays * 24)],
  )
  if (rows.length === 0) throw new Advice(`No invitation waits for ${email}. Nothing was done.`)
  for (const { id, partnershipId } of rows) {
    await owner.query(
      `INSERT INTO outbox_events (id, partnership_id, type, data, at) VALUES ($1, $2, 'place.offered', $3, $4)`,
      [newId(), partnershipId, JSON.stringify({ offerId: id }), now],
    )
    await record(operator, 'operator.invited_again', { subjectId: id, partnershipId })
  }
  return [
    `${rows.length === 1 ? 'The invitation goes' : `${rows.length} invitations go`} to ${email} within a minute.`,
  ]
}
