import type { referralEvents } from '@alongside/shared/referrals/events'
import type { referralNotices } from '@alongside/shared/referrals/notices'
import {
  coordinators,
  coordinatorsOf,
  type Heard,
  type Hearing,
  inPerson,
  leadsOf,
  send,
  tellsNobody,
} from '../notices/hearing.ts'
import type { Person, Place } from '../notices/whom.ts'

type ReferralEvent = keyof typeof referralEvents
type ReferralHeard = Heard<ReferralEvent>

/** REF-8: recipients hear of a referral, its author what became of it. */
export const referralHearing: Hearing<ReferralEvent> = {
  'referral.submitted': async (heard) => {
    const referral = await referralOf(heard)
    for (const { agency_id, for_meeting, answered } of referral?.recipients ?? []) {
      if (answered) continue
      if (for_meeting) await tellOf(heard, await coordinators(heard), 'referral_to_triage', referral)
      else await tellOf(heard, await leadsOf(heard, [agency_id]), 'referral_to_answer', referral)
    }
  },
  'referral.accepted': (heard) => tellAuthor(heard, 'referral_accepted'),
  'referral.returned': (heard) => tellAuthor(heard, 'referral_returned'),
  'referral.declined': (heard) => tellAuthor(heard, 'referral_declined'),
  'referral.redirected': (heard) => tellAuthor(heard, 'referral_declined'),
  'referral.taken_back': (heard) => tellAuthor(heard, 'referral_taken_back'),
  'referral.withdrawn': tellsNobody,
  'referral.responded': (heard) => tellAuthor(heard, 'referral_answered'),
  'referral.asked': (heard) => tellAuthor(heard, 'referral_asked'),
  'referral.answered': async (heard) =>
    tellOf(
      heard,
      await leadsOf(heard, [heard.event.data.agencyId]),
      'referral_question_answered',
      await referralOf(heard),
    ),
  'referral.added_to': async (heard) => {
    const referral = await referralOf(heard)
    const asked = referral?.recipients.flatMap((one) => (one.for_meeting ? [] : one.agency_id)) ?? []
    await tellOf(heard, await leadsOf(heard, asked), 'referral_added_to', referral)
  },
  'referral.response_amended': (heard) => tellAuthor(heard, 'referral_response_amended'),
  // ACC-8: where the coordinators may not read of her, her referrer’s agency goes on by itself.
  'referral.nobody_has_her': async (heard) => {
    const referral = await referralOf(heard)
    if (!referral) return
    const those = await coordinatorsOf(heard, heard.event.data.caseId)
    const instead = those.length ? [] : await leadsOf(heard, [referral.agencyId])
    const places = [...those, ...instead, ...(await inPerson(heard, referral))]
    await tellOf(heard, places, 'referral_nobody_has_her', referral)
  },
  'referral.light_changed': async (heard) => {
    const referral = await referralOf(heard)
    if (!referral) return
    const leads = await leadsOf(
      heard,
      referral.recipients.map(({ agency_id }) => agency_id),
    )
    await tellOf(heard, [...leads, ...(await inPerson(heard, referral))], 'referral_light_changed', referral)
  },
}

/** With its author. */
interface ReferralOf extends Person {
  id: string
  reference: string
  recipients: { agency_id: string; for_meeting: boolean; answered: boolean }[]
}

async function referralOf({ tx, event }: ReferralHeard): Promise<ReferralOf | undefined> {
  const { rows } = await tx.$client.query<ReferralOf>(
    `SELECT r.id, r.reference, r.author_account_id AS "accountId", r.agency_id AS "agencyId",
        (SELECT coalesce(json_agg(json_build_object('agency_id', p.agency_id, 'for_meeting', p.for_meeting,
          'answered', p.responded_at IS NOT NULL)), '[]') FROM referral_recipients p
          WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id) AS recipients
      FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.id = $1`,
    [event.data.referralId],
  )
  return rows[0]
}

const tellOf = async (
  heard: ReferralHeard,
  places: readonly Place[],
  kind: keyof typeof referralNotices,
  referral: ReferralOf | undefined,
): Promise<void> =>
  referral && send(heard, places, { kind, subjectId: referral.id, reference: referral.reference })

async function tellAuthor(heard: ReferralHeard, kind: keyof typeof referralNotices): Promise<void> {
  const referral = await referralOf(heard)
  if (!referral) return
  await tellOf(heard, await inPerson(heard, referral), kind, referral)
}
