import { listNotifications, markNotificationsRead } from '@alongside/shared/work/contract'
import type { Caller } from '../in-process.ts'
import type { PersonName } from './cast.ts'
import { done } from './found.ts'
import { as, type Story } from './story.ts'

/** Everyone looks through what they were told. */
export async function readEverything(story: Story): Promise<void> {
  await Promise.all((Object.keys(story.callers) as PersonName[]).map((name) => readAll(as(story, name))))
}

async function readAll(reader: Caller): Promise<void> {
  const limit = 100
  for (let more = true; more; ) {
    const { items } = await done(reader, listNotifications, { query: { unread: true, limit } })
    if (items.length === 0) return
    await done(reader, markNotificationsRead, { body: { notificationIds: items.map(({ id }) => id) } })
    more = items.length === limit
  }
}
