import { localDay } from '@alongside/shared/calendar'
import * as contract from '@alongside/shared/flags/contract'
import { flagMoves, whyNotFlag } from '@alongside/shared/flags/rules'
import { flagStates } from '@alongside/shared/flags/values'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { lockOwnFlag, readFlag, readFlagsOfCase, readOwnFlags, saveFlag } from './queries.ts'

/** FLG-1: by hand, and by the agencies' own case systems. */
export const flagRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listFlags, async ({ tx, vault, query: asked }) => {
    const states = asked.state ? [asked.state] : flagStates
    const reply = await paged(
      vault,
      contract.listFlags.id,
      asked,
      (after, limit) => readOwnFlags(tx, vault, { states, after, limit }),
      ({ askedAt, id }) => [askedAt, id],
    )
    return { reply, audit: { seen: [...new Set(reply.items.map(({ caseId }) => caseId))] } }
  })

  query(contract.readCaseFlags, async ({ tx, vault, params: { caseId } }) => {
    await openOwnRecord(tx, vault, caseId)
    return {
      reply: { items: await readFlagsOfCase(tx, vault, caseId) },
      audit: { subjectId: caseId, caseId },
    }
  })

  command(contract.confirmFlag, async ({ tx, vault, params: { caseId }, body, version, now }) => {
    const flag = await flagToMove(tx, vault, caseId, version, 'confirm')
    await mustNotBeAhead(tx, body.on, now)
    const reference = vault.seal(flag.key, 'flag', body.reference)
    await saveFlag(tx, flag.id, { state: flagMoves.confirm.to, on: body.on, reference })
    return {
      reply: await readFlag(tx, vault, flag.id),
      audit: {
        subject: 'flag',
        subjectId: flag.id,
        caseId,
        key: flag.key,
        changes: [{ field: 'state', from: flag.state, to: flagMoves.confirm.to }],
      },
      events: [{ type: 'flag.confirmed', data: { flagId: flag.id, caseId } }],
    }
  })

  command(contract.takeFlagDown, async ({ tx, vault, params: { caseId }, body, version, now }) => {
    const flag = await flagToMove(tx, vault, caseId, version, 'take_down')
    await mustNotBeAhead(tx, body.on, now)
    await saveFlag(tx, flag.id, { state: flagMoves.take_down.to, on: body.on, reference: null })
    return {
      reply: await readFlag(tx, vault, flag.id),
      // Whose grant has ended writes nothing into the case's history; the audit has it.
      audit: {
        subject: 'flag',
        subjectId: flag.id,
        caseId,
        key: flag.key,
        changes: flag.state === 'confirmed' ? [{ field: 'state', from: flag.state, to: 'taken_down' }] : [],
      },
      events: [{ type: 'flag.taken_down', data: { flagId: flag.id, caseId } }],
    }
  })
}

/** @throws Refusal not_found · version.stale · flag.wrong_state */
async function flagToMove(
  tx: Tx,
  vault: Vault,
  caseId: string,
  version: number,
  move: Parameters<typeof whyNotFlag>[0],
) {
  const flag = await lockOwnFlag(tx, caseId)
  if (!flag) {
    await openOwnRecord(tx, vault, caseId)
    throw new Refusal('flag.wrong_state')
  }
  sameVersion(version, flag.version)
  const refused = whyNotFlag(move, flag.state)
  if (refused) throw new Refusal(refused)
  return flag
}

async function mustNotBeAhead(tx: Tx, on: string, now: string): Promise<void> {
  if (on <= localDay(calendarOf(await readPartnership(tx, now)), now)) return
  throw new Refusal('request.invalid', [
    { pointer: '/on', code: 'invalid', detail: 'is a day that has not come yet' },
  ])
}
