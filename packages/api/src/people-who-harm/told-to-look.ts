import type { EventType } from '@alongside/shared/events'
import type { HarmFacts } from '@alongside/shared/people-who-harm/schema'
import { type Heard, send } from '../notices/hearing.ts'
import type { Place } from '../notices/whom.ts'
import { keyed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import { isNamesake } from './namesakes.ts'

interface Looking extends Place {
  name: string
  /** Whose turn it is: who coordinates, who chairs, safeguarding leads of other agencies, who hears for one. */
  step: 1 | 2 | 3 | 4
}

/** Who looks at what waits on a case: who coordinates, and, where none of those may hear of it, who chairs. */
export const whoLooks = async (heard: Heard, caseId: string): Promise<Place[]> =>
  next((await mayLook(heard, caseId)).filter(({ step }) => step <= 2))

/** Never whoever bears the name; where everybody bears it who coordinates or chairs, somebody of another agency: nobody looks at her own name. */
const whoLooksAtName = async (heard: Heard, caseId: string, facts: HarmFacts): Promise<Place[]> =>
  next((await mayLook(heard, caseId)).filter(({ name }) => !isNamesake(facts, name)))

function next(able: readonly Looking[]): Looking[] {
  const turn = Math.min(...able.map(({ step }) => step))
  return able.filter(({ step }) => step === turn)
}

async function mayLook({ tx }: Heard, caseId: string): Promise<Looking[]> {
  const { rows } = await tx.$client.query<Looking>(
    'SELECT w.id, w.account_id AS "accountId", w.name, w.step FROM app.who_may_look($1) w',
    [caseId],
  )
  return rows
}

/** HRM-1: somebody was recorded under the name of somebody who works in the partnership. */
export const tellOfRecorded = (heard: Heard<'person_who_harms.namesake'>): Promise<void> =>
  tellToLook(heard, { personId: heard.event.data.personId })

/** HRM-1: the other way about: whoever comes to work in the partnership, or to a meeting of it, may stand on a case by name. Nothing is closed by itself. */
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
    const places = await whoLooksAtName(heard, caseId, facts)
    await send(heard, places, { kind: 'who_harms_namesake', subjectId: caseId, reference })
  }
}
