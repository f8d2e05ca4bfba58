import * as contract from '@alongside/shared/disclosures/contract'
import {
  whyNotAgree,
  whyNotDecide,
  whyNotSendAgain,
  whyNotTakeBackRelease,
} from '@alongside/shared/disclosures/rules'
import { it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const { listed } = await givenMeetings(world)
const { meetingId } = await listed()

const step = stepsOf<contract.Disclosure>()
const params = ({ id }: contract.Disclosure) => ({ params: { disclosureId: id } })
const { itemId: _, ...example } = { itemId: null, ...contract.requestDisclosure.example }
const askedBy = (who: PersonName) => async () =>
  (await done(as[who], contract.requestDisclosure, { body: { ...example, meetingId, kind: 'agenda' } })).id

it(
  'CNF-1 at random through a request to release a copy: rule and API agree',
  async () => {
    const people: PersonName[] = ['coordinator', 'chair', 'housing']
    await walk<contract.Disclosure>(world, {
      begins: {
        'asked by a member': askedBy('housing'),
        'asked by who would decide': askedBy('coordinator'),
      },
      read: async (who, id) => {
        const answer = await as[who](contract.listDisclosures, { params: { meetingId } })
        const found = answer.body.items?.find((one) => one.id === id)
        return { ...answer, status: found ? answer.status : 404, body: found ?? ({} as contract.Disclosure) }
      },
      steps: people.flatMap((who) => [
        step(who, contract.previewDisclosure, whyNotDecide, (seen) => ({ ...params(seen), body: {} })),
        step(who, contract.sendDisclosureAgain, whyNotSendAgain, (seen) => ({ ...params(seen), body: {} })),
        step(
          who,
          contract.takeBackDisclosure,
          (seen) => whyNotTakeBackRelease(seen, who === 'coordinator'),
          (seen) => ({ ...params(seen), body: contract.takeBackDisclosure.example }),
        ),
        step(who, contract.agreeDisclosure, whyNotAgree, (seen) => ({
          ...params(seen),
          body: contract.agreeDisclosure.example,
        })),
        step(who, contract.declineDisclosure, whyNotDecide, (seen) => ({
          ...params(seen),
          body: contract.declineDisclosure.example,
        })),
      ]),
    })
  },
  walkTimeout,
)
