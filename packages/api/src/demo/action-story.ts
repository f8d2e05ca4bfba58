import {
  type Action,
  closeActionUndone,
  completeAction,
  readAction,
  startAction,
} from '@alongside/shared/actions/contract'
import { isRunning } from '@alongside/shared/actions/rules'
import type { PersonName } from './cast.ts'
import { done } from './found.ts'
import { circumstancesChanged, notDoneByUs } from './phrases.ts'
import { as, hoursAfter, type Story } from './story.ts'

/** What becomes of an action: most are done, some late, some not; what lies behind the story's end stays open. */
export function planAction(story: Story, { id, dueAt }: Action, owner: PersonName, outcome: string): void {
  const { chance, diary } = story
  // Due dates end at midnight; people report in the afternoon.
  const days = (count: number) => hoursAfter(dueAt, count * 24 - 9)
  const fate = chance.next()
  const lately = Date.parse(dueAt) > Date.parse(diary.end) - 20 * 86_400_000
  if (chance.is(0.6)) diary.plan(days(-chance.from(3, 6)), () => report(story, id, owner, 'start'))
  if (lately && chance.is(0.4)) return
  if (fate < 0.62)
    diary.plan(days(-chance.from(0, 2)), () => report(story, id, owner, { whatHappened: outcome }))
  else if (fate < 0.74)
    diary.plan(days(chance.from(2, 15)), () => report(story, id, owner, { whatHappened: outcome }))
  else if (fate < 0.84)
    diary.plan(days(-1), () =>
      report(story, id, owner, {
        kind: 'not_done_changed',
        why: chance.of(circumstancesChanged),
      }),
    )
  else if (fate < 0.91) {
    const [why, whatNow] = chance.of(notDoneByUs)
    diary.plan(days(chance.from(1, 10)), () =>
      report(story, id, owner, { kind: 'not_done_by_agency', why, whatNow }),
    )
  } else diary.plan(days(chance.from(25, 45)), () => report(story, id, owner, { whatHappened: outcome }))
}

type Report =
  | 'start'
  | { whatHappened: string }
  | { kind: 'not_done_changed' | 'not_done_by_agency'; why: string; whatNow?: string }

/** By the agency that owns it; where it has lost sight of the case since, by the coordinator on its behalf (ACT-1). */
async function report(story: Story, actionId: string, owner: PersonName, told: Report): Promise<void> {
  const params = { actionId }
  const own = await as(story, owner)(readAction, { params })
  const reporter = as(story, own.status === 200 ? owner : 'coordinator')
  const { version, state } = own.status === 200 ? own.body : await done(reporter, readAction, { params })
  if (!isRunning(state)) return
  if (told === 'start') {
    if (state === 'open') await done(reporter, startAction, { params, version })
  } else if ('whatHappened' in told) await done(reporter, completeAction, { params, version, body: told })
  else await done(reporter, closeActionUndone, { params, version, body: told })
}
