import { cutToGuest, cutToNeed } from '@alongside/shared/disclosures/cutting'
import type { Tx } from '../db/pool.ts'
import { readPaperOf } from '../documents/content.ts'
import type { Press } from '../documents/press.ts'
import { sheetsOf } from '../documents/sheets.ts'
import type { Link, LinkContext } from '../http/link.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { casesToLeaveOut, type OpenDisclosure, openDisclosure } from './queries.ts'

interface Release {
  disclosureId: string
  partnershipId: string
}

/** The transaction stands where the coordinator does who agreed: the copy holds what she may see, and what the link's row says. */
export const releaseLink: Link<Release> = {
  path: '/released-copies/:secret',
  audit: 'disclosure.opened',
  enter: async (tx, hash, now, take) => {
    const { rows } = await tx.$client.query<Release>({
      name: 'enter-release',
      text: 'SELECT "disclosureId", "partnershipId" FROM app.enter_release($1, $2, $3)',
      values: [hash, now, take],
    })
    return rows[0] ?? null
  },
}

/**
 * The copy behind a link, once. It is made before the link is used up, so that a press that fails costs the recipient
 * nothing; then the use is taken and recorded, and whoever is second finds it taken. Null: the link gives nothing.
 * @throws Refusal service.unavailable
 */
export async function printRelease(
  { services: { vault }, look, take }: LinkContext<Release>,
  press: Press,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  press.mustHaveRoom()
  const made = await look(({ tx, entered, now }) => orderOf(tx, vault, entered.disclosureId, now))
  if (!made) return null
  const { order, cases, number, disclosure } = made
  const bytes = await press.print(order)
  const taken = await take(async ({ tx, entered }) => {
    await mustStillStand(tx, cases, disclosure)
    return { subjectId: entered.disclosureId, seen: cases }
  })
  return taken ? { name: `document-${number}.pdf`, bytes } : null
}

/**
 * CON-3, ACC-8: consent that was withdrawn, or a no that she said, while the press ran. The use is not taken; the next try leaves
 * that case out.
 */
async function mustStillStand(tx: Tx, cases: readonly string[], disclosure: OpenDisclosure): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'cases-still-released',
    text: 'SELECT FROM unnest($1::uuid[]) c WHERE NOT app.basis_in_force(c)',
    values: [cases],
  })
  if (rowCount || (await casesToLeaveOut(tx, cases, disclosure)).size > 0)
    throw new Error('a basis for sharing ended while the copy was made')
}

/**
 * The document as it leaves: without any case that has no basis in force, whose person refuses the recipient, or that whoever agreed has not
 * read, not even its line, wherever in the document it stands; and cut to what the recipient needs.
 */
export async function readAsItLeaves(tx: Tx, vault: Vault, disclosure: OpenDisclosure, now: string) {
  const { kind, meetingId, caseId, parts, ofGuest } = disclosure
  const only = caseId ? new Set([caseId]) : null
  const { paper, cases } = await readPaperOf(tx, vault, {
    ...{ kind, meetingId, now, only, holder: null },
    leavesOut: async (parts) => {
      const unfit = await casesToLeaveOut(
        tx,
        parts.map(({ caseId }) => caseId),
        disclosure,
      )
      return unfit.union(new Set(parts.flatMap((part) => (part.basisInForce ? [] : part.caseId))))
    },
  })
  return { paper: ofGuest ? cutToGuest(paper) : cutToNeed(paper, parts), cases }
}

async function orderOf(tx: Tx, vault: Vault, disclosureId: string, now: string) {
  const disclosure = await openDisclosure(tx, vault, disclosureId)
  const { copyNumber, recipientName, recipientOrganisation } = disclosure
  const { paper, cases } = await readAsItLeaves(tx, vault, disclosure, now)
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
  return { order, cases, number, disclosure }
}
