import * as room from '@alongside/shared/room/contract'
import {
  whyNotAskOut,
  whyNotBegin,
  whyNotChair,
  whyNotDefer,
  whyNotRecord,
} from '@alongside/shared/room/rules'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { it } from 'vitest'
import { openDeputies } from '../../test/given-deputies.ts'
import type { ListedCase } from '../../test/given-meetings.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import type { PersonName } from '../demo/cast.ts'

const { world, as, rows, listed, sign, startOver, accountOf, refuse, name } = await openDeputies()

let hers: ListedCase

it(
  'ACC-9 MTG-7 at random through an item that a deputy chairs: rule and API agree',
  async () => {
    const everybody: PersonName[] = ['health', 'housing', 'chair', 'coordinator', 'constable']
    const accounts = new Map(
      await Promise.all(everybody.map(async (who) => [who, await accountOf(who)] as const)),
    )
    const begun = (opens: boolean, deputy: boolean) => async () => {
      await startOver()
      hers = await listed({ agrees: ['lantern', 'health', 'housing'] })
      await refuse(hers)
      if (deputy) await name(hers, 'health', 'health')
      await sign(hers.meetingId, 'chair', 'coordinator', 'health', 'housing')
      if (opens) await rows(`UPDATE meetings SET state = 'open' WHERE id = $1`, [hers.meetingId])
      return hers.itemId
    }
    const step = stepsOf<AgendaItem>()
    const ruled = (who: PersonName, rule: (item: AgendaItem) => ReturnType<typeof whyNotDefer>) =>
      [
        (item: AgendaItem, asking: Parameters<Parameters<typeof step>[2]>[1]) =>
          whyNotChair({ ...asking, accountId: accounts.get(who)! }, item) ?? rule(item),
      ] as const
    const params = ({ id }: AgendaItem) => ({ itemId: id })
    const writes = ({ meetingState, state, basisInForce }: AgendaItem) =>
      whyNotRecord(meetingState, state, basisInForce)
    const leaving = [accounts.get('chair')!, accounts.get('coordinator')!]
    await walk<AgendaItem>(world, {
      begins: {
        planned: begun(false, true),
        open: begun(true, true),
        'without a deputy': begun(true, false),
      },
      read: (who, itemId) => as[who](room.readItem, { params: { itemId } }),
      steps: everybody.flatMap((who) => [
        step(
          who,
          room.callItem,
          ...ruled(who, (item) => whyNotAskOut(item.meetingState, item.state)),
          (item) => ({ params: params(item), body: {} }),
        ),
        step(
          who,
          room.confirmSteppedOut,
          ...ruled(who, (item) => whyNotAskOut(item.meetingState, item.state)),
          (item) => ({ params: params(item), body: { people: leaving } }),
        ),
        step(
          who,
          room.startItem,
          ...ruled(who, (item) => whyNotBegin(item.meetingState, item.state, item.basisInForce, item)),
          (item) => ({ params: params(item), body: {} }),
        ),
        step(who, room.recordItem, ...ruled(who, writes), (item) => ({
          params: params(item),
          body: { riskPlan: 'Patrol' },
        })),
        step(who, room.closeItem, ...ruled(who, writes), (item) => ({ params: params(item), body: {} })),
        step(
          who,
          room.deferItem,
          ...ruled(who, (item) => whyNotDefer(item.meetingState, item.state)),
          (item) => ({ params: params(item), body: { reason: 'Her worker is ill' } }),
        ),
      ]),
    })
  },
  walkTimeout,
)
