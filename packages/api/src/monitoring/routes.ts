import * as contract from '@alongside/shared/monitoring/contract'
import { type Period, periodOf, quarterOf } from '@alongside/shared/monitoring/periods'
import { populationIn } from '@alongside/shared/monitoring/population'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { type CaseFile, openOwnRecord } from '../cases/case-file.ts'
import type { Tx } from '../db/pool.ts'
import { cases } from '../db/tables/cases.ts'
import { localPopulations } from '../db/tables/monitoring.ts'
import { paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { readCsv } from '../imports/csv.ts'
import { doesCoordinate, localToday, mustCoordinate } from '../meetings/queries.ts'
import { keepCharacteristics, readCharacteristics } from './characteristics.ts'
import {
  countCounted,
  readCounted,
  readFigures,
  readPeople,
  readPopulations,
  readPresence,
} from './queries.ts'

/** MON-1, MON-2: the true numbers, for who coordinates and, of their own, for agencies; and what of a person is counted. */
export const monitoringRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.readDiscussed, async ({ tx, actor, query: asked, now }) => {
    const period = await periodAsked(tx, asked.period, now)
    const all = await doesCoordinate(tx)
    return {
      reply: {
        period,
        ofAgencyId: all ? (asked.agencyId ?? null) : actor.agencyId,
        ...(await readPeople(tx, period, asked)),
      },
      audit: {},
    }
  })

  query(contract.readFigures, async ({ tx, query: asked, now }) => {
    const period = await periodAsked(tx, asked.period, now)
    const figures = await readFigures(tx, period)
    return { reply: { period, figures, attendance: await readPresence(tx, period) }, audit: {} }
  })

  query(contract.listCounted, async ({ tx, vault, params: { figure }, query: asked, now }) => {
    const { limit: _, cursor: __, period, ...filter } = asked
    const within = await periodAsked(tx, period, now)
    const page = await paged(
      vault,
      `${contract.listCounted.id} ${figure}`,
      asked,
      (after, limit) => readCounted(tx, figure, within, filter, after, limit),
      ({ id }) => ['', id],
    )
    const reply = { ...page, ...(await countCounted(tx, figure, within, filter)) }
    return { reply, audit: { seen: [...new Set(reply.items.flatMap(({ caseId }) => caseId ?? []))] } }
  })

  query(contract.readCharacteristics, async ({ tx, vault, params }) => {
    const file = await openOwnRecord(tx, vault, params.caseId)
    return { reply: await countedOf(tx, file), audit: { caseId: file.id, subjectId: file.id } }
  })

  command(contract.recordCharacteristics, async ({ tx, vault, params, body, version }) => {
    const file = await openOwnRecord(tx, vault, params.caseId, true)
    sameVersion(version, file.version)
    if (body.equality === undefined)
      throw new Refusal('request.invalid', [
        { pointer: '/equality', code: 'missing', detail: 'says nothing: give an answer' },
      ])
    await keepCharacteristics(tx, file.id, body.equality)
    await tx
      .update(cases)
      .set({ version: sql`${cases.version} + 1` })
      .where(eq(cases.id, file.id))
    return {
      reply: await countedOf(tx, await openOwnRecord(tx, vault, file.id)),
      audit: { caseId: file.id, subjectId: file.id },
      events: [],
    }
  })

  query(contract.listPopulation, async ({ tx }) => ({ reply: { items: await readPopulations(tx) } }))

  command(contract.loadPopulation, async ({ tx, actor, body, now }) => {
    await mustCoordinate(tx)
    const sheet = readCsv(body.csv)
    if ('wrong' in sheet)
      throw new Refusal('population.unread', [
        { pointer: '/csv', code: 'invalid', detail: `${sheet.wrong}. ${sheet.fix}` },
      ])
    const { answers, faults } = populationIn(body.question, sheet)
    if (faults.length) throw new Refusal('population.unread', faults)
    const { question, source } = body
    const loaded = { source, answers, loadedBy: actor.accountId, loadedAt: now }
    await tx
      .insert(localPopulations)
      .values({ question, ...loaded })
      .onConflictDoUpdate({
        target: [localPopulations.partnershipId, localPopulations.question],
        set: loaded,
      })
    return { reply: { question, source, answers }, audit: {}, events: [] }
  })
}

const periodAsked = async (tx: Tx, asked: string | undefined, now: string): Promise<Period> =>
  asked === undefined ? quarterOf(await localToday(tx, now)) : periodOf(asked)

async function countedOf(tx: Tx, { id, version, identity }: CaseFile) {
  return {
    caseId: id,
    version,
    age: identity.age,
    counted: await readCharacteristics(tx, id),
  }
}
