import * as contract from '@alongside/shared/oncall/contract'
import { whyNotConfirm } from '@alongside/shared/oncall/rules'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import {
  heldVersion,
  readLists,
  replaceEntries,
  unknownPlaces,
  withoutRefused,
  writeCheck,
} from './queries.ts'

/** MTG-5: who of each agency answers when. Everybody may ring; each agency's lead keeps her own agency's list. */
export const onCallRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readOnCall, async ({ tx, query: { referralId }, now }) => {
    const lists = await readLists(tx, now)
    return { reply: { items: referralId ? await withoutRefused(tx, referralId, lists) : lists } }
  })

  command(contract.saveOnCall, async ({ tx, actor, body, version, now }) => {
    const { agencyId, accountId } = actor
    sameVersion(version, await heldVersion(tx, agencyId))
    const unknown = await unknownPlaces(tx, agencyId, body.entries)
    if (unknown.length > 0)
      throw new Refusal(
        'reference.unknown',
        unknown.map((at) => ({
          pointer: `/entries/${at}/membershipId`,
          code: 'unknown',
          detail: 'is no place that somebody holds in your agency',
        })),
      )
    await writeCheck(tx, { agencyId, accountId, now })
    await replaceEntries(tx, agencyId, body.entries, now)
    return { reply: await listOf(tx, agencyId, now), audit: { subjectId: agencyId }, events: [] }
  })

  command(contract.confirmOnCall, async ({ tx, actor, version, now }) => {
    const { agencyId, accountId } = actor
    sameVersion(version, await heldVersion(tx, agencyId))
    const refused = whyNotConfirm(await listOf(tx, agencyId, now))
    if (refused) throw new Refusal(refused)
    await writeCheck(tx, { agencyId, accountId, now })
    return { reply: await listOf(tx, agencyId, now), audit: { subjectId: agencyId }, events: [] }
  })
}

async function listOf(tx: Tx, agencyId: string, now: string): Promise<contract.OnCallList> {
  const [list] = await readLists(tx, now, agencyId)
  if (!list) throw new Error('an agency that its own member cannot read')
  return list
}
