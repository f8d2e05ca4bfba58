import { randomBytes } from 'node:crypto'
import * as contract from '@alongside/shared/meetings/contract'
import { Refusal } from '@alongside/shared/problems'
import { isNull } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { atMoment, type Tx } from '../db/pool.ts'
import { calendarFeeds } from '../db/tables/meetings.ts'
import { operations } from '../http/operation.ts'
import { newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'
import { type FeedMeeting, iCalendar } from './icalendar.ts'

/** MTG-1: the calendar as others subscribe to it, by an address that only its owner knows and can end. */
export const feedRoutes: FastifyPluginAsync = async (app) => {
  const { query, command, openRead } = operations(app)

  query(contract.readCalendarFeedState, async ({ tx }) => {
    const [feed] = await tx.select().from(calendarFeeds).where(isNull(calendarFeeds.revokedAt))
    return { reply: { madeAt: feed?.madeAt ?? null } }
  })

  command(contract.makeCalendarFeed, async ({ tx, actor, services, now }) => {
    await revoke(tx, now)
    const secret = randomBytes(32).toString('base64url')
    const id = newId()
    await tx
      .insert(calendarFeeds)
      .values({ id, membershipId: actor.membershipId, secretHash: secretHash(secret), madeAt: now })
    return {
      reply: { address: `${services.config.PUBLIC_URL}/v1/calendar-feeds/${secret}`, madeAt: now },
      audit: { subjectId: id },
      events: [],
    }
  })

  command(contract.revokeCalendarFeed, async ({ tx, actor, now }) => {
    await revoke(tx, now)
    return { reply: { madeAt: null }, audit: { subjectId: actor.membershipId }, events: [] }
  })

  openRead(contract.readCalendarFeed, async ({ params, services: { pools, clock } }) => {
    const { rows } = await atMoment(pools.app, clock, (db, now) =>
      db.query<FeedRow>({
        name: 'calendar-feed',
        text: `SELECT time_zone AS "timeZone", uid, starts_at AS "startsAt", sequence, modified_at AS "modifiedAt"
        FROM app.calendar_feed($1, $2)`,
        values: [secretHash(params.secret), now],
      }),
    )
    const [row] = rows
    if (!row) throw new Refusal('not_found')
    const meetings = rows.filter((each): each is FeedMeeting & FeedRow => each.uid !== null)
    return { name: 'meetings.ics', bytes: Buffer.from(iCalendar(row.timeZone, meetings)) }
  })
}

type FeedRow = { timeZone: string } & (FeedMeeting | { uid: null })

/** Looked up by its hash: comparing secrets byte by byte would tell how much of one was right. */

/** The policy shows nobody's feeds but those of one's own place. */
async function revoke(tx: Tx, now: string): Promise<void> {
  await tx.update(calendarFeeds).set({ revokedAt: now }).where(isNull(calendarFeeds.revokedAt))
}
