import * as contract from '@alongside/shared/other-forums/contract'
import { forumFaults, forumStage, kept, whyNotRecordForum } from '@alongside/shared/other-forums/rules'
import type { OtherForumSaid } from '@alongside/shared/other-forums/schema'
import { unreadableForum } from '@alongside/shared/other-forums/values'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { localToday } from '../meetings/queries.ts'
import { openOtherForum, readOtherForums, writeOtherForum } from './queries.ts'

/** FOR-1: other forums that know of her. */
export const otherForumRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listOtherForums, async ({ tx, vault, params: { caseId } }) => {
    await openOwnRecord(tx, vault, caseId)
    return {
      reply: await readOtherForums(tx, vault, caseId),
      audit: { caseId, subjectId: caseId },
    }
  })

  command(contract.recordOtherForum, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const today = await localToday(tx, now)
    const said = fitting(body, actor, today)
    const id = newId()
    await writeOtherForum(tx, vault, key, { id, version: 1, caseId, said, accountId: actor.accountId, now })
    return {
      reply: await openOtherForum(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'other_forum' as const },
        changes: [{ field: 'state', from: null, to: forumStage(said, today) }],
      },
      events: [],
    }
  })

  command(contract.changeOtherForum, async ({ tx, vault, actor, params, body, version, now }) => {
    const { caseId } = await openOtherForum(tx, vault, params.otherForumId)
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    // Read again, now that nobody else changes it.
    const { id, ...before } = await openOtherForum(tx, vault, params.otherForumId)
    sameVersion(version, before.version)
    const { mistaken = false, why, ...known } = body
    const today = await localToday(tx, now)
    // A change rests on what can be read.
    const { forum } = before
    if (forum === unreadableForum) throw new Refusal('record.unreadable')
    const said = fitting({ forum, ...known }, actor, today)
    const reason = why?.trim()
    if (mistaken && !reason)
      throw new Refusal('answers.incomplete', [
        { pointer: '/why', code: 'missing', detail: 'Say why it was a mistake' },
      ])
    const entry = { id, version: before.version + 1, caseId, said, mistaken, accountId: actor.accountId, now }
    await writeOtherForum(tx, vault, key, entry)
    return {
      reply: mistaken ? { id, ...before } : await openOtherForum(tx, vault, id),
      audit: {
        ...{ caseId, subjectId: id, subject: 'other_forum' as const, key },
        changes: [
          {
            field: 'state',
            from: forumStage(before, today),
            to: mistaken ? ('mistaken' as const) : forumStage(said, today),
            ...(reason && { reason }),
          },
        ],
      },
      events: [],
    }
  })
}

/** @throws Refusal other_forum.for_leads · answers.incomplete */
function fitting(said: OtherForumSaid, actor: Member, today: string): OtherForumSaid {
  const refused = whyNotRecordForum(said.forum, actor)
  if (refused) throw new Refusal(refused)
  const fits = kept(said)
  const faults = forumFaults(fits, today)
  if (faults.length > 0) throw new Refusal('answers.incomplete', faults)
  return fits
}
