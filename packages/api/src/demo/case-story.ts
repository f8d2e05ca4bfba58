import { readCase, recordVoice } from '@alongside/shared/cases/contract'
import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import {
  askEmergencyAccess,
  openEmergencyAccess,
  reviewEmergencyAccess,
  tellEmergencyAccess,
} from '@alongside/shared/emergency-access/contract'
import type { PersonName } from './cast.ts'
import { done, expectOk } from './found.ts'
import { laterWords } from './phrases.ts'
import { as, atWork, officeHour, type Story, today } from './story.ts'

/** What happens between meetings to somebody whom her worker `by` knows well. */
export function planLater(story: Story, caseId: string, by: PersonName): void {
  const { chance, diary } = story
  const later = (days: number) => atWork(story, today(story).add({ days }), officeHour(story))
  if (chance.is(0.4)) diary.plan(later(chance.from(20, 120)), () => speak(story, caseId, by))
  if (chance.is(0.15)) diary.plan(later(chance.from(20, 80)), () => withdraw(story, caseId, by))
  else if (chance.is(0.5)) diary.plan(later(chance.from(75, 85)), () => renew(story, caseId, by))
}

async function speak(story: Story, caseId: string, by: PersonName) {
  await done(as(story, by), recordVoice, {
    params: { caseId },
    body: {
      words: story.chance.of(laterWords),
      given: story.chance.of(['to_referrer', 'to_advocate', 'in_writing']),
    },
  })
}

async function withdraw(story: Story, caseId: string, by: PersonName) {
  const running = await consentInForce(story, caseId, by)
  if (running)
    await done(as(story, by), withdrawConsent, {
      params: { consentId: running.id },
      body: { how: 'She said so at the drop-in. She is well, and wants fewer people to know.' },
    })
}

/** CON-3: asked for again before it ends. */
async function renew(story: Story, caseId: string, by: PersonName) {
  const running = await consentInForce(story, caseId, by)
  if (!running) return
  const day = today(story)
  await done(as(story, by), recordConsent, {
    params: { caseId },
    body: { ...running.record, givenOn: day.toString(), until: day.add({ months: 6 }).toString() },
  })
}

async function consentInForce(story: Story, caseId: string, by: PersonName) {
  const { consents } = await done(as(story, by), readCase, { params: { caseId } })
  return consents.find(
    ({ withdrawnAt, lapsedAt, until }) => !withdrawnAt && !lapsedAt && until >= today(story).toString(),
  )
}

/** ACC-7: beyond her agency's grants, with a typed reason, for four hours; and what it was for. Where she took her consent back it stays closed. */
export async function openInEmergency(story: Story, reference: string, by: PersonName): Promise<void> {
  const { id: accessId, caseId } = await done(as(story, by), askEmergencyAccess, {
    body: {
      reference,
      reason:
        'She has collapsed at our door and cannot speak; we need to know who may be called, and who must not.',
    },
  })
  const opened = await as(story, by)(openEmergencyAccess, { params: { accessId } })
  if (opened.status === 409) return
  expectOk(opened)
  await done(as(story, by), readCase, { params: { caseId } })
  const { version } = await done(as(story, by), tellEmergencyAccess, {
    params: { accessId },
    version: 2,
    body: { words: 'The ambulance had her allergies from us; her sister was called, as she had wanted.' },
  })
  await done(as(story, 'coordinator'), reviewEmergencyAccess, {
    params: { accessId },
    version,
    body: { finding: 'right', words: 'The crew confirmed it, and nothing else was read.' },
  })
}
