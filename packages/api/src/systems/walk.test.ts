import * as contract from '@alongside/shared/systems/contract'
import { whyNotDecideSystem, whyNotMakeSecret, whyNotSystem } from '@alongside/shared/systems/rules'
import { it } from 'vitest'
import { givenSystems } from '../../test/given-systems.ts'
import { stepsOf, walk, walkTimeout } from '../../test/walk.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as } = world
const systems = givenSystems(world)

const step = stepsOf<contract.System>()
const params = ({ id }: contract.System) => ({ params: { systemId: id } })
const because = (seen: contract.System) => ({ ...params(seen), body: { reason: 'It is not needed' } })

it(
  'API-2 at random through a system: rule and API agree',
  async () => {
    const people: PersonName[] = ['coordinator', 'housing', 'police']
    await walk<contract.System>(world, {
      begins: {
        proposed: async () => (await systems.proposed()).id,
        agreed: async () => (await systems.agreed()).id,
        'proposed by who would decide': async () => (await systems.proposed({ by: 'coordinator' })).id,
      },
      read: (who, id) => as[who](contract.readSystem, { params: { systemId: id } }),
      steps: [
        ...people.flatMap((who) => [
          step(
            who,
            contract.agreeSystem,
            (seen) => whyNotDecideSystem('agree', seen),
            (seen) => ({ ...params(seen), body: {} }),
          ),
          step(who, contract.declineSystem, (seen) => whyNotDecideSystem('decline', seen), because),
          step(who, contract.endSystem, ({ state }) => whyNotSystem('end', state), because),
        ]),
        // Its agency's lead alone: the coordinator sees it and is not its lead.
        ...(['housing', 'police'] as const).flatMap((who) => [
          step(
            who,
            contract.changeSystem,
            ({ state }) => whyNotSystem('change', state),
            (seen) => ({ ...params(seen), body: { addresses: [] } }),
          ),
          step(who, contract.makeSecret, whyNotMakeSecret, (seen) => ({ ...params(seen), body: {} })),
        ]),
      ],
    })
  },
  walkTimeout,
)
