import * as contract from '@alongside/shared/outcomes/contract'
import { askAgainOn, lookFaults, whyNotPutOff, whyNotRecordAs } from '@alongside/shared/outcomes/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import { operations } from '../http/operation.ts'
import { localToday } from '../meetings/queries.ts'
import {
  lockOwnReview,
  mustBeOwnAndLast,
  readLook,
  readLooks,
  readReviews,
  savePostponement,
  writeLook,
} from './queries.ts'

/** MON-2: how she is doing, at referral and at reviews. */
export const outcomeRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listOutcomes, async ({ tx, vault, params: { caseId }, now }) => {
    await openOwnRecord(tx, vault, caseId)
    const today = await localToday(tx, now)
    const [items, reviews] = await Promise.all([readLooks(tx, vault, caseId), readReviews(tx, caseId, today)])
    const joined = new Set([...items, ...reviews].map((shown) => shown.caseId).filter((id) => id !== caseId))
    return {
      reply: { items, reviews },
      audit: { caseId, subjectId: caseId, ...(joined.size > 0 && { seen: [...joined] }) },
    }
  })

  command(contract.recordOutcomes, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const { occasion, lookedOn, answers, replaces = null } = body
    const today = await localToday(tx, now)
    const faults = lookFaults(body, today)
    if (faults.length > 0) throw new Refusal('request.invalid', faults)
    const reviews = await readReviews(tx, caseId, today)
    const ofThisFile = reviews.filter((review) => review.caseId === caseId)
    const refused = whyNotRecordAs(occasion, ofThisFile, lookedOn)
    if (refused) throw new Refusal(refused)
    if (replaces !== null) await mustBeOwnAndLast(tx, caseId, replaces)

    const look = { caseId, key, occasion, lookedOn, replaces, answers }
    const { accountId, agencyId } = actor
    const id = await writeLook(tx, vault, look, { accountId, agencyId, now })
    return {
      reply: await readLook(tx, vault, id),
      audit: {
        caseId,
        subjectId: id,
        subject: 'outcomes',
        changes: [
          replaces === null
            ? { field: 'state', from: null, to: occasion }
            : { field: 'state', from: null, to: `${occasion}_put_right` },
        ],
      },
      events: [{ type: 'outcomes.recorded', data: { outcomesId: id, caseId, replaces } }],
    }
  })

  command(contract.putOffReview, async ({ tx, vault, params: { caseId }, body, now }) => {
    await openOwnRecord(tx, vault, caseId)
    const today = await localToday(tx, now)
    const review = await lockOwnReview(tx, caseId, body.occasion, today)
    const refused = review ? whyNotPutOff(review.state) : 'outcomes.not_asked'
    if (!review || refused) throw new Refusal(refused ?? 'outcomes.not_asked')
    const again = askAgainOn(today, body.until)
    if ('fault' in again) throw new Refusal('request.invalid', [again.fault])
    await savePostponement(tx, review.id, again.on, body.because)
    const { id, ...before } = review
    const reply: contract.Review = { ...before, askOn: again.on, state: 'put_off', putOffFor: body.because }
    return {
      reply,
      audit: {
        caseId,
        subjectId: id,
        subject: 'outcomes',
        changes: [{ field: 'due', from: review.askOn, to: again.on }],
      },
      events: [{ type: 'outcomes.put_off', data: { reviewId: id, caseId } }],
    }
  })
}
