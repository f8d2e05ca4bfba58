import { can } from '@alongside/shared/access'
import type { Reply } from '@alongside/shared/contract'
import * as contract from '@alongside/shared/documents/contract'
import {
  asksWitness,
  type CopyMove,
  isPackLate,
  mayWitness,
  needsSignature,
  whyNotCirculate,
  whyNotDownload,
  whyNotLose,
  whyNotMove,
  whyNotRead,
} from '@alongside/shared/documents/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { copyDownloads, copyMoves, documentCopies } from '../db/tables/documents.ts'
import { partnerships } from '../db/tables/partnerships.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { lockMeeting, mustCoordinate, mustHaveSigned, readHead } from '../meetings/queries.ts'
import { readMembers } from '../partnerships/places.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { readPaperOf } from './content.ts'
import {
  casesSeenBy,
  isOutdated,
  type LockedCopy,
  lockCopy,
  newCopyNumber,
  readCopies,
  readCopy,
  readHeldBack,
  registerKey,
} from './queries.ts'
import { sheetsOf } from './sheets.ts'

/** MTG-4: a meeting's documents on screen and as PDF, and the register of their copies; MTG-2: the pack goes round. */
export const documentRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)
  const { press } = app

  query(contract.readPaper, async ({ tx, vault, params, query: { kind = 'agenda' }, now }) => {
    const { paper, cases } = await readPaperOf(tx, vault, {
      kind,
      meetingId: params.meetingId,
      now,
      only: null,
      holder: null,
    })
    return { reply: paper, audit: { subjectId: paper.meetingId, seen: cases } }
  })

  command(contract.circulatePack, async ({ tx, params, body, version, now }) => {
    const meeting = await lockMeeting(tx, params.meetingId)
    if (!meeting.coordinates) throw new Refusal('access.not_permitted')
    mustHaveSigned(meeting)
    sameVersion(version, meeting.version)
    const refused = whyNotCirculate(meeting)
    if (refused) throw new Refusal(refused)
    const late = isPackLate(meeting, now)
    if (late && !body.lateBecause)
      throw new Refusal('pack.late_without_reason', [
        { pointer: '/lateBecause', code: 'missing', detail: 'Say why the pack goes round late' },
      ])
    const { rows } = await tx.$client.query<Reply<typeof contract.circulatePack>>({
      name: 'circulate-pack',
      text: `UPDATE meetings SET pack_circulated_at = $2, pack_late_because = $3, version = version + 1 WHERE partnership_id = app.partnership_id()
          AND id = $1
        RETURNING id AS "meetingId", version, state, pack_circulated_at AS "packCirculatedAt"`,
      values: [meeting.id, now, late ? body.lateBecause : null],
    })
    const [circulated] = rows
    if (!circulated) throw new Error('a meeting that is held has gone')
    return {
      reply: circulated,
      audit: { subjectId: meeting.id },
      events: [{ type: 'pack.circulated', data: { meetingId: meeting.id } }],
    }
  })

  query(contract.listDocumentCopies, async ({ tx, vault, params }) => {
    const { rows } = await tx.$client.query<{ packCirculatedAt: string | null }>({
      name: 'pack-circulated',
      text: `SELECT pack_circulated_at AS "packCirculatedAt" FROM meetings WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [params.meetingId],
    })
    const [meeting] = rows
    if (!meeting) throw new Refusal('not_found')
    const [items, heldBack] = await Promise.all([
      readCopies(tx, vault, params.meetingId),
      readHeldBack(tx, params.meetingId),
    ])
    return { reply: { items, heldBack, ...meeting } }
  })

  command(contract.registerCopy, async ({ tx, vault, actor, body, now }) => {
    const { meetingId, kind, paperFor } = body
    const meeting = await readHead(tx, meetingId)
    const refused = whyNotRead(kind, meeting)
    if (refused) throw new Refusal(refused)
    const holder = paperFor ? await memberToHold(tx, actor, paperFor) : actor
    const id = newId()
    await tx.insert(documentCopies).values({
      id,
      number: newCopyNumber(),
      kind,
      form: paperFor ? 'paper' : 'screen',
      meetingId,
      holderAccountId: holder.accountId,
      holderAgencyId: holder.agencyId,
      madeBy: actor.accountId,
      madeAt: now,
    })
    return { reply: await readCopy(tx, vault, id), audit: { subjectId: id }, events: [] }
  })

  query(contract.downloadCopy, async ({ tx, vault, actor, params, now }) => {
    press.mustHaveRoom()
    const copy = await lockCopy(tx, params.copyId)
    // A member's own copy is hers to open; paper is the coordinator's to print, while it has not gone out.
    if (
      copy.form === 'screen'
        ? copy.holderAccountId !== actor.accountId
        : !can(actor.role, 'documents:register')
    )
      throw new Refusal('not_found')
    const refused = whyNotDownload(copy)
    if (refused) throw new Refusal(refused)
    const paperOnly = copy.form === 'paper'
    const only = paperOnly ? await casesSeenBy(tx, copy) : null
    const { paper, cases } = await readPaperOf(tx, vault, {
      kind: copy.kind,
      meetingId: copy.meetingId,
      now,
      only,
      holder: paperOnly ? { agencyId: copy.holderAgencyId, accountId: copy.holderAccountId } : null,
    })
    const { number, holderName, holderAgencyName } = await readCopy(tx, vault, copy.id)
    const partnership = await readPartnership(tx, now)
    await tx.insert(copyDownloads).values({
      id: newId(),
      copyId: copy.id,
      accountId: actor.accountId,
      agencyId: actor.agencyId,
      at: now,
      cases,
    })
    const order = sheetsOf(paper, {
      partnership: partnership.name,
      calendar: calendarOf(partnership),
      mark: `Copy of ${holderName}, ${holderAgencyName}`,
      number,
      watermark: null,
      now,
    })
    return {
      reply: { name: `${paper.kind.replaceAll('_', '-')}-${number}.pdf`, bytes: () => press.print(order) },
      audit: { subjectId: copy.id, seen: cases },
    }
  })

  interface Moving {
    tx: Tx
    vault: Vault
    actor: Member
    now: string
    params: { copyId: string }
    version: number
  }
  async function moveCopy(
    { tx, vault, actor, now, params, version }: Moving,
    to: CopyMove,
    { words, witnessId }: { words?: string; witnessId?: string } = {},
  ) {
    const copy = await lockCopy(tx, params.copyId)
    sameVersion(version, copy.version)
    const registers = can(actor.role, 'documents:register')
    const refusal = to === 'lost' ? whyNotLose(copy, { registers }) : whyNotMove(copy, to)
    if (refusal) throw new Refusal(refusal)
    // ACC-5: papers reach nobody who has not signed, on paper no more than on a screen.
    if (to === 'handed_out' && needsSignature(copy.kind)) mustHaveSigned({ signedByMe: copy.holderSigned })
    if (to === 'handed_out' && (await isOutdated(tx, copy.id))) throw new Refusal('copy.outdated')
    await mustBeWitnessed(tx, { copy, to, witnessId, actor, now })
    await tx
      .update(documentCopies)
      .set({ state: to, version: sql`${documentCopies.version} + 1` })
      .where(eq(documentCopies.id, copy.id))
    await tx.insert(copyMoves).values({
      id: newId(),
      copyId: copy.id,
      movedTo: to,
      at: now,
      accountId: actor.accountId,
      witnessId,
      words: words ? vault.seal(registerKey(vault), 'words', words) : null,
    })
    const lost = { meetingId: copy.meetingId, copyId: copy.id, by: actor.accountId }
    return {
      reply: await readCopy(tx, vault, copy.id),
      audit: { subjectId: copy.id },
      events: to === 'lost' ? [{ type: 'paper.lost' as const, data: lost }] : [],
    }
  }
  command(contract.handOutCopy, (context) => moveCopy(context, 'handed_out'))
  command(contract.collectCopy, (context) => moveCopy(context, 'collected', context.body))
  command(contract.destroyCopy, (context) => moveCopy(context, 'destroyed', context.body))
  command(contract.loseCopy, (context) => moveCopy(context, 'lost', context.body))
  command(contract.settleLoss, (context) => moveCopy(context, 'written_off', context.body))

  command(contract.setPaperRule, async ({ tx, actor, body: { witnessed } }) => {
    await mustCoordinate(tx)
    await tx
      .update(partnerships)
      .set({ paperWitnessed: witnessed })
      .where(eq(partnerships.id, actor.partnershipId))
    return { reply: { witnessed }, audit: { subjectId: actor.partnershipId }, events: [] }
  })
}

interface Witnessing {
  copy: LockedCopy
  to: CopyMove
  witnessId: string | undefined
  actor: Member
  now: string
}

/** MTG-4: that it is back, or no more, somebody else saw, where the partnership wants it so. @throws Refusal copy.witness_missing · reference.unknown */
async function mustBeWitnessed(tx: Tx, { copy, to, witnessId, actor, now }: Witnessing): Promise<void> {
  if (witnessId === undefined) {
    if (!asksWitness(to, await readPartnership(tx, now))) return
    throw new Refusal('copy.witness_missing', [
      { pointer: '/witnessId', code: 'missing', detail: 'Choose who saw it' },
    ])
  }
  const known = (await readMembers(tx)).some(
    ({ accountId, endedAt }) => accountId === witnessId && endedAt === null,
  )
  if (!known)
    throw new Refusal('reference.unknown', [
      { pointer: '/witnessId', code: 'unknown', detail: 'is not a member of this partnership' },
    ])
  if (!mayWitness({ accountId: witnessId }, copy, actor))
    throw new Refusal('copy.witness_missing', [
      {
        pointer: '/witnessId',
        code: 'invalid',
        detail: 'is who records it, or held the paper: choose somebody else who saw it',
      },
    ])
}

/** Paper is made by the coordinator alone, for a member of the partnership. @throws Refusal access.not_permitted · reference.unknown */
async function memberToHold(
  tx: Tx,
  actor: Member,
  accountId: string,
): Promise<{ accountId: string; agencyId: string }> {
  if (!can(actor.role, 'documents:register')) throw new Refusal('access.not_permitted')
  const member = (await readMembers(tx)).find(
    (one) => one.accountId === accountId && one.endedAt === null && can(one.role, 'documents:read'),
  )
  if (member) return member
  throw new Refusal('reference.unknown', [
    { pointer: '/paperFor', code: 'unknown', detail: 'is not a member who may hold papers' },
  ])
}
