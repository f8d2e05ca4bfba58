import { cutToGuest, cutToNeed } from '@alongside/shared/disclosures/cutting'
import { onlyRead, piecesOf } from '@alongside/shared/disclosures/reading'
import { changedSince } from '@alongside/shared/disclosures/words'
import type { Paper } from '@alongside/shared/documents/contract'
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
 * read, not even its line, wherever in the document it stands; cut to what the recipient needs; and once it is agreed to, of what was read.
 * `changed`: how many passages were changed or added since and leave in neither way.
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
  if (ofGuest) return { paper: cutToGuest(paper), cases, changed: 0 }
  const cut = cutToNeed(paper, parts)
  if (!disclosure.decidedAt) return { paper: cut, cases, changed: 0 }
  const read = readIn(vault, disclosure)
  return {
    paper: onlyRead(cut, read),
    cases,
    changed: piecesOf(cut).filter((piece) => !read(piece)).length,
  }
}

/** By what a piece of a document is known again in one request, without its words. */
const markOf = (vault: Vault, { id }: OpenDisclosure, piece: string): string =>
  vault.mac('what was read', `${id} ${piece}`).toString('base64url', 0, 16)

/** CNF-1: what whoever reads this has read, to be known again when it leaves. */
export const marksOf = (vault: Vault, disclosure: OpenDisclosure, paper: Paper): string[] => [
  ...new Set(piecesOf(paper).map((piece) => markOf(vault, disclosure, piece))),
]

function readIn(vault: Vault, disclosure: OpenDisclosure): (piece: string) => boolean {
  const seen = new Set(disclosure.seenPieces)
  return (piece) => seen.has(markOf(vault, disclosure, piece))
}

/** Whether anything would leave that was not read: added or changed since, in a case that was. */
export const holdsUnread = (vault: Vault, disclosure: OpenDisclosure, paper: Paper): boolean =>
  !piecesOf(paper).every(readIn(vault, disclosure))

async function orderOf(tx: Tx, vault: Vault, disclosureId: string, now: string) {
  const disclosure = await openDisclosure(tx, vault, disclosureId)
  const { copyNumber, recipientName, recipientOrganisation, decidedBy } = disclosure
  const { paper, cases, changed } = await readAsItLeaves(tx, vault, disclosure, now)
  const partnership = await readPartnership(tx, now)
  const recipient = `${recipientName}, ${recipientOrganisation}`
  const number = copyNumber ?? ''
  const order = sheetsOf(paper, {
    partnership: partnership.name,
    calendar: calendarOf(partnership),
    mark: `Copy of ${recipient}`,
    number,
    watermark: recipient,
    leftOut: changedSince(changed, `${decidedBy ?? ''}, ${partnership.name}`),
    now,
  })
  return { order, cases, number, disclosure }
}
