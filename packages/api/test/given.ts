import type { Reply } from '@alongside/shared/contract'
import { askEmergencyAccess, openEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { setMeetingRule } from '@alongside/shared/meetings/contract'
import { acceptReferral, startReferral, submitReferral } from '@alongside/shared/referrals/contract'
import type { ReferralAnswers } from '@alongside/shared/referrals/schema'
import { complete, consentTo, indicators } from '../src/demo/answers.ts'
import type { AgencyName, PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import type { Eastmarsh } from './world.ts'

/** Builders that create what is missing, by the commands that everyone uses. */

/** The second Thursday of each month at 10:00, as in the vignettes. */
export const givenCalendar = (world: Eastmarsh) =>
  done(world.as.coordinator, setMeetingRule, {
    body: { week: 2, weekday: 4, time: '10:00', mode: 'in_person', venue: 'The Old Library, room 2' },
  }) as Promise<Reply<typeof setMeetingRule>>

interface Given {
  by?: PersonName
  /** Agencies that she agrees to; Lantern convenes the meeting and is always among them. */
  agrees?: AgencyName[]
  /** Agencies that she does not agree to, and that hold no grant past it (ACC-8). */
  refuses?: AgencyName[]
  answers?: ReferralAnswers
}

/** Red, to the meeting, with consent to Lantern, health and housing, and not to the police. */
export function redAnswers(
  world: Eastmarsh,
  { agrees = ['lantern', 'health', 'housing'], refuses = ['police'], answers = {} }: Given = {},
): ReferralAnswers {
  const today = world.clock.now().slice(0, 10)
  return complete({
    addressedTo: { meeting: true, agencies: [] },
    indicators: indicators({
      serious_violence: 'She told the outreach worker',
      rough_sleeping: 'Seen in the stairwell',
    }),
    consent: consentTo(
      agrees.map((agency) => world.agencies[agency]),
      {
        refusedAgencies: refuses
          .filter((agency) => !agrees.includes(agency))
          .map((agency) => world.agencies[agency]),
        givenOn: today,
        until: `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`,
      },
    ),
    ...answers,
  })
}

export async function givenDraft(world: Eastmarsh, given: Given = {}) {
  return done(world.as[given.by ?? 'outreach'], startReferral, {
    body: { answers: redAnswers(world, given) },
  })
}

export async function givenSubmitted(world: Eastmarsh, given: Given = {}) {
  const draft = await givenDraft(world, given)
  return done(world.as[given.by ?? 'outreach'], submitReferral, {
    params: { referralId: draft.id },
    version: draft.version,
  })
}

/** ACC-7: asked for with a reason, and opened, past nothing that she refuses. */
export async function givenEmergencyAccess(world: Eastmarsh, who: PersonName, reference: string) {
  const { id: accessId, caseId } = await done(world.as[who], askEmergencyAccess, {
    body: { ...askEmergencyAccess.example, reference },
  })
  await done(world.as[who], openEmergencyAccess, { params: { accessId } })
  return { accessId, caseId }
}

/** On the agenda of its meeting; the calendar is set when there is none. */
export async function givenListed(world: Eastmarsh, given: Given = {}) {
  const [{ count = 0 } = {}] = await world.rows<{ count: number }>(
    'SELECT count(*)::int AS count FROM meetings',
  )
  if (!count) await givenCalendar(world)
  const submitted = await givenSubmitted(world, given)
  return done(world.as.coordinator, acceptReferral, {
    params: { referralId: submitted.id },
    version: submitted.version,
    body: {},
  })
}
