import { recordLimit } from '@alongside/shared/limits/contract'
import { readMeeting } from '@alongside/shared/meetings/contract'
import * as room from '@alongside/shared/room/contract'
import { type AgencyName, emailOf, type PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { givenMeetings, type ListedCase } from './given-meetings.ts'
import { sqlAs } from './sql-as.ts'
import { openEastmarsh } from './world.ts'

/** A world with a calendar of meetings, in which somebody refuses the agency of chair and coordinator, and a deputy is named. */
export async function openDeputies() {
  const world = await openEastmarsh('2026-03-02T09:00:00Z')
  const { as, rows, clock, agencies } = world
  const meetings = await givenMeetings(world)

  const { within } = sqlAs(world, world.database.appUrl)

  const accountOf = async (who: PersonName) =>
    (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
  const read = (who: PersonName, { meetingId }: { meetingId: string }) =>
    done(as[who], readMeeting, { params: { meetingId } })
  const refuse = (item: ListedCase, account?: string) =>
    done(as.health, recordLimit, {
      params: { caseId: item.caseId },
      body: {
        ...(account ? { kind: 'worker' as const, accountId: account } : { kind: 'agency' as const }),
        agencyId: agencies.lantern,
        saidOn: '2026-03-02',
      },
    })
  const naming = async ({ meetingId }: ListedCase, who: PersonName, agency: AgencyName) => ({
    params: { meetingId },
    version: (await read('coordinator', { meetingId })).version,
    body: { accountId: await accountOf(who), agencyId: agencies[agency] },
  })
  const name = async (item: ListedCase, who: PersonName, agency: AgencyName, by: PersonName = 'chair') =>
    done(as[by], room.nameDeputy, await naming(item, who, agency))

  return { world, as, rows, clock, agencies, within, ...meetings, accountOf, read, refuse, naming, name }
}
