import { randomBytes } from 'node:crypto'
import type { disclosureEvents } from '@alongside/shared/disclosures/events'
import { releaseDays, releaseUntil } from '@alongside/shared/disclosures/rules'
import type { DisclosureState } from '@alongside/shared/disclosures/values'
import { coordinators, type Heard, type Hearing, inPerson, send, tellsNobody } from '../notices/hearing.ts'
import type { Mail } from '../notices/mailer.ts'
import type { Person } from '../notices/whom.ts'
import { secretHash } from '../secret-hash.ts'

type DisclosureEvent = keyof typeof disclosureEvents

/** CNF-1: who hears of a request to release a document, and the recipient’s mail with the link. */
export const disclosureHearing: Hearing<DisclosureEvent> = {
  'disclosure.requested': async (heard) => {
    const disclosure = await disclosureOf(heard)
    if (!disclosure) return
    const others = (await coordinators(heard)).filter(({ accountId }) => accountId !== disclosure.accountId)
    await send(heard, others, { kind: 'release_to_decide', subjectId: heard.event.data.meetingId })
  },
  'disclosure.agreed': async (heard) => {
    const disclosure = await disclosureOf(heard)
    if (!disclosure) return
    await send(heard, await inPerson(heard, disclosure), {
      kind: 'release_agreed',
      subjectId: heard.event.data.meetingId,
    })
    await sendLink(heard, disclosure)
  },
  'disclosure.sent_again': async (heard) => {
    const disclosure = await disclosureOf(heard)
    if (disclosure) await sendLink(heard, disclosure)
  },
  'disclosure.taken_back': tellsNobody,
  'disclosure.declined': async (heard) => {
    const disclosure = await disclosureOf(heard)
    if (!disclosure) return
    const { meetingId } = heard.event.data
    await send(heard, await inPerson(heard, disclosure), { kind: 'release_declined', subjectId: meetingId })
  },
}

/** A new link, which alone is good from here on; none where the release was taken back since. */
async function sendLink(
  { tx, services, event, now }: Heard<DisclosureEvent>,
  { recipient_email }: Disclosure,
) {
  const token = randomBytes(32).toString('base64url')
  const { rowCount } = await tx.$client.query(
    `UPDATE disclosure_requests SET token_hash = $2, expires_at = $3
      WHERE partnership_id = app.partnership_id() AND id = $1 AND state = $4`,
    [event.data.disclosureId, secretHash(token), releaseUntil(now), 'agreed' satisfies DisclosureState],
  )
  if (rowCount) await services.postMail(tx, releaseMail(recipient_email, token, services.config.PUBLIC_URL))
}

interface Disclosure extends Person {
  recipient_email: string
}

async function disclosureOf({ tx, event }: Heard<DisclosureEvent>): Promise<Disclosure | undefined> {
  const { rows } = await tx.$client.query<Disclosure>(
    `SELECT asked_by AS "accountId", asking_agency_id AS "agencyId", recipient_email FROM disclosure_requests WHERE partnership_id = app.partnership_id() AND id = $1`,
    [event.data.disclosureId],
  )
  return rows[0]
}

/** CNF-1: to somebody outside, the link alone. */
const releaseMail = (to: string, token: string, publicUrl: string): Mail => ({
  to,
  subject: 'A document for you',
  text: `There is a document for you. It can be fetched once, within ${releaseDays} days:\n${publicUrl}/released-copies/${token}\n\nIf you did not expect this, you need do nothing.\n\nFor everyone’s safety this mail says no more than that.`,
})
