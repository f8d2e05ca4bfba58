import { readCase } from '@alongside/shared/cases/contract'
import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import { whyNotWithdrawConsent } from '@alongside/shared/consent/rules'
import type { Consent, ConsentAnswers } from '@alongside/shared/consent/schema'
import { it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo } from '../demo/answers.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, clock } = world
const agrees = [agencies.lantern, agencies.housing]

/** The first consent of a case; its withdrawal names no version. */
interface Seen extends Consent {
  version: number
  caseId: string
}

const lastDay = '2026-03-05'
const until = (day: string) => consentTo(agrees, { givenOn: '2026-03-02', until: day })

/** She agrees, again or anew, on the day of the walk. */
const agreesToday = (): ConsentAnswers => ({
  ...until('2027-03-01').given,
  givenOn: clock.now().slice(0, 10),
})

/** The case that the walk goes through. */
let caseId: string
const given = (day: string, now: string) => async (): Promise<string> => {
  clock.set('2026-03-02T09:00:00Z')
  const referral = await givenSubmitted(world, { answers: { consent: until(day) } })
  caseId = referral.caseId ?? ''
  const { consents } = await done(as.outreach, readCase, { params: { caseId } })
  clock.set(now)
  return consents[0]?.id ?? ''
}

const step = stepsOf<Seen>()

it(
  'CON-3 ACC-3 at random through a consent, in force, on its last day and after it: rule and API agree',
  async () => {
    const people: PersonName[] = ['outreach', 'housing', 'police']
    await walk<Seen>(world, {
      begins: {
        in_force: given('2027-03-01', '2026-03-02T10:00:00Z'),
        'on its last day': given(lastDay, '2026-03-05T23:00:00Z'),
        'after its last day': given(lastDay, '2026-03-06T00:30:00Z'),
      },
      read: async (who, id) => {
        const answer = await as[who](readCase, { params: { caseId } })
        const consent = answer.body.consents?.find((one) => one.id === id)
        return {
          ...answer,
          status: consent ? answer.status : 404,
          body: { ...(consent as Consent), caseId, version: 1 },
        }
      },
      steps: people.flatMap((who) => [
        step(
          who,
          withdrawConsent,
          (seen) => whyNotWithdrawConsent(seen, clock.now().slice(0, 10)),
          ({ id }) => ({ params: { consentId: id }, body: { how: 'She said so' } }),
        ),
        step(
          who,
          recordConsent,
          () => null,
          () => ({ params: { caseId }, body: agreesToday() }),
        ),
      ]),
    })
  },
  walkTimeout,
)
