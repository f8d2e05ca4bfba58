import { type Operator, record } from './record.ts'

/** Each with who coordinates it, how many members, and what waits for an answer. No figure of any case. */
export async function listPartnerships(operator: Operator): Promise<string[]> {
  const { rows } = await operator.owner.query<{
    name: string
    founded: string
    agencies: number
    members: number
    invited: number
  }>(
    `SELECT p.name, to_char(p.created_at, 'YYYY-MM-DD') AS founded,
        (SELECT count(*)::int FROM agencies g WHERE g.partnership_id = p.id) AS agencies,
        (SELECT count(DISTINCT m.account_id)::int FROM memberships m WHERE m.partnership_id = p.id AND app.is_place(m.role)
          AND app.in_force(m.started_at, m.ended_at, $1)) AS members,
        (SELECT count(*)::int FROM place_offers o WHERE o.partnership_id = p.id AND o.ended_at IS NULL) AS invited
      FROM partnerships p ORDER BY p.name`,
    [operator.now],
  )
  await record(operator, 'operator.listed_partnerships')
  return rows.map(
    ({ name, founded, agencies, members, invited }) =>
      `${name}: ${members === 0 ? 'nobody has taken a place yet' : `${members} members of ${agencies} agencies`}, ${invited} invited, founded ${founded}`,
  )
}
