import { entryOf, idsOf, type ToldType, toldTypes, wishedTypes } from '@alongside/shared/events/catalogue'
import * as contract from '@alongside/shared/events/contract'
import { Refusal } from '@alongside/shared/problems'
import type { FastifyPluginAsync } from 'fastify'
import type { Tx } from '../db/pool.ts'
import { cursorBehind, type Position, paged } from '../http/cursors.ts'
import { operations } from '../http/operation.ts'

/** API-3: the feed, for systems that cannot be called. */
export const eventRoutes: FastifyPluginAsync = async (app) => {
  const { query } = operations(app)

  query(contract.listEventTypes, async () => ({
    reply: {
      items: toldTypes.map((type) => {
        const { says, toldTo } = entryOf(type)
        return { type, says, toldTo, ids: [...idsOf(type)] }
      }),
    },
  }))

  query(contract.listEvents, async ({ tx, vault, query: asked }) => {
    const types = asked.types ? typesIn(asked.types) : null
    const position = (row: EventRow): Position => [String(row.position), row.id]
    const { items, next } = await paged(
      vault,
      contract.listEvents.id,
      asked,
      async (after, limit) => {
        const rows = await readEvents(tx, { types, after, limit })
        await mustBeKept(tx, after, rows[0])
        return rows
      },
      position,
    )
    const last = items.at(-1)
    return {
      reply: {
        items: items.map(({ position: _, ...event }) => event),
        next,
        resume: last
          ? cursorBehind(vault, contract.listEvents.id, asked, position(last))
          : (asked.cursor ?? null),
      },
      audit: { seen: [...new Set(items.flatMap(({ data }) => data.caseId ?? []))] },
    }
  })
}

type EventRow = contract.ToldEvent & { position: number }

/** What the agency was told and may still see, oldest first: the policy in 41_events.sql leaves out the rest. */
async function readEvents(
  tx: Tx,
  { types, after, limit }: { types: readonly ToldType[] | null; after: Position | null; limit: number },
): Promise<EventRow[]> {
  const { rows } = await tx.$client.query<EventRow>({
    name: 'read-events',
    text: `SELECT id, type, at, data, position FROM agency_events
      WHERE partnership_id = app.partnership_id() AND agency_id = app.grants_to() AND position > $2
        AND ($3::text[] IS NULL OR type = ANY ($3)) ORDER BY position LIMIT $1`,
    values: [limit, after?.[0] ?? 0, types],
  })
  return rows
}

/** Where the first does not follow at once, something between may be filtered out, or forgotten. @throws Refusal events.too_old */
async function mustBeKept(tx: Tx, after: Position | null, first: EventRow | undefined): Promise<void> {
  const read = Number(after?.[0] ?? 0)
  if (!after || first?.position === read + 1) return
  const { rows } = await tx.$client.query<{ first: number | null }>('SELECT app.first_event_kept() AS first')
  if (Number(rows[0]?.first ?? 0) > read + 1) throw new Refusal('events.too_old')
}

/** @throws Refusal request.invalid for a type that is none of the catalogue */
function typesIn(text: string): ToldType[] {
  const names = text.split(',')
  const known = wishedTypes.filter((type) => names.includes(type))
  if (known.length === new Set(names).size) return known
  throw new Refusal('request.invalid', [
    { pointer: '?types', code: 'invalid', detail: 'names a type that the catalogue does not have' },
  ])
}
