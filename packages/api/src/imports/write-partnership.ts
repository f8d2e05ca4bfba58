import { agencies } from '../db/tables/partnerships.ts'
import { newId } from '../ids.ts'
import { offerPlace } from '../partnerships/places.ts'
import { mustTakeAgencies } from '../partnerships/queries.ts'
import { inBatches, noteMade, type Writing, type Written } from './writing.ts'

export async function writeAgencies(writing: Writing): Promise<Written> {
  const { tx, checked, now } = writing
  await mustTakeAgencies(tx, checked.agencies.length)
  await inBatches(writing, checked.agencies, async (batch) => {
    const made = batch.map(({ row, name, kind }) => ({ row, id: newId(), name, kind }))
    await tx.insert(agencies).values(made.map(({ id, name, kind }) => ({ id, name, kind, createdAt: now })))
    await noteMade(
      writing,
      made.map(({ id, row }) => ({ made: 'agencies', id, row })),
    )
  })
  return { cases: [], events: [] }
}

/** ACC-10. A place begins when its holder says yes, as when it is offered by hand. */
export async function writePeople(writing: Writing): Promise<Written> {
  const { tx, checked, now } = writing
  const events: Written['events'] = []
  await inBatches(writing, checked.people, async (batch) => {
    const offered = batch.map((person) => ({ ...person, id: newId() }))
    for (const { id, ...person } of offered) await offerPlace(tx, person, now, id)
    await noteMade(
      writing,
      offered.map(({ id, row }) => ({ made: 'place_offers', id, row })),
    )
    for (const { id } of offered) events.push({ type: 'place.offered', data: { offerId: id } })
  })
  return { cases: [], events }
}
