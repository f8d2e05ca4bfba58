import { createHash, randomBytes } from 'node:crypto'
import { releaseUntil } from '@alongside/shared/disclosures/rules'
import type { Tx } from '../db/pool.ts'
import { accountsOf, type Notice, releaseMail, tell } from '../notices/tell.ts'
import type { Services } from '../services.ts'

interface Told {
  tx: Tx
  services: Services
  event: { id: string; data: Record<string, string | null> }
  now: string
}

interface Disclosure {
  id: string
  meeting_id: string
  asked_by: string
  recipient_email: string
}

/** CNF-1: who hears of a request to release a document, and the recipient’s mail with the link. */
export const disclosureHearing = {
  'disclosure.requested': async (told: Told) => {
    const disclosure = await disclosureOf(told)
    if (!disclosure) return
    const coordinators = await accountsOf(told.tx, 'coordinators', null, told.now)
    const others = coordinators.filter((account) => account !== disclosure.asked_by)
    await send(told, others, 'release to decide', disclosure)
  },
  'disclosure.agreed': async (told: Told) => {
    const disclosure = await disclosureOf(told)
    if (!disclosure) return
    await send(told, [disclosure.asked_by], 'release agreed', disclosure)
    const token = randomBytes(32).toString('base64url')
    const { tx, services, now } = told
    await tx.$client.query(
      `UPDATE disclosure_requests SET token_hash = $2, expires_at = $3
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      [disclosure.id, createHash('sha256').update(token).digest(), releaseUntil(now)],
    )
    await services.postMail(tx, releaseMail(disclosure.recipient_email, token, services.config.PUBLIC_URL))
  },
  'disclosure.not_agreed': async (told: Told) => {
    const disclosure = await disclosureOf(told)
    if (disclosure) await send(told, [disclosure.asked_by], 'release not agreed', disclosure)
  },
}

async function disclosureOf({ tx, event }: Told): Promise<Disclosure | undefined> {
  const { rows } = await tx.$client.query<Disclosure>(
    `SELECT id, meeting_id, asked_by, recipient_email FROM disclosure_requests
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    [event.data.disclosureId],
  )
  return rows[0]
}

const send = (
  { tx, services, event, now }: Told,
  accounts: readonly string[],
  kind: Notice['kind'],
  { meeting_id }: Disclosure,
) =>
  tell(
    tx,
    services,
    accounts,
    { kind, subject: 'meeting', subjectId: meeting_id, reference: null, occasion: event.id },
    now,
  )
