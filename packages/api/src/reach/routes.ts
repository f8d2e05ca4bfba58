import { localDay } from '@alongside/shared/calendar'
import type { Body } from '@alongside/shared/contract'
import { Refusal } from '@alongside/shared/problems'
import * as contract from '@alongside/shared/reach/contract'
import { asShown } from '@alongside/shared/reach/rules'
import type { Way, WayWithHistory } from '@alongside/shared/reach/schema'
import type { FastifyPluginAsync } from 'fastify'
import { openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { openWay, writeWay } from './queries.ts'

/** REF-14: ways to reach her, on her file. */
export const reachRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  command(contract.recordWay, async ({ tx, vault, actor, params: { caseId }, body, now }) => {
    const { key } = await openOwnRecord(tx, vault, caseId, true)
    const way = wayOf(body)
    const id = newId()
    await writeWay(tx, vault, key, caseId, { id, version: 1, way }, { accountId: actor.accountId, now })
    const { way: kept } = await openWay(tx, vault, id)
    return {
      reply: shown(kept, await today(tx, now)),
      audit: {
        subject: 'way_to_reach',
        subjectId: id,
        caseId,
        key,
        changes: [{ field: 'state', from: null, to: way.safe }],
      },
      events: [],
    }
  })

  query(contract.readWay, async ({ tx, vault, params: { wayId } }) => {
    const { way } = await openWay(tx, vault, wayId)
    return { reply: way, audit: { caseId: way.caseId, subjectId: wayId } }
  })

  command(contract.changeWay, async ({ tx, vault, actor, params: { wayId }, body, version, now }) => {
    const { key, way: before } = await openWay(tx, vault, wayId, true)
    sameVersion(version, before.version)
    const { why, ...said } = body
    const way = wayOf(said)
    const written = { id: wayId, version: before.version + 1, way }
    await writeWay(tx, vault, key, before.caseId, written, { accountId: actor.accountId, now })
    const { way: kept } = await openWay(tx, vault, wayId)
    return {
      reply: shown(kept, await today(tx, now)),
      audit: {
        subject: 'way_to_reach',
        subjectId: wayId,
        caseId: before.caseId,
        key,
        changes: [
          { field: 'state', from: before.safe, to: way.safe, ...(why?.trim() && { reason: why.trim() }) },
        ],
      },
      events: [],
    }
  })
}

const today = async (tx: Tx, now: string) => localDay(calendarOf(await readPartnership(tx, now)), now)

const shown = ({ caseId: _, before: __, ...way }: WayWithHistory, day: string) => asShown(way, day)

/** @throws Refusal request.invalid: of what is not safe it is said why, so that nobody has to find out */
function wayOf(body: Body<typeof contract.recordWay>): Way {
  const said = (text: string | undefined) => text?.trim() || null
  const because = said(body.because)
  if (body.safe === 'no' && because === null)
    throw new Refusal('request.invalid', [
      { pointer: '/because', code: 'missing', detail: 'Say why this way is not safe' },
    ])
  return {
    kind: body.kind,
    value: body.value.trim(),
    safe: body.safe,
    because,
    times: said(body.times),
    message: body.message ?? null,
    answeredBy: said(body.answeredBy),
    namesSender: body.namesSender ?? null,
    until: body.until ?? null,
  }
}
