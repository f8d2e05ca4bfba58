import { closeCaseToPerson, reviewExclusion } from '@alongside/shared/exclusions/contract'
import { answerConflict, recordPersonWhoHarms } from '@alongside/shared/people-who-harm/contract'
import type { HarmFacts } from '@alongside/shared/people-who-harm/schema'
import { recordWay } from '@alongside/shared/reach/contract'
import { recordWorkerWarning } from '@alongside/shared/worker-safety/contract'
import type { WorkerWarningKind } from '@alongside/shared/worker-safety/values'
import { type PersonName, people } from './cast.ts'
import { done } from './found.ts'
import { as, atWork, type Story, today } from './story.ts'

/** Who harms somebody, and what follows from it. */
export interface Danger {
  /** Her worker, who writes it down. */
  by: PersonName
  harms: HarmFacts
  /** Days from now on which an order on him ends. */
  orderEnds?: number
  warning: { kind: WorkerWarningKind; words: string }
  unsafePhone: { value: string; because: string }
  /** The lead of an agency finds that somebody of hers knows him, to whom the case is closed without a word. */
  conflict: { lead: keyof typeof people; closedTo: keyof typeof people; words: string }
}

/** HRM-1, REF-14, WRK-2: within days of her referral; of the leads that are asked, one answers, and the others have it waiting. */
export function planDanger(story: Story, caseId: string, danger: Danger): void {
  const { diary } = story
  const after = (days: number, time: string) => atWork(story, today(story).add({ days }), time)
  diary.plan(after(1, '10:20'), async () => {
    const personId = await tell(story, caseId, danger)
    diary.plan(after(1, '09:40'), () => closeToWhoKnowsHim(story, caseId, personId, danger))
  })
}

/** What her worker knows of him, of how she must not be reached, and of what to look out for. */
async function tell(
  story: Story,
  caseId: string,
  { by, harms, orderEnds, warning, unsafePhone }: Danger,
): Promise<string> {
  const worker = as(story, by)
  const params = { caseId }
  const endsOn = orderEnds === undefined ? null : today(story).add({ days: orderEnds }).toString()
  const { id } = await done(worker, recordPersonWhoHarms, {
    params,
    body: {
      ...harms,
      ...(endsOn && {
        orders: [{ kind: 'non_molestation', conditions: 'Not to come near her, nor to ring her', endsOn }],
      }),
    },
  })
  story.diary.pass(5)
  await done(worker, recordWay, { params, body: { kind: 'phone', safe: 'no', ...unsafePhone } })
  const source = 'Her worker, who was there'
  await done(worker, recordWorkerWarning, {
    params,
    body: { ...warning, source, checkedOn: today(story).toString() },
  })
  return id
}

async function closeToWhoKnowsHim(
  story: Story,
  caseId: string,
  personWhoHarmsId: string,
  { conflict: { lead, closedTo, words } }: Danger,
): Promise<void> {
  const { diary, accounts, agencies } = story
  await done(as(story, lead), answerConflict, {
    params: { personWhoHarmsId },
    body: { answer: 'stand_aside' },
  })
  const { id, version } = await done(as(story, lead), closeCaseToPerson, {
    params: { caseId },
    body: {
      accountId: accounts[closedTo] ?? '',
      agencyId: agencies[people[closedTo].agency] ?? '',
      ...{ knows: 'who_harms', told: false, words },
    },
  })
  diary.plan(atWork(story, today(story).add({ days: 1 }), '12:10'), () =>
    done(as(story, 'chair'), reviewExclusion, {
      params: { exclusionId: id },
      version,
      body: { review: 'stands', words: 'Telling would reach him within the day.' },
    }),
  )
}
