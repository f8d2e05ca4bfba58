import type { Paper } from '@alongside/shared/documents/contract'
import { type Tx, withTransaction } from '../db/pool.ts'
import { readPaperOf } from '../documents/content.ts'
import type { Press } from '../documents/press.ts'
import { sheetsOf } from '../documents/sheets.ts'
import type { Member } from '../http/actor.ts'
import { type Occasion, recordRead } from '../http/trace.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Services } from '../services.ts'
import { openDisclosure } from './queries.ts'

type Entered = Pick<Member, 'partnershipId' | 'accountId' | 'membershipId' | 'agencyId'> & {
  disclosureId: string
}

/** The transaction stands where the coordinator does who agreed; null for a link that gives nothing. */
async function enterRelease(tx: Tx, hash: Buffer, now: string, take: boolean): Promise<Entered | null> {
  const { rows } = await tx.$client.query<Entered>({
    name: 'enter-release',
    text: 'SELECT * FROM app.enter_release($1, $2, $3)',
    values: [hash, now, take],
  })
  return rows[0] ?? null
}

/** Whether that link still has its copy to give. */
export const waits = ({ pools, clock }: Services, hash: Buffer): Promise<boolean> =>
  withTransaction(pools.app, null, async (tx) => (await enterRelease(tx, hash, clock(), false)) !== null)

/**
 * The copy behind a link, once. It is made before the link is used up, so that a press that fails costs the recipient
 * nothing; then the use is taken and recorded, and whoever is second finds it taken. Null: the link gives nothing.
 * @throws Refusal service.unavailable
 */
export async function printRelease(
  services: Services,
  press: Press,
  hash: Buffer,
  occasion: Pick<Occasion, 'requestId' | 'fromAddress'>,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const { pools, clock } = services
  press.mustHaveRoom()
  const made = await withTransaction(pools.app, null, async (tx) => {
    const entered = await enterRelease(tx, hash, clock(), false)
    return entered && orderOf(tx, services, entered, clock())
  })
  if (!made) return null
  const bytes = await press.print(made.order)
  const now = clock()
  const taken = await withTransaction(pools.app, null, async (tx) => {
    const entered = await enterRelease(tx, hash, now, true)
    if (!entered) return false
    await mustStillStand(tx, made.cases)
    const nobody = { accountId: null, agencyId: null, role: null, partnershipId: entered.partnershipId }
    await recordRead(tx, { actor: nobody, now, ...occasion }, 'disclosure.opened', {
      subjectId: entered.disclosureId,
      seen: made.cases,
    })
    return true
  })
  return taken ? { name: `document-${made.number}.pdf`, bytes } : null
}

/** CON-3: consent that was withdrawn while the press ran. The use is not taken; the next try leaves that case out. */
async function mustStillStand(tx: Tx, cases: readonly string[]): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'cases-still-released',
    text: 'SELECT FROM unnest($1::uuid[]) c WHERE NOT app.basis_in_force(c)',
    values: [cases],
  })
  if (rowCount) throw new Error('a basis for sharing ended while the copy was made')
}

async function orderOf(tx: Tx, { vault }: Services, entered: Entered, now: string) {
  const { disclosureId, ...place } = entered
  const actor: Member = { ...place, role: 'coordinator', sessionId: '' }
  const { kind, meetingId, caseId, copyNumber, recipientName, recipientOrganisation } = await openDisclosure(
    tx,
    vault,
    disclosureId,
  )
  const only = caseId ? new Set([caseId]) : null
  const read = await readPaperOf(tx, vault, { actor, kind, meetingId, now, only })
  const { paper, cases } = withBasis(read)
  const partnership = await readPartnership(tx, now)
  const recipient = `${recipientName}, ${recipientOrganisation}`
  const number = copyNumber ?? ''
  const order = sheetsOf(paper, {
    partnership: partnership.name,
    calendar: calendarOf(partnership),
    mark: `Copy of ${recipient}`,
    number,
    watermark: recipient,
    now,
  })
  return { order, cases, number }
}

/** Who stands outside is not told that there is a case without a basis in force, not even by its line. */
function withBasis({ paper, cases }: { paper: Paper; cases: string[] }) {
  const kept = paper.items.flatMap((item, at) =>
    item.basisInForce ? [{ item, caseId: cases[at] ?? '' }] : [],
  )
  return {
    paper: { ...paper, items: kept.map(({ item }, at) => ({ ...item, position: at + 1 })) },
    cases: kept.map(({ caseId }) => caseId),
  }
}
