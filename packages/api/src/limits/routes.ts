import type { Change } from '@alongside/shared/audit'
import { localDay } from '@alongside/shared/calendar'
import type { Body } from '@alongside/shared/contract'
import * as contract from '@alongside/shared/limits/contract'
import { eachNo } from '@alongside/shared/limits/of-person'
import { isStanding, limitFaults, type NewLimit, whyNotSettleLimit } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
import { limitsAtMost } from '@alongside/shared/limits/values'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openCase, openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { agencyNames, calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import { fileOfDoubt, readDoubts } from './doubts.ts'
import {
  caseOfLimit,
  confirmLimits,
  type Lifting,
  mayRecordSay,
  planLimits,
  readLimits,
  worksAt,
  writeLifting,
  writeLimits,
} from './queries.ts'

/** ACC-8: what she refuses, recorded by whomever she tells, and lifted by her word alone. */
export const limitRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listLimits, async ({ tx, vault, params: { caseId } }) => {
    await openOwnRecord(tx, vault, caseId)
    const items = [...(await readDoubts(tx, caseId)), ...(await readLimits(tx, vault, caseId))].slice(
      0,
      limitsAtMost,
    )
    return { reply: { items }, audit: { caseId, subjectId: caseId } }
  })

  command(contract.recordLimit, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    await mayRecordSay(tx, caseId)
    const said = await asSaid(tx, body, now)
    const plan = planLimits([said], (await readLimits(tx, vault, caseId)).filter(isStanding))
    const id = plan.added[0]?.id ?? plan.confirmed[0]?.id ?? plan.unconfirmed[0] ?? ''
    const { accountId, agencyId } = actor
    const reasons = new Map<string, Buffer>()
    for (const one of said.words ? plan.confirmed : []) {
      const under = await keyOf(tx, vault, one, { caseId, key })
      reasons.set(one.id, vault.seal(under, 'reason', said.words))
    }
    const reason = said.words
    const says: Change[] = plan.added.length
      ? [{ field: 'state', from: null, to: 'stands', reason }]
      : // What is confirmed stands in the history of each file on which she had said it.
        plan.confirmed.length
        ? []
        : [{ field: 'state', from: 'stands', to: 'stands', reason }]
    return {
      // Last of all: it may close the case to the agency whose worker records it.
      reply: async () => {
        await writeLimits(tx, vault, key, plan, { caseId, accountId, agencyId, now }, reasons)
        return { id, caseId }
      },
      audit: {
        caseId,
        subjectId: id,
        key,
        subject: 'limit',
        changes: says,
      },
      events: plan.added.map((limit) => ({ type: 'limit.recorded', data: { limitId: limit.id, caseId } })),
    }
  })

  command(contract.confirmLimit, async ({ tx, vault, actor, params: { limitId }, now }) => {
    const { caseId, same } = await openLimit(tx, vault, limitId)
    return {
      reply: async () => {
        await confirmLimits(tx, same, { ...actor, now })
        return { id: limitId, caseId }
      },
      audit: { caseId, subjectId: limitId },
      events: [],
    }
  })

  command(contract.liftLimit, async ({ tx, vault, actor, params: { limitId }, body, now }) => {
    const { caseId, key, same, doubtedOn } = await openLimit(tx, vault, limitId)
    // Where the file on which it was recorded is not hers to see, her words stand in the history of the one that she sees.
    const lifts: Lifting = new Map(doubtedOn ? [[limitId, null]] : [])
    for (const one of doubtedOn ? [] : same) {
      const under = await keyOf(tx, vault, one, { caseId, key })
      const words = vault.seal(under, 'limit', body.words)
      lifts.set(one.id, { words, reason: vault.seal(under, 'reason', body.words) })
    }
    const lifted = await writeLifting(tx, lifts, { ...actor, now }, true)
    return {
      reply: { id: limitId, caseId },
      // The lifting itself writes the history, of every file on which she had said it that is hers to see.
      audit: {
        caseId,
        subjectId: limitId,
        ...(doubtedOn && {
          ...{ subject: 'limit' as const, key },
          changes: [{ field: 'state' as const, from: 'stands', to: 'lifted', reason: body.words }],
        }),
      },
      events: lifted.map((one) => ({ type: 'limit.lifted', data: { limitId: one.id, caseId: one.caseId } })),
    }
  })
}

/** Of the file on which she said it; `open`: the one that is open already. */
const keyOf = async (
  tx: Tx,
  vault: Vault,
  { caseId }: Pick<Limit, 'caseId'>,
  open: { caseId: string; key: WrappedKey },
): Promise<WrappedKey> => (caseId === open.caseId ? open.key : (await openOwnRecord(tx, vault, caseId)).key)

/**
 * A limit that the actor may settle, its file held; `same`: with what she said alike on her other files, as far as the actor sees
 * them, for a no is the person's. @throws Refusal not_found · limit.lifted · limit.own · consent.emergency */
async function openLimit(tx: Tx, vault: Vault, limitId: string) {
  const caseId = await caseOfLimit(tx, limitId)
  if (!caseId) throw new Refusal('not_found')
  const doubtedOn = await fileOfDoubt(tx, limitId)
  if (doubtedOn) {
    const { key } = await openCase(tx, vault, doubtedOn, true)
    const limit = (await readDoubts(tx, doubtedOn)).find(({ id }) => id === limitId)
    if (!limit) throw new Refusal('not_found')
    await mayRecordSay(tx, doubtedOn)
    const refused = whyNotSettleLimit(limit)
    if (refused) throw new Refusal(refused)
    return { caseId: doubtedOn, key, same: [limit], doubtedOn }
  }
  const { key } = await openOwnRecord(tx, vault, caseId, true)
  const limits = await readLimits(tx, vault, caseId)
  const limit = limits.find(({ id }) => id === limitId)
  if (!limit) throw new Refusal('not_found')
  await mayRecordSay(tx, caseId)
  const refused = whyNotSettleLimit(limit)
  if (refused) throw new Refusal(refused)
  const others = eachNo(limits).find((no) => [no.limit, ...no.others].includes(limit))
  return { caseId, key, same: others ? [others.limit, ...others.others] : [limit], doubtedOn: null }
}

/** @throws Refusal answers.incomplete · reference.unknown */
async function asSaid(tx: Tx, body: Body<typeof contract.recordLimit>, now: string): Promise<NewLimit> {
  const partnership = await readPartnership(tx, now)
  const names = agencyNames(partnership)
  const faults = limitFaults(body, localDay(calendarOf(partnership), now), (id) => names.has(id))
  if (faults.length) throw new Refusal('answers.incomplete', faults)
  const { kind, agencyId = null, accountId = null, purpose = null, words = '', saidOn } = body
  const ofAgency = kind === 'agency' || kind === 'worker'
  if (kind === 'worker' && !(agencyId && accountId && (await worksAt(tx, accountId, agencyId))))
    throw new Refusal('reference.unknown', [
      { pointer: '/accountId', code: 'unknown', detail: 'has no place in that agency' },
    ])
  return {
    kind,
    agencyId: ofAgency ? agencyId : null,
    accountId: kind === 'worker' ? accountId : null,
    purpose: kind === 'purpose' ? purpose : null,
    words: words.trim(),
    saidOn,
  }
}
