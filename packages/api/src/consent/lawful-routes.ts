import { recordLawfulBasis } from '@alongside/shared/consent/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import { operations } from '../http/operation.ts'
import { mayShare } from '../limits/queries.ts'
import { agencyNames, readPartnership } from '../partnerships/queries.ts'
import { readLawfulBases, writeLawfulBases } from './lawful.ts'

/** CON-6: what sharing rests on in law, named on the case. */
export const lawfulRoutes: FastifyPluginAsync = async (app) => {
  const { command } = operations(app)

  command(recordLawfulBasis, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const file = await openOwnRecord(tx, vault, caseId, true)
    await mayShare(tx, file)
    if (!agencyNames(await readPartnership(tx, now)).has(body.agencyId))
      throw new Refusal('reference.unknown', [
        { pointer: '/agencyId', code: 'unknown', detail: 'is not in the partnership' },
      ])
    const { key } = file
    const { accountId } = actor
    await writeLawfulBases(tx, vault, [body], { caseId, key, accountId, now, again: true })
    const named = (await readLawfulBases(tx, vault, caseId))(key).find(
      ({ agencyId, purpose }) => agencyId === body.agencyId && purpose === body.purpose,
    )
    if (!named) throw new Error('a basis that its writer cannot read')
    return {
      reply: named,
      audit: {
        ...{ caseId, subjectId: named.id, subject: 'lawful_basis' as const },
        changes: [{ field: 'state', from: null, to: 'named' }],
      },
      events: [],
    }
  })
}
