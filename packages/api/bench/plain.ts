/** A statement as the floor runs it: by the tables' owner, without context, audit and outbox. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}

/** Whom the context named, as parameters. */
export interface Asker {
  partnershipId: string
  agencyId: string
  accountId: string
  now: string
  coordinates: boolean
}

/**
 * What the API sent, made plain: the context's functions become parameters, the column that fills itself from the
 * context is named, what writes audit and outbox is left out (the history stays), and so is what opens and ends the
 * transaction of a read.
 */
export function plain(sent: readonly Statement[], asker: Asker): Statement[] {
  const statements = sent
    .filter(({ name }) => name !== 'enter' && name !== 'record-read')
    .map(({ name, text, values }) => {
      const kept = name === 'record-change' ? text.slice(text.indexOf('INSERT INTO history')) : text
      return compact(name, withPartnership(withGrants(authorised(kept))), values, {
        'app.partnership_id()': asker.partnershipId,
        'app.agency_id()': asker.agencyId,
        'app.grants_to()': asker.agencyId,
        'app.account_id()': asker.accountId,
        'app.moment()': asker.now,
        'app.coordinates()': asker.coordinates,
      })
    })
  return sent.some(({ text }) => looks.test(text)) ? [contextOf(asker), ...statements] : statements
}

/** Where lists and searches begin is in functions that read the context, which one statement more sets for them. */
const looks = /app\.(?:few|find)_cases\(/
const contextOf = ({ partnershipId, agencyId, accountId, now, coordinates }: Asker): Statement => ({
  name: 'context',
  text: `SELECT set_config('app.partnership_id', $1, false), set_config('app.agency_id', $2, false), set_config('app.grants_to', $2, false),
    set_config('app.account_id', $3, false), set_config('app.moment', $4, false), set_config('app.coordinates', $5, false)`,
  values: [partnershipId, agencyId, accountId, now, coordinates ? 'yes' : ''],
})

/** What app.grants_opening answers, its context made plain (db/schema/05_access.sql). */
const grantsOpening = (partnership: string, caseId: string) => `(SELECT * FROM sharing_grants v
  WHERE v.partnership_id = ${partnership} AND v.case_id = ${caseId}
  AND v.agency_id = app.grants_to() AND app.in_force(v.from_at, v.until_at, app.moment())
  AND NOT v.narrowed AND (v.shut_out IS NULL OR app.account_id() <> ALL (v.shut_out))
  AND (v.account_id IS NULL OR v.account_id = app.account_id()) AND (v.basis <> 'coordination' OR app.coordinates()) OFFSET 0)`
const withGrants = (text: string) =>
  text.replaceAll(
    /app\.grants_(?:opening|to_own_record)\(([\w.]+(?:\(\))?), ([\w.$]+)\)/g,
    (_, partnership: string, caseId: string) => grantsOpening(partnership, caseId),
  )
const mayBeSeen = `EXISTS ${grantsOpening('r.partnership_id', 'r.case_id')}`

/** A list gives the rows that the asker may see: without policies it has to say so itself, as a program on plain pg would. */
const authorised = (text: string): string =>
  text.replace(
    /FROM referrals r([^]*) WHERE (\(\$2::timestamptz)/,
    `FROM referrals r$1 WHERE ${mayBeSeen} AND $2`,
  )

const types: Record<string, string> = { 'app.moment()': 'timestamptz', 'app.coordinates()': 'boolean' }

const withPartnership = (text: string) =>
  text
    .replaceAll(
      /app\.case_grants\(\$1\)/g,
      '(SELECT * FROM sharing_grants WHERE partnership_id = app.partnership_id() AND case_id = $1)',
    )
    .replaceAll(
      /(INSERT INTO \w+\s*\()([^)]*\)\s*(?:VALUES \(|SELECT ))/g,
      (_, into: string, rest: string) => `${into}partnership_id, ${rest}app.partnership_id(), `,
    )

/** Numbers the parameters that are left from one on, those of the context last. */
function compact(name: string, text: string, values: unknown[], context: Record<string, unknown>): Statement {
  const kept: unknown[] = []
  const numbers = new Map<string, number>()
  const number = (key: string, value: unknown) => {
    const known = numbers.get(key)
    if (known) return known
    numbers.set(key, kept.push(value))
    return kept.length
  }
  const numbered = text
    .replaceAll(/\$(\d+)/g, (_, n: string) => `$${number(n, values[Number(n) - 1])}`)
    .replaceAll(/app\.\w+\(\)/g, (call) =>
      call in context ? `$${number(call, context[call])}::${types[call] ?? 'uuid'}` : call,
    )
  return { name, text: numbered, values: kept }
}
