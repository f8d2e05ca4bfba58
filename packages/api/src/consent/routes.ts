import { localDay } from '@alongside/shared/calendar'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import {
  consentFaults,
  consentGrants,
  isInForce,
  leftOut,
  whyNotWithdrawConsent,
  withoutConsentFaults,
  withoutConsentGrants,
} from '@alongside/shared/consent/rules'
import {
  askedAlready,
  limitsOf,
  limitsPassed,
  pastLimitFaults,
  sayingFaults,
} from '@alongside/shared/limits/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import { operations } from '../http/operation.ts'
import { askOverrides, readOverrides } from '../limits/overrides.ts'
import {
  liftedBy,
  mayRecordConsent,
  mayRecordSay,
  mayShare,
  planLimits,
  readLimits,
  writeLifting,
  writeLimits,
} from '../limits/queries.ts'
import { agencyNames, calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { writeConsent, writeWithoutConsent } from './grants.ts'
import {
  caseOfConsent,
  endConsent,
  endConsentGrants,
  lastWithdrawal,
  readConsents,
  readWithoutConsents,
  seeByConsentAlone,
  withdrawAll,
} from './queries.ts'

export const consentRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(
    recordConsent,
    async ({ tx, vault, actor, params: { caseId }, body: { leavesOut, ...body }, now }) => {
      const { file, key, today, calendar, knows } = await openForConsent(tx, vault, caseId, now)
      await mayRecordConsent(tx, file, body)
      const [earlier, limits] = await Promise.all([
        readConsents(tx, vault, caseId).then((opened) => opened(key)),
        readLimits(tx, vault, caseId),
      ])
      const { accountId, agencyId } = actor
      const faults = [
        ...consentFaults(body, '', today, knows),
        ...sayingFaults(body, '', { limits, withdrewOn: await lastWithdrawal(tx, caseId, calendar) }),
      ]
      if (faults.length) throw new Refusal('answers.incomplete', faults)

      const closing = leftOut(await seeByConsentAlone(tx, caseId), body, leavesOut)
      if (closing.length > 0)
        throw new Refusal(
          'consent.leaves_out',
          closing.map(({ name }) => ({
            pointer: '/leavesOut',
            code: 'missing',
            detail: `${name} sees the case now, and would no longer`,
          })),
        )

      const lifted = await writeLifting(tx, liftedBy(body), { accountId, agencyId, now })
      const plan = planLimits(
        limitsOf(body),
        limits.filter(({ id }) => lifted.every((one) => one.id !== id)),
      )
      const grants = consentGrants(calendar, body, now)
      const recording = { caseId, accountId, agencyId, now }
      const id = await writeConsent(tx, vault, key, { ...recording, record: body, grants })
      const reply = (await readConsents(tx, vault, caseId))(key).find((consent) => consent.id === id)
      if (!reply) throw new Error('a consent that its writer cannot read')

      const replaced: typeof earlier = []
      for (const consent of earlier)
        if (isInForce(consent, today) && (await endConsent(tx, consent.id, now))) replaced.push(consent)
      return {
        // What she refuses, and the grants of what was replaced, come last: with them, whoever recorded this may lose sight of the case.
        reply: async () => {
          await writeLimits(tx, vault, key, plan, { ...recording, consentId: id })
          for (const consent of replaced) await endConsentGrants(tx, consent.id, now)
          return reply
        },
        audit: {
          caseId,
          subjectId: id,
          subject: 'consent',
          changes: [
            ...replaced.map(() => ({ field: 'state', from: 'in_force', to: 'replaced' }) as const),
            { field: 'state', from: null, to: 'in_force' },
          ],
        },
        events: [
          { type: 'consent.recorded', data: { consentId: id, caseId } },
          ...lifted.map((one) => ({
            type: 'limit.lifted' as const,
            data: { limitId: one.id, caseId: one.caseId },
          })),
          ...plan.added.map((limit) => ({
            type: 'limit.recorded' as const,
            data: { limitId: limit.id, caseId },
          })),
        ],
      }
    },
  )

  command(withdrawConsent, async ({ tx, vault, actor, params: { consentId }, body, now }) => {
    const caseId = await caseOfConsent(tx, consentId)
    if (!caseId) throw new Refusal('not_found')
    const { key, today, knows } = await openForConsent(tx, vault, caseId, now)
    const consent = (await readConsents(tx, vault, caseId))(key).find(({ id }) => id === consentId)
    if (!consent) throw new Refusal('not_found')
    await mayRecordSay(tx, caseId)
    const refused = whyNotWithdrawConsent(consent, today)
    if (refused) throw new Refusal(refused)
    const { refusedAgencies = [] } = body
    if (!refusedAgencies.every(knows))
      throw new Refusal('reference.unknown', [
        { pointer: '/refusedAgencies', code: 'unknown', detail: 'is not in the partnership' },
      ])

    const plan = planLimits(
      limitsOf({ refusedAgencies, givenOn: today }),
      await readLimits(tx, vault, caseId),
    )
    const { accountId, agencyId } = actor
    return {
      reply: async () => {
        await writeLimits(tx, vault, key, plan, { caseId, consentId, accountId, agencyId, now })
        for (const ended of await withdrawAll(tx, caseId, now))
          if (ended.consentId !== consentId) await emit(tx, { type: 'consent.withdrawn', data: ended }, now)
        return { ...consent, withdrawnAt: now }
      },
      audit: {
        caseId,
        subjectId: consentId,
        key,
        subject: 'consent',
        changes: [{ field: 'state', from: 'in_force', to: 'withdrawn', reason: body.how }],
      },
      events: [
        { type: 'consent.withdrawn', data: { consentId, caseId } },
        ...plan.added.map((limit) => ({
          type: 'limit.recorded' as const,
          data: { limitId: limit.id, caseId },
        })),
      ],
    }
  })

  command(recordWithoutConsent, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { file, key, today, calendar, knows } = await openForConsent(tx, vault, caseId, now)
    await mayShare(tx, file)
    const { pastLimits = [], delayEndangers = false, urgent = false, ...record } = body
    const limits = await readLimits(tx, vault, caseId)
    const faults = [...withoutConsentFaults(record, '', today, knows), ...pastLimitFaults(body, limits)]
    if (faults.length) throw new Refusal('answers.incomplete', faults)
    const waiting = askedAlready(body, caseId, limits, await readOverrides(tx, vault, actor, { caseId }, now))
    if (waiting.length)
      throw new Refusal(
        'override.asked',
        waiting.map(({ agencyName }) => ({
          pointer: '/agencies',
          code: 'asked',
          detail: `Sharing with ${agencyName} waits for two people to decide`,
        })),
      )
    const passed = limitsPassed(body, limits)
    const refused = passed.map(({ agencyId }) => agencyId)
    const { accountId, agencyId } = actor
    // Whom she refused two people decide on first.
    const grants = withoutConsentGrants(record, now).filter((grant) => !refused.includes(grant.agencyId))
    const id = await writeWithoutConsent(tx, vault, key, {
      caseId,
      record,
      accountId,
      agencyId,
      now,
      grants,
    })
    const asking = {
      caseId,
      withoutConsentId: id,
      passed,
      pastLimits,
      delayEndangers,
      urgent,
      accountId,
      calendar,
      now,
    }
    const asked = await askOverrides(tx, vault, key, asking)
    const reply = (await readWithoutConsents(tx, vault, caseId))(key).find((record) => record.id === id)
    if (!reply) throw new Error('a record that its writer cannot read')
    return {
      reply,
      audit: {
        caseId,
        subjectId: id,
        subject: 'consent',
        changes: [
          { field: 'state', from: null, to: grants.length ? 'shared_without_consent' : 'asked_past_her_no' },
        ],
      },
      events: [
        { type: 'without_consent.recorded', data: { withoutConsentId: id, caseId } },
        ...asked.map((overrideId) => ({
          type: 'limit_override.asked' as const,
          data: { overrideId, caseId },
        })),
      ],
    }
  })
}

/** The case, held until the transaction ends so that two records of one moment come one after the other, and what the rules ask for. */
async function openForConsent(tx: Tx, vault: Vault, caseId: string, now: string) {
  const file = await openOwnRecord(tx, vault, caseId, true)
  const partnership = await readPartnership(tx, now)
  const calendar = calendarOf(partnership)
  const names = agencyNames(partnership)
  return {
    file,
    key: file.key,
    calendar,
    today: localDay(calendar, now),
    knows: (agencyId: string) => names.has(agencyId),
  }
}
