import { type Fault, Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/room/contract'
import { whyNotNameDeputy } from '@alongside/shared/room/rules'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { readDeputies, readDeputy } from '../agenda/deputies.ts'
import type { Tx } from '../db/pool.ts'
import { meetings } from '../db/tables/meetings.ts'
import { meetingDeputies } from '../db/tables/room.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { lockMeeting, readHead, readMeeting } from '../meetings/queries.ts'

/** ACC-8, ACC-9: who chairs what neither chair nor coordinator may hear. */
export const deputyRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listDeputies, async ({ tx, params: { meetingId } }) => {
    const { namesDeputy } = await readHead(tx, meetingId)
    if (!namesDeputy) throw new Refusal('access.not_permitted')
    return { reply: { items: await readDeputies(tx, meetingId) } }
  })

  command(contract.nameDeputy, async ({ tx, actor, params, body, version, now }) => {
    const meeting = await lockMeeting(tx, params.meetingId)
    if (!meeting.namesDeputy) throw new Refusal('access.not_permitted')
    sameVersion(version, meeting.version)
    const refused = whyNotNameDeputy(meeting)
    if (refused) throw new Refusal(refused)
    const same = ({ accountId, agencyId }: typeof body) =>
      accountId === body.accountId && agencyId === body.agencyId
    if (!(await readDeputies(tx, meeting.id)).some(same)) throw new Refusal('reference.unknown', [nobody])
    const standing = await readDeputy(tx, meeting.id)
    const named = standing === null || !same(standing)
    if (named)
      await nameAnother(tx, { meetingId: meeting.id, ...body, namedBy: actor.accountId, namedAt: now })
    return {
      reply: await readMeeting(tx, meeting.id),
      audit: { subjectId: meeting.id },
      events: named ? [{ type: 'meeting.deputy_named', data: { meetingId: meeting.id, ...body } }] : [],
    }
  })
}

const nobody: Fault = {
  pointer: '/accountId',
  code: 'unknown',
  detail: 'is nobody who could be its deputy',
}

/** Ends who was deputy before, if only on paper: who does not attend any more. */
async function nameAnother(
  tx: Tx,
  named: Omit<typeof meetingDeputies.$inferInsert, 'id'> & { namedAt: string },
): Promise<void> {
  await tx
    .update(meetingDeputies)
    .set({ replacedAt: named.namedAt })
    .where(and(eq(meetingDeputies.meetingId, named.meetingId), isNull(meetingDeputies.replacedAt)))
  await tx.insert(meetingDeputies).values({ id: newId(), ...named })
  await tx
    .update(meetings)
    .set({ version: sql`${meetings.version} + 1` })
    .where(eq(meetings.id, named.meetingId))
}
