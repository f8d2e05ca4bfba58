import fc from 'fast-check'
import type { Report, Table } from './report.ts'

/** Somebody discussed: the cell that she is counted in, by question. */
type Person = readonly number[]

export interface Partnership {
  people: readonly Person[]
  /** By person and quarter: the agencies that brought her; none if she was not discussed. */
  brought: readonly (readonly number[][])[]
}

const tables = ['ethnicity', 'age', 'disability']

/** Few people and few answers, many of them alike: where counts are small and margins tight. */
export const partnership = (size: { people: number; quarters: number; agencies: number; answers: number }) =>
  fc
    .array(
      fc.tuple(
        fc.tuple(...tables.map(() => fc.nat(size.answers - 1))),
        fc.array(fc.subarray(Array.from({ length: size.agencies }, (_, a) => a)), {
          minLength: size.quarters,
          maxLength: size.quarters,
        }),
        fc.integer({ min: 1, max: 4 }),
      ),
      { minLength: 2, maxLength: size.people },
    )
    .map((drawn): Partnership => {
      const all = drawn.flatMap(([person, brought, alike]) =>
        Array.from({ length: alike }, () => ({ person, brought })),
      )
      return { people: all.map(({ person }) => person), brought: all.map(({ brought }) => brought) }
    })

/** Counts distinct people, by the quarters and for the agencies asked for. */
export function reportOf(
  { people, brought }: Partnership,
  name: string,
  quarters: readonly number[],
  agencies: readonly number[],
  asked: { tables: number; answers: number },
): Report {
  const families = [
    { margin: 'all', by: (agency: number) => agency >= 0 },
    ...agencies.map((one) => ({ margin: `agency ${one}`, by: (agency: number) => agency === one })),
  ]
  const counted = families.map(({ margin, by }) => ({
    margin,
    people: people.filter((_, p) => quarters.some((q) => brought[p]![q]!.some(by))),
  }))
  return {
    name,
    margins: Object.fromEntries(counted.map((one) => [one.margin, one.people.length])),
    tables: counted.flatMap((one) =>
      tables.slice(0, asked.tables).map((table, t): Table => {
        const cells: Record<string, number> = {}
        for (let answer = 0; answer < asked.answers; answer++) {
          cells[`${table} ${answer}`] = one.people.filter((person) => person[t] === answer).length
        }
        return { name: table, margin: one.margin, cells }
      }),
    ),
  }
}
