import { parseArgs } from 'node:util'
import { Advice } from '../advice.ts'
import { type Operator, record } from './record.ts'

/** Letters: one sentence above every page. */
const longest = 300

/** `announce TEXT [--hours 12]`, or `announce --nothing`. */
export async function announce(operator: Operator, args: string[]): Promise<string[]> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { hours: { type: 'string', default: '12' }, nothing: { type: 'boolean', default: false } },
  })
  const text = positionals.join(' ').trim()
  const hours = Number(values.hours)
  if (!values.nothing && (text === '' || text.length > longest || !(hours > 0 && hours <= 24 * 14)))
    throw new Advice(
      `Say what, in at most ${longest} letters, and for how many hours: admin announce "Away on Sunday from 8 to 9" --hours 48. Nothing was done.`,
    )
  const until = new Date(Date.parse(operator.now) + hours * 3_600_000).toISOString()
  await operator.owner.query('DELETE FROM deployment.announcement')
  if (!values.nothing)
    await operator.owner.query('INSERT INTO deployment.announcement (text, until) VALUES ($1, $2)', [
      text,
      until,
    ])
  await record(operator, 'operator.announced')
  return [
    values.nothing ? 'Nothing is announced any more.' : `Within a minute every page says so, until ${until}.`,
  ]
}
