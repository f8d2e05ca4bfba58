import * as contract from '@alongside/shared/minutes/contract'
import { whyNotDrop, whyNotMinutes } from '@alongside/shared/minutes/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { minutes } from '../db/tables/minutes.ts'
import { releaseToGuests } from '../disclosures/for-guests.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { type MeetingHead, mustHaveSigned, readHead } from '../meetings/queries.ts'
import { closeWhatIsSettled } from '../referrals/closing.ts'
import { beginCorrection, dropDraft } from './compile.ts'
import { distribute } from './distribute.ts'
import { type LockedMinutes, lockMinutes, readItem, readVersions, sealNote } from './queries.ts'
import { acknowledge } from './receipts.ts'
import { reword } from './reword.ts'
import { asDrafted, readDistributed, readDraft } from './shown.ts'

/** MTG-8: minutes from their draft to what every member reads and acknowledges, and their corrections. */
export const minutesRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readMinutes, async ({ tx, vault, actor, params, query: { version } }) => {
    await mustRead(tx, params.meetingId)
    const { reply, cases } = await readDistributed(tx, vault, actor, params.meetingId, version)
    return { reply, audit: { subjectId: reply.meetingId, seen: cases } }
  })

  command(contract.acknowledgeMinutes, async ({ tx, vault, actor, params, body, now }) => {
    await mustRead(tx, params.meetingId)
    const versions = await readVersions(tx, vault, params.meetingId)
    const version = versions.find(({ edition, distributedAt }) => distributedAt && edition === body.version)
    if (!version)
      throw new Refusal('reference.unknown', [
        { pointer: '/version', code: 'unknown', detail: 'is not a distributed version of these minutes' },
      ])
    const { receipt, first } = await acknowledge(tx, actor, version, now)
    const data = { meetingId: params.meetingId, minutesId: version.id, agencyId: actor.agencyId }
    return {
      reply: receipt,
      audit: { subjectId: params.meetingId },
      events: first ? [{ type: 'minutes.acknowledged', data }] : [],
    }
  })

  query(contract.readMinutesDraft, async ({ tx, vault, params }) => {
    const whole = await mustWord(tx, params.meetingId)
    const { reply, cases } = await readDraft(tx, vault, params.meetingId)
    return {
      reply: whole ? reply : { ...reply, notes: null },
      audit: { subjectId: reply.meetingId, seen: cases },
    }
  })

  command(contract.editMinutes, async ({ tx, vault, params, body, version }) => {
    await mustDraft(tx, params.meetingId)
    const draft = await lockMinutes(tx, params)
    mayMove('edit', draft)
    sameVersion(version, draft.revision)
    const { notes, whatChanged, why } = body
    const corrects = draft.edition > 1
    await tx
      .update(minutes)
      .set({
        revision: sql`${minutes.revision} + 1`,
        ...(notes !== undefined && { notes: notes === '' ? null : sealNote(vault, notes) }),
        ...(corrects && whatChanged !== undefined && { whatChanged: sealNote(vault, whatChanged) }),
        ...(corrects && why !== undefined && { why: sealNote(vault, why) }),
      })
      .where(eq(minutes.id, draft.id))
    const { reply, cases } = await readDraft(tx, vault, params.meetingId)
    return { reply, audit: { subjectId: params.meetingId, seen: cases }, events: [] }
  })

  command(contract.editMinutedItem, async ({ tx, vault, params, body, version }) => {
    const { minutesId, caseId } = await readItem(tx, vault, params.minutedItemId)
    const held = await lockMinutes(tx, { minutesId })
    await mustWord(tx, held.meetingId)
    mayMove('edit', held)
    // Read again: until the version was held, somebody may have been quicker.
    const item = await readItem(tx, vault, params.minutedItemId)
    sameVersion(version, item.revision)
    await reword(tx, vault, item, body)
    return {
      reply: asDrafted(await readItem(tx, vault, item.id)),
      audit: { subjectId: held.meetingId, caseId },
      events: [],
    }
  })

  command(contract.distributeMinutes, async ({ tx, vault, actor, params, version, now }) => {
    await mustDraft(tx, params.meetingId)
    const draft = await lockMinutes(tx, params)
    mayMove('distribute', draft)
    sameVersion(version, draft.revision)
    const seen = await distribute(tx, vault, draft, actor.accountId)
    await closeWhatIsSettled(tx, draft.meetingId)
    const forGuests = await releaseToGuests(tx, vault, draft.id, actor, now)
    const { reply } = await readDistributed(tx, vault, actor, params.meetingId)
    const data = {
      meetingId: params.meetingId,
      minutesId: draft.id,
      corrects: draft.edition > 1 ? 'yes' : null,
    }
    return {
      reply,
      audit: { subjectId: params.meetingId, seen },
      events: [
        { type: 'minutes.distributed', data },
        ...forGuests.map((disclosureId) => ({
          type: 'disclosure.sent_again' as const,
          data: { disclosureId, meetingId: params.meetingId },
        })),
      ],
    }
  })

  command(contract.dropCorrection, async ({ tx, vault, actor, params, version }) => {
    await mustDraft(tx, params.meetingId)
    const draft = await lockMinutes(tx, params)
    const refused = whyNotDrop(draft)
    if (refused) throw new Refusal(refused)
    sameVersion(version, draft.revision)
    await dropDraft(tx, params.meetingId)
    const { reply, cases } = await readDistributed(tx, vault, actor, params.meetingId)
    return { reply, audit: { subjectId: params.meetingId, seen: cases }, events: [] }
  })

  command(contract.correctMinutes, async ({ tx, vault, actor, params, body, version, now }) => {
    await mustDraft(tx, params.meetingId)
    const latest = await lockMinutes(tx, params)
    mayMove('correct', latest)
    sameVersion(version, latest.edition)
    await beginCorrection(tx, vault, latest, body, actor.accountId, now)
    const { reply, cases } = await readDraft(tx, vault, params.meetingId)
    return { reply, audit: { subjectId: params.meetingId, seen: cases }, events: [] }
  })
}

/** ACC-5: no papers before the signature. @throws Refusal not_found · meeting.confidentiality_unsigned */
async function mustRead(tx: Tx, meetingId: string): Promise<MeetingHead> {
  const meeting = await readHead(tx, meetingId)
  mustHaveSigned(meeting)
  return meeting
}

/** Drafts are for who sees every case, or the one of an emergency: another would word over the heads of those that she does not see. */
async function mustDraft(tx: Tx, meetingId: string): Promise<void> {
  const { runs } = await mustRead(tx, meetingId)
  if (!runs) throw new Refusal('access.not_permitted')
}

/** A deputy too: of the draft she reads and words what she chaired, which Postgres sees to, and nothing else (ACC-9). Gives whether the whole draft is the actor’s. */
async function mustWord(tx: Tx, meetingId: string): Promise<boolean> {
  const { runs } = await mustRead(tx, meetingId)
  if (runs) return true
  const { rows } = await tx.$client.query<{ deputises: boolean }>('SELECT app.deputises($1) AS deputises', [
    meetingId,
  ])
  if (!rows[0]?.deputises) throw new Refusal('access.not_permitted')
  return false
}

function mayMove(move: Parameters<typeof whyNotMinutes>[0], held: LockedMinutes): void {
  const refusal = whyNotMinutes(move, held)
  if (refusal) throw new Refusal(refusal)
}
