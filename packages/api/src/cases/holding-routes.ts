import { ageAsOf, ageFaults, mayBeUnder18 } from '@alongside/shared/age/rules'
import { ageInWords, groundInWords } from '@alongside/shared/age/words'
import { standing, whyNotLift, whyNotRecordDeath } from '@alongside/shared/cases/holding'
import * as contract from '@alongside/shared/cases/holding-contract'
import { Refusal } from '@alongside/shared/problems'
import { safeguardingDue } from '@alongside/shared/safeguarding/rules'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { localToday } from '../meetings/queries.ts'
import { keepAgeBands } from '../monitoring/characteristics.ts'
import { readCaseNotifications, writeNotification } from '../safeguarding/queries.ts'
import { openCase, openOwnRecord } from './case-file.ts'
import { findHold, keepAgeChange, keepAgendasOf, listAgain, readHolds, writeHold } from './holding.ts'
import { identityTokens } from './identity.ts'

/** REF-3: found to be under 18 later, or dead: what would go on stops at once, and who must know is told. */
export const holdingRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.recordAge, async ({ tx, vault, actor, params, body, version, now }) => {
    await keepAgendasOf(tx, params.caseId)
    const file = await openOwnRecord(tx, vault, params.caseId, true)
    sameVersion(version, file.version)
    const today = await localToday(tx, now)
    const faults = ageFaults(body.age, '/age', today)
    if (faults.length) throw new Refusal('request.invalid', faults)
    const age = ageAsOf(body.age, today)
    const identity = { ...file.identity, age }
    await tx.$client.query({
      name: 'record-age',
      text: `UPDATE cases SET own_identity = CASE WHEN agency_id <> $4 THEN coalesce(own_identity, identity) END,
          identity = $2, name_tokens = $3, version = version + 1
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [
        file.id,
        vault.seal(file.key, 'identity', identity),
        identityTokens(vault, actor.partnershipId, identity, today),
        actor.agencyId,
      ],
    })
    await keepAgeBands(tx, file.id, age, null)
    await keepAgeChange(tx, vault, file, { before: file.identity.age, age, today, actor, now })

    const stands = standing(await readHolds(tx, vault, file.id)).find(({ kind }) => kind === 'under_18')
    const saved = { caseId: file.id, version: file.version + 1, age }
    const trace = { caseId: file.id, subjectId: file.id }
    if (!mayBeUnder18(age, today) || stands)
      return { reply: { ...saved, hold: stands ?? null }, audit: trace, events: [] }

    const why = [ageInWords(age, today), age && groundInWords(age)].filter(Boolean).join('; ')
    const { accountId, agencyId } = actor
    const holdId = await writeHold(tx, vault, file, { kind: 'under_18', reason: why, accountId, now })
    const told = (await readCaseNotifications(tx, vault, file.id)).some(
      ({ kind, recordedAt }) => kind === 'child' && recordedAt === null,
    )
    const notificationId = told
      ? null
      : await writeNotification(tx, {
          kind: 'child',
          ...{ caseId: file.id, agencyId, openedAt: now, dueAt: safeguardingDue(now) },
          about: {
            key: file.key,
            sealed: vault.seal(file.key, 'about', `She is or may be under 18: ${why}`),
          },
        })
    return {
      reply: { ...saved, hold: holdId ? await findHold(tx, vault, holdId) : null },
      audit: {
        caseId: file.id,
        ...(holdId
          ? {
              subject: 'case_hold' as const,
              subjectId: holdId,
              changes: [{ field: 'state' as const, from: null, to: 'under_18' }],
            }
          : { subjectId: file.id }),
      },
      events: [
        ...(holdId ? [{ type: 'case.held' as const, data: { caseId: file.id, holdId } }] : []),
        ...(notificationId
          ? [{ type: 'safeguarding.opened' as const, data: { notificationId, caseId: file.id, agencyId } }]
          : []),
      ],
    }
  })

  command(contract.recordDeath, async ({ tx, vault, actor, params, body, now }) => {
    await keepAgendasOf(tx, params.caseId)
    const file = await openOwnRecord(tx, vault, params.caseId, true)
    const refused = whyNotRecordDeath(await readHolds(tx, vault, file.id))
    if (refused) throw new Refusal(refused)
    if (body.diedOn && body.diedOn > (await localToday(tx, now)))
      throw new Refusal('request.invalid', [
        { pointer: '/diedOn', code: 'contradiction', detail: 'The day cannot be to come' },
      ])
    const reason = [body.diedOn && `On ${body.diedOn}.`, body.knownBy].filter(Boolean).join(' ')
    const holdId = await writeHold(tx, vault, file, {
      kind: 'died',
      ...{ reason, accountId: actor.accountId, now },
    })
    if (!holdId) throw new Refusal('case.held')
    const hold = await findHold(tx, vault, holdId)
    if (!hold) throw new Error('a hold that its writer cannot read')
    return {
      reply: hold,
      audit: {
        caseId: file.id,
        subject: 'case_hold',
        subjectId: holdId,
        changes: [{ field: 'state', from: null, to: 'died' }],
      },
      events: [{ type: 'case.held', data: { caseId: file.id, holdId } }],
    }
  })

  command(contract.liftHold, async ({ tx, vault, actor, params, body, now }) => {
    const hold = await findHold(tx, vault, params.holdId)
    if (!hold) throw new Refusal('not_found')
    const refused = whyNotLift(hold, actor)
    if (refused) throw new Refusal(refused)
    const { key } = await openCase(tx, vault, hold.caseId)
    await tx.$client.query({
      name: 'lift-hold',
      text: `UPDATE case_holds SET lifted_at = $2, lifted_by = $3, lifted_reason = $4
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [hold.id, now, actor.accountId, vault.seal(key, 'reason', body.reason)],
    })
    const listed = await listAgain(tx, hold.caseId)
    return {
      reply: { ...hold, liftedAt: now, liftedReason: body.reason },
      audit: {
        caseId: hold.caseId,
        subject: 'case_hold',
        subjectId: hold.id,
        seen: listed.filter((id) => id !== hold.caseId),
        changes: [{ field: 'state', from: hold.kind, to: 'lifted', reason: body.reason }],
      },
      events: [{ type: 'case.hold_lifted', data: { caseId: hold.caseId, holdId: hold.id } }],
    }
  })
}
