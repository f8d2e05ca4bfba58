import { localDay } from '@alongside/shared/calendar'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import {
  consentFaults,
  consentGrants,
  isInForce,
  whyNotWithdrawConsent,
  withoutConsentFaults,
  withoutConsentGrants,
} from '@alongside/shared/consent/rules'
import { limitsOf } from '@alongside/shared/limits/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openCase } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { readLimits, writeLimits } from '../limits/queries.ts'
import { agencyNames, calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { writeConsent, writeWithoutConsent } from './grants.ts'
import { caseOfConsent, endConsent, endConsentGrants, readConsents, readWithoutConsents } from './queries.ts'

export const consentRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(recordConsent, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key, today, calendar, knows } = await openForConsent(tx, vault, caseId, now)
    const faults = consentFaults(body, '', today, knows)
    if (faults.length) throw new Refusal('answers.incomplete', faults)

    const [earlier, standing] = await Promise.all([
      readConsents(tx, vault, caseId).then((opened) => opened(key)),
      readLimits(tx, vault, caseId),
    ])
    const replaced = earlier.filter((consent) => isInForce(consent, today))
    const grants = consentGrants(calendar, body, now)
    const recording = { caseId, accountId: actor.accountId, agencyId: actor.agencyId, now }
    const id = await writeConsent(tx, vault, key, { ...recording, record: body, grants })
    const reply = (await readConsents(tx, vault, caseId))(key).find((consent) => consent.id === id)
    if (!reply) throw new Error('a consent that its writer cannot read')

    for (const consent of replaced) await endConsent(tx, consent.id, 'lapsed_at', now)
    return {
      // What she refuses, and the grants of what was replaced, come last: with them, whoever recorded this may lose sight of the case.
      reply: async () => {
        await writeLimits(tx, vault, key, limitsOf(body), { ...recording, consentId: id }, standing)
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
      events: [{ type: 'consent.recorded', data: { consentId: id, caseId } }],
    }
  })

  command(withdrawConsent, async ({ tx, vault, params: { consentId }, body, now }) => {
    const caseId = await caseOfConsent(tx, consentId)
    if (!caseId) throw new Refusal('not_found')
    const { key, today } = await openForConsent(tx, vault, caseId, now)
    const consent = (await readConsents(tx, vault, caseId))(key).find(({ id }) => id === consentId)
    if (!consent) throw new Refusal('not_found')
    const refused = whyNotWithdrawConsent(consent, today)
    if (refused) throw new Refusal(refused)

    await endConsent(tx, consentId, 'withdrawn_at', now)
    return {
      reply: async () => {
        await endConsentGrants(tx, consentId, now)
        return { ...consent, withdrawnAt: now }
      },
      audit: {
        caseId,
        subjectId: consentId,
        key,
        subject: 'consent',
        changes: [{ field: 'state', from: 'in_force', to: 'withdrawn', reason: body.how }],
      },
      events: [{ type: 'consent.withdrawn', data: { consentId, caseId } }],
    }
  })

  command(recordWithoutConsent, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key, today, knows } = await openForConsent(tx, vault, caseId, now)
    const faults = withoutConsentFaults(body, '', today, knows)
    if (faults.length) throw new Refusal('answers.incomplete', faults)
    const grants = withoutConsentGrants(body, now)
    const id = await writeWithoutConsent(tx, vault, key, {
      caseId,
      record: body,
      accountId: actor.accountId,
      agencyId: actor.agencyId,
      now,
      grants,
    })
    const reply = (await readWithoutConsents(tx, vault, caseId))(key).find((record) => record.id === id)
    if (!reply) throw new Error('a record that its writer cannot read')
    return {
      reply,
      audit: {
        caseId,
        subjectId: id,
        subject: 'consent',
        changes: [{ field: 'state', from: null, to: 'shared_without_consent' }],
      },
      events: [{ type: 'without_consent.recorded', data: { withoutConsentId: id, caseId } }],
    }
  })
}

/** The case, held until the transaction ends so that two records of one moment come one after the other, and what the rules ask for. */
async function openForConsent(tx: Tx, vault: Vault, caseId: string, now: string) {
  const { key } = await openCase(tx, vault, caseId, true)
  const partnership = await readPartnership(tx, now)
  const calendar = calendarOf(partnership)
  const names = agencyNames(partnership)
  return {
    key,
    calendar,
    today: localDay(calendar, now),
    knows: (agencyId: string) => names.has(agencyId),
  }
}
