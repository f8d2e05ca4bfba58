import { agencies, memberships } from '../db/tables/partnerships.ts'
import { newId } from '../ids.ts'
import { accountFor } from '../partnerships/queries.ts'
import { inBatches, type MadeRow, noteMade, type Writing, type Written } from './writing.ts'

export async function writeAgencies(writing: Writing): Promise<Written> {
  const { tx, checked, now } = writing
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

/** PAR-1. Who is new is invited by mail, as when given a place by hand. */
export async function writePeople(writing: Writing): Promise<Written> {
  const { tx, checked, now } = writing
  const events: Written['events'] = []
  const accountOf = async (person: { email: string; name: string }) => {
    const drawn = newId()
    const id = await accountFor(tx, person, now, drawn)
    return { id, isNew: id === drawn }
  }
  await inBatches(writing, checked.people, async (batch) => {
    const people = await Promise.all(
      batch.map(async (person) => ({ ...person, id: newId(), account: await accountOf(person) })),
    )
    await tx.insert(memberships).values(
      people.map(({ id, account, agencyId, role, jobTitle, safeguardingLead }) => ({
        ...{ id, accountId: account.id, agencyId, role, jobTitle, safeguardingLead, startedAt: now },
      })),
    )
    const made = people.flatMap(({ id, row, account }): MadeRow[] => [
      { made: 'memberships', id, row },
      ...(account.isNew ? [{ made: 'accounts', id: account.id, row } as const] : []),
    ])
    await noteMade(writing, made)
    for (const { id } of people) events.push({ type: 'membership.added', data: { membershipId: id } })
  })
  return { cases: [], events }
}
