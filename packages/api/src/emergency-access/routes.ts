import * as contract from '@alongside/shared/emergency-access/contract'
import {
  reviewDue,
  whyNotEnd,
  whyNotOpen,
  whyNotReview,
  whyNotTell,
} from '@alongside/shared/emergency-access/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { searchTerms } from '../cases/name-tokens.ts'
import { referencesMeant } from '../cases/references.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { reasonOf, reviewedByChair } from './asking.ts'
import {
  bearingOn,
  caseByReference,
  emergencyAccess,
  emergencyAccesses,
  endAccess,
  keyOfAccess,
  openAccess,
  writeAsked,
  writeReview,
  writeTold,
} from './queries.ts'

/** ACC-7, ACC-8: beyond one's grants in an emergency: the reason first, then what she refuses, then the case, to be read. */
export const emergencyAccessRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.askEmergencyAccess, async ({ tx, vault, actor, body, now, lookingFor }) => {
    lookingFor(searchTerms(vault, actor.partnershipId, body.reference))
    const { accountId, agencyId } = actor
    const reason = reasonOf(body.reason)
    const found = await caseByReference(tx, await referencesMeant(tx, body.reference, now))
    if (!found) throw new Refusal('not_found')
    const { id: caseId, key } = found
    const forChair = await reviewedByChair(tx, actor, now)
    const id = await writeAsked(tx, vault, { caseId, key, accountId, agencyId, reason, forChair, now })
    const bearing = await bearingOn(tx, vault, id)
    if (!bearing) throw new Error('what bears on an access is told to who has just asked for it')
    const { limits, bar } = bearing
    return {
      reply: { id, caseId, limits, bar },
      audit: { caseId, subjectId: id },
      events: bar
        ? [{ type: 'emergency_access.barred', data: { emergencyAccessId: id, caseId, accountId } }]
        : [],
    }
  })

  command(contract.openEmergencyAccess, async ({ tx, vault, actor, params: { accessId }, now }) => {
    const access = await emergencyAccess(tx, vault, accessId)
    const { caseId, reason, accountId } = access
    if (accountId !== actor.accountId) throw new Refusal('not_found')
    const refused = whyNotOpen(access, now)
    if (refused) throw new Refusal(refused)
    const key = await keyOfAccess(tx, accessId)
    const calendar = calendarOf(await readPartnership(tx, now))
    const until = await openAccess(tx, accessId, reviewDue(calendar, now))
    return {
      reply: { id: accessId, caseId, until },
      audit: {
        caseId,
        subjectId: accessId,
        key,
        subject: 'case',
        changes: [{ field: 'state', from: null, to: 'emergency_access', ...(reason !== null && { reason }) }],
      },
      events: [{ type: 'emergency_access.taken', data: { emergencyAccessId: accessId, caseId, accountId } }],
    }
  })

  command(contract.endEmergencyAccess, async ({ tx, vault, params: { accessId }, now }) => {
    const access = await emergencyAccess(tx, vault, accessId)
    const { caseId, accountId } = access
    const refused = whyNotEnd(access, now)
    if (refused) throw new Refusal(refused)
    await endAccess(tx, accessId)
    return {
      reply: await emergencyAccess(tx, vault, accessId),
      audit: { caseId, subjectId: accessId },
      events: [{ type: 'emergency_access.ended', data: { emergencyAccessId: accessId, caseId, accountId } }],
    }
  })

  command(contract.tellEmergencyAccess, async ({ tx, vault, actor, params, body, version, now }) => {
    const access = await emergencyAccess(tx, vault, params.accessId)
    const refused = whyNotTell(access, actor)
    if (refused) throw new Refusal(refused)
    sameVersion(version, access.version)
    const key = await keyOfAccess(tx, access.id)
    await writeTold(tx, access.id, vault.seal(key, 'words', body.words), now)
    return {
      reply: await emergencyAccess(tx, vault, access.id),
      audit: { caseId: access.caseId, subjectId: access.id },
      events: [],
    }
  })

  command(contract.reviewEmergencyAccess, async ({ tx, vault, actor, params, body, version, now }) => {
    const { accountId } = actor
    const access = await emergencyAccess(tx, vault, params.accessId)
    const refused = whyNotReview(access, actor)
    if (refused) throw new Refusal(refused)
    sameVersion(version, access.version)
    const key = await keyOfAccess(tx, access.id)
    const words = vault.seal(key, 'words', body.words)
    await writeReview(tx, access.id, { finding: body.finding, words, accountId, now })
    const { caseId } = access
    return {
      reply: await emergencyAccess(tx, vault, access.id),
      audit: { caseId, subjectId: access.id },
      events: [
        {
          type: 'emergency_access.reviewed',
          data: { emergencyAccessId: access.id, caseId, accountId: access.accountId },
        },
      ],
    }
  })

  query(contract.listEmergencyAccesses, async ({ tx, vault, query: asked }) => {
    const reply = await paged(
      vault,
      contract.listEmergencyAccesses.id,
      asked,
      (after, limit) => emergencyAccesses(tx, vault, { after, limit }),
      ({ at, id }) => [at, id],
    )
    return { reply, audit: { seen: [...new Set(reply.items.map(({ caseId }) => caseId))] } }
  })

  query(contract.readEmergencyAccess, async ({ tx, vault, params: { accessId } }) => {
    const access = await emergencyAccess(tx, vault, accessId)
    const reply = { ...access, bearing: await bearingOn(tx, vault, accessId) }
    return { reply, audit: { caseId: access.caseId, subjectId: access.id } }
  })
}
