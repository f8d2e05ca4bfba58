import { readCase } from '@alongside/shared/cases/contract'
import { whoIsAtRisk } from '@alongside/shared/referrals/completeness'
import { changeLight, readReferral } from '@alongside/shared/referrals/contract'
import type { Referral } from '@alongside/shared/referrals/schema'
import { recordNotification } from '@alongside/shared/safeguarding/contract'
import type { PersonName } from './cast.ts'
import { done } from './found.ts'
import { as, hoursAfter, type Story } from './story.ts'

export interface LightChange {
  /** Its author raises it; the coordinator may lower it. */
  by: PersonName
  to: 'red' | 'amber'
  reason: string
}

/** REF-6: somebody sees it otherwise, minutes after it was sent. */
export function planLight(
  story: Story,
  { by, to, reason }: LightChange,
  { id, submittedAt }: Referral,
): void {
  story.diary.plan(hoursAfter(submittedAt ?? '', 0.1), async () => {
    const referral = await done(as(story, by), readReferral, { params: { referralId: id } })
    if (referral.light === to) return
    await done(as(story, by), changeLight, {
      params: { referralId: id },
      version: referral.version,
      body: { light: to, reason },
    })
  })
}

/** SAF-1, SAF-2: the author tells the team at once, and then says so here. */
export function planSafeguarding(story: Story, by: PersonName, { id, answers, submittedAt }: Referral): void {
  if (whoIsAtRisk(answers).length === 0) return
  const { chance, diary } = story
  diary.plan(hoursAfter(submittedAt ?? '', chance.is(0.1) ? 30 : 1 + chance.next() * 8), async () => {
    // By then the coordinator may have known her, and the referral hangs on her earlier file.
    const { caseId } = await done(as(story, by), readReferral, { params: { referralId: id } })
    const file = await done(as(story, by), readCase, { params: { caseId: caseId ?? '' } })
    for (const { id: notificationId, version, kind, recordedAt } of file.safeguarding) {
      if (recordedAt) continue
      await done(as(story, by), recordNotification, {
        params: { notificationId },
        version,
        body: {
          toldAt: hoursAfter(diary.now(), -0.3),
          receiver: kind === 'child' ? 'Front door, duty worker' : 'Safeguarding adults team, duty worker',
          reference: `${kind === 'child' ? 'CSC' : 'ASC'}-${chance.from(10_000, 99_999)}`,
        },
      })
    }
  })
}
