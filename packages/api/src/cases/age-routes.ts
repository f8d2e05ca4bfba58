import { ageAsOf, ageFaults } from '@alongside/shared/age/rules'
import * as contract from '@alongside/shared/cases/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { localToday } from '../meetings/queries.ts'
import { keepAgeBands } from '../monitoring/characteristics.ts'
import { openCase } from './case-file.ts'
import { identityTokens } from './identity.ts'

/** REF-2, REF-3: what is known of her age, put right on her file. */
export const ageRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(contract.recordAge, async ({ tx, vault, actor, params, body, version, now }) => {
    const file = await openCase(tx, vault, params.caseId, true)
    sameVersion(version, file.version)
    const today = await localToday(tx, now)
    const faults = ageFaults(body.age, '/age', today)
    if (faults.length) throw new Refusal('request.invalid', faults)
    const age = ageAsOf(body.age, today)
    const identity = { ...file.identity, age }
    await tx.$client.query({
      name: 'record-age',
      text: `UPDATE cases SET identity = $2, name_tokens = $3, version = version + 1
        WHERE partnership_id = app.partnership_id() AND id = $1`,
      values: [
        file.id,
        vault.seal(file.key, 'identity', identity),
        identityTokens(vault, actor.partnershipId, identity, today),
      ],
    })
    await keepAgeBands(tx, file.id, age, null)
    return {
      reply: { caseId: file.id, version: file.version + 1, age },
      audit: { caseId: file.id, subjectId: file.id },
      events: [],
    }
  })
}
