import * as contract from '@alongside/shared/disclosures/contract'
import { type ReleasePart, releaseParts } from '@alongside/shared/disclosures/values'
import { contribute } from '@alongside/shared/room/contract'
import { beforeEach } from 'vitest'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { givenMeetings, type ListedCase } from './given-meetings.ts'
import { openEastmarsh } from './world.ts'

export const recipient = {
  recipientName: 'Dr. Helen Marsh',
  recipientOrganisation: 'Northgate Refuge',
  recipientEmail: 'helen.marsh@northgate.example',
}
export const reason = 'She moves there on Friday'
export type Asking = Partial<typeof contract.requestDisclosure.example> & { itemId?: string }
export const parts = [...releaseParts]

/** A world with a calendar of meetings in which copies are asked for, agreed to and fetched; nothing of it before each test. */
export async function openReleases() {
  const world = await openEastmarsh('2026-03-02T09:00:00Z')
  const { as, rows, clock } = world
  const meetings = await givenMeetings(world)
  const { listed, open } = meetings

  beforeEach(async () => {
    clock.set('2026-03-02T09:00:00Z')
    await world.runJobs()
    await rows('DELETE FROM disclosure_requests')
    await meetings.startOver()
  })

  const bodyOf = ({ meetingId }: ListedCase, asking: Asking = {}) => ({
    meetingId,
    kind: 'pack' as const,
    ...recipient,
    reason,
    ...asking,
  })
  const ask = (who: PersonName, item: ListedCase, asking?: Asking) =>
    done(as[who], contract.requestDisclosure, { body: bodyOf(item, asking) })
  const see = (disclosureId: string) =>
    done(as.coordinator, contract.previewDisclosure, { params: { disclosureId }, body: {} })
  async function agree({ id, version }: { id: string; version: number }, needed: ReleasePart[] = parts) {
    await see(id)
    return done(as.coordinator, contract.agreeDisclosure, {
      params: { disclosureId: id },
      version,
      body: { words: 'Agreed for the refuge alone', parts: needed },
    })
  }

  /** A case with words of housing's, its pack asked for by housing. */
  async function asked(asking?: Asking) {
    const item = await listed()
    await open(item.meetingId)
    await done(as.housing, contribute, {
      params: { itemId: item.itemId },
      body: { words: 'A room is free from Monday' },
    })
    return { item, disclosure: await ask('housing', item, asking) }
  }

  /** The path of the link in the last mail to the recipient. */
  async function linkSent(): Promise<string> {
    await world.runJobs()
    const mail = world.services.mailer.caught().find(({ to }) => to === recipient.recipientEmail)
    return new URL(/https?:\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
  }
  const look = (path: string) => world.app.inject({ method: 'GET', url: path })
  const press = (path: string) =>
    world.app.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    })

  return { world, as, rows, clock, ...meetings, bodyOf, ask, see, agree, asked, linkSent, look, press }
}
