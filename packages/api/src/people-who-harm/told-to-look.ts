import type { EventType } from '@alongside/shared/events'
import type { HarmFacts } from '@alongside/shared/people-who-harm/schema'
import { type Heard, send } from '../notices/hearing.ts'
import type { Place } from '../notices/whom.ts'
import { keyed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import { isNamesake } from './namesakes.ts'

interface Looking extends Place {
  name: string
  chairs: boolean
}

/** Who looks at what waits on a case: who coordinates, and, where none of those may hear of it, who chairs. Never whoever `bears` a name. */
export async function whoLooks(
  { tx }: Heard,
  caseId: string,
  bears: (name: string) => boolean = () => false,
): Promise<Place[]> {
  const { rows } = await tx.$client.query<Looking>(
    'SELECT w.id, w.account_id AS "accountId", w.name, w.chairs FROM app.who_may_look($1) w',
    [caseId],
  )
  const able = rows.filter(({ name }) => !bears(name))
  const coordinators = able.filter(({ chairs }) => !chairs)
  return coordinators.length > 0 ? coordinators : able
}

/** HRM-1: somebody was recorded under the name of somebody who works in the partnership. */
export const tellOfRecorded = (heard: Heard<'person_who_harms.namesake'>): Promise<void> =>
  tellToLook(heard, { personId: heard.event.data.personId })

/** HRM-1: the other way about: whoever comes to work in the partnership may stand on a case by name. Nothing is closed by itself. */
export const tellOfWhoJoins = (heard: Heard<'membership.added'>, name: string): Promise<void> =>
  tellToLook(heard, { placeId: heard.event.data.membershipId, name })

interface NameOnRecord extends UnderKey {
  caseId: string
  reference: string
  facts: Sealed<HarmFacts>
}

/** Of one person on record; or of all on record who bear the name of the place's holder. */
async function tellToLook<T extends EventType>(
  heard: Heard<T>,
  of: { personId: string } | { placeId: string; name: string },
): Promise<void> {
  const { rows } = await heard.tx.$client.query<NameOnRecord>(
    `SELECT n.case_id AS "caseId", n.reference, n.facts, n.key_id AS "keyId", n.wrapped FROM app.names_on_record($1, $2) n ORDER BY n.id`,
    'personId' in of ? [of.personId, null] : [null, of.placeId],
  )
  for (const row of rows) {
    const { caseId, reference, facts } = openRow(heard.services.vault, keyed(row), {
      facts: 'person who harms',
    })
    if ('name' in of && !isNamesake(facts, of.name)) continue
    const places = await whoLooks(heard, caseId, (name) => isNamesake(facts, name))
    await send(heard, places, { kind: 'who_harms_namesake', subjectId: caseId, reference })
  }
}
