import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/safeguarding/doors-contract'
import type { FastifyPluginAsync } from 'fastify'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { isAgency } from '../partnerships/queries.ts'
import { heldFrontDoorVersion, readFrontDoorVersions, writeFrontDoor } from './front-doors.ts'

/** SAF-1, SAF-2: whom one tells, by day and by night. Everybody reads it with the partnership; the coordinator keeps it. */
export const frontDoorRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listFrontDoors, async ({ tx }) => ({ reply: { items: await readFrontDoorVersions(tx) } }))

  command(contract.saveFrontDoor, async ({ tx, actor, params: { kind }, body, version, now }) => {
    const held = await heldFrontDoorVersion(tx, kind)
    sameVersion(version, held)
    if (body.agencyId && !(await isAgency(tx, body.agencyId)))
      throw new Refusal('reference.unknown', [
        { pointer: '/agencyId', code: 'unknown', detail: 'is no agency of the partnership' },
      ])
    const saved = { kind, version: held + 1 }
    await writeFrontDoor(tx, body, { ...saved, accountId: actor.accountId, now })
    return { reply: { ...body, ...saved }, audit: {}, events: [] }
  })
}
