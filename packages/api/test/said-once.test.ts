import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isInvited, isTrueOf, type Role, roles, rolesBy, rolesWhere } from '@alongside/shared/access'
import { actionStates } from '@alongside/shared/actions/values'
import { itemStates } from '@alongside/shared/agenda/values'
import { disclosureStates } from '@alongside/shared/disclosures/values'
import { copyStates } from '@alongside/shared/documents/values'
import { flagStates } from '@alongside/shared/flags/values'
import { invitationStates } from '@alongside/shared/guests/values'
import { importStates } from '@alongside/shared/imports/values'
import { meetingStates } from '@alongside/shared/meetings/values'
import { reportStates } from '@alongside/shared/monitoring/values'
import { operations } from '@alongside/shared/operations'
import { reviewStates } from '@alongside/shared/outcomes/values'
import { referralStates } from '@alongside/shared/referrals/values'
import { systemStates } from '@alongside/shared/systems/values'
import { deliveryStates } from '@alongside/shared/webhooks/values'
import { expect, it } from 'vitest'
import { all, api, holding, importsOf, isTest, packages, type Source, shared, web } from './sources.ts'

// What is said in one place: which states allow what, roles, statements, declarations of domains.

it('ACC-2 that a grant, or a place, is in force is said in one place, and which grants open a case in one', () => {
  const folder = path.join(packages, 'api/src/db/schema')
  const schema = readdirSync(folder).map((file) => ({
    file: `api/src/db/schema/${file}`,
    text: readFileSync(path.join(folder, file), 'utf8').replaceAll(/--.*$/gm, ''),
  }))
  // Who asks is a login of its own in each database, and a member of the group that names it here.
  expect(holding(schema, /\bsession_user\b/)).toEqual(['api/src/db/schema/01_context.sql'])
  const statements = [...schema, ...api.filter((source) => !isTest(source))]
  const home = ['api/src/db/schema/05_access.sql']
  // A span compared by hand, whatever its columns are called: has begun, and has no end or a later one.
  expect(holding(statements, /\b(?:until_at|ended_at|p_until)\b IS NULL OR/)).toEqual(home)
  expect(holding(statements, /\b(?:from_at|started_at|p_from)\b <=/)).toEqual(home)
  expect(holding(statements, /\b(?:gte?|lte?|isNull)\(\w+\.(?:untilAt|fromAt|endedAt|startedAt)\b/)).toEqual(
    [],
  )
  // Which bases open a case, to the meeting, to an agency or to its systems.
  expect(holding(statements, /\bg\.basis (?:IN|<>)|\bb\.basis (?:IN|<>)/)).toEqual([
    ...home,
    'api/src/access/visibility.ts',
  ])
  // Whether coordination counts is asked with the agency and the person, of the grants that open a case.
  expect(holding(statements, /app\.grants_to\(\)[^;`]*basis <>/)).toEqual(home)
})

/** Every machine of the domain by the list of its states, which stands in shared alone. */
const machines: Record<string, readonly string[]> = {
  action: actionStates,
  agenda_item: itemStates,
  copy: copyStates,
  delivery: deliveryStates,
  disclosure: disclosureStates,
  flag: flagStates,
  import: importStates,
  invitation: invitationStates,
  meeting: meetingStates,
  referral: referralStates,
  report: reportStates,
  review: reviewStates,
  system: systemStates,
}

/** Lists of two or more states of one machine: an array, SQL's `IN (…)` or `'{…}'`, or comparisons strung together. */
function listsOfStates(text: string): string[] {
  const inBrackets = [...text.matchAll(/\[([^[\]]*)\]|\bIN\s*\(([^()]*)\)/g)]
    .map((found) => found[1] ?? found[2] ?? '')
    .filter((list) => /^[\s,]*$/.test(list.replaceAll(/'[^']*'/g, '')))
  const inBraces = [...text.matchAll(/'\{([^{}']*)\}'/g)].map(([, list = '']) =>
    list.replaceAll(/[^\s,"]+/g, "'$&'").replaceAll('"', ''),
  )
  const strung = [
    ...text.matchAll(
      /(?<![\w.?])((?:\w+\??\.)*)state\s*(?:[=!]==?|<>|=)\s*'[^']+'(?:\s*(?:\|\||&&|OR|AND)\s*[^\n|&]{0,40}(?<![\w.?])\1state\s*(?:[=!]==?|<>|=)\s*'[^']+')+/gi,
    ),
  ].map(([whole]) => whole)
  return [...inBrackets, ...inBraces, ...strung].filter((list) => {
    const words = [...list.matchAll(/'([^']+)'/g)].map((found) => found[1] ?? '')
    return (
      words.length > 1 &&
      Object.values(machines).some((states) => words.every((word) => states.includes(word)))
    )
  })
}

it('which states allow what is written in shared alone: no second list of states in the API or on a screen', () => {
  expect(listsOfStates(`if (['submitted', 'returned'].includes(state)) return`)).toHaveLength(1)
  expect(listsOfStates("`WHERE r.state NOT IN ('withdrawn', 'closed')`")).toHaveLength(1)
  expect(listsOfStates(`system.state === 'proposed' || system.state === 'agreed'`)).toHaveLength(1)
  expect(listsOfStates(`m.state = 'open' OR (m.state = 'planned' AND m.date >= $1)`)).toHaveLength(1)
  expect(listsOfStates(`r.state <> 'withdrawn'\n  AND r.state != 'returned'`)).toHaveLength(1)
  expect(listsOfStates(`r.state = ANY ('{submitted, "returned"}')`)).toHaveLength(1)
  expect(listsOfStates(`r.state = ANY (ARRAY['submitted', 'returned'])`)).toHaveLength(1)
  expect(listsOfStates(`r.state = ANY ($2), ['referrals', 'submitted']`)).toEqual([])
  expect(listsOfStates(`m.state = 'closed' OR i.state <> 'listed'`), 'of two machines').toEqual([])
  expect(listsOfStates(`r.state = ANY ('{submitted}')`)).toEqual([])
  const screensAndHandlers = [...api, ...web].filter(
    (source) => !isTest(source) && !source.file.startsWith('api/src/demo/'),
  )
  expect(
    screensAndHandlers.flatMap(({ file, text }) =>
      listsOfStates(text).map((list) => `${file}: ${list.trim()}`),
    ),
  ).toEqual([])
})

/**
 * Comparisons of a state or a role with values that are spelled by hand, be it with one alone, in a statement. What a move
 * writes (`SET state = 'done'`) is no comparison.
 */
function spelledInSql(text: string): string[] {
  const statements = [...text.matchAll(/`[^`]*`|'[^'\n]*'/g)].map(([literal]) => literal)
  const compared =
    /\b(?:state|role)\s*(?:=|<>|!=)\s*'\w+'|\b(?:state|role)\s+(?:NOT\s+)?IN\s*\(\s*'\w|\b(?:state|role)\s*(?:=|<>|!=)\s*(?:ANY|ALL)\s*\(\s*(?:ARRAY\s*\[|'\{)/gi
  return statements.flatMap((statement) => {
    const asked = statement.replaceAll(/\bSET\b[\s\S]*?(?=\bWHERE\b|\bFROM\b|\bRETURNING\b|\bCASE\b|$)/g, '')
    return [...asked.matchAll(compared)].map(([found]) => found)
  })
}

it('ACC-2 no statement spells a state or a role: it gets those of the rule', () => {
  expect(spelledInSql("`SELECT 1 FROM meetings m WHERE m.state = 'planned'`")).toHaveLength(1)
  expect(spelledInSql("`SELECT state <> 'done' AS runs FROM actions`")).toHaveLength(1)
  expect(spelledInSql("`… AND m.role IN ('chair')`")).toHaveLength(1)
  expect(spelledInSql("`… AND m.role='chair'`")).toHaveLength(1)
  expect(spelledInSql("`… AND state = ANY ('{planned}')`")).toHaveLength(1)
  expect(spelledInSql("`… AND state <> ALL (ARRAY['planned'])`")).toHaveLength(1)
  expect(spelledInSql("`UPDATE i SET n = 1, state = 'done' WHERE id = $1 AND state = 'running'`")).toEqual([
    "state = 'running'",
  ])
  expect(spelledInSql('`… AND state = ANY ($1) AND ${roleIn(roles)}`')).toEqual([])
  const statements = api.filter((source) => !isTest(source) && !source.file.startsWith('api/src/demo/'))
  expect(
    statements.flatMap(({ file, text }) => spelledInSql(text).map((found) => `${file}: ${found}`)),
  ).toEqual([])
})

/**
 * Statements that wait for a row and read more than that row, or ask a function about more: what they read is of before they waited.
 * `SKIP LOCKED` waits for nothing.
 */
const readWhileWaiting = (text: string): string[] =>
  [...text.matchAll(/`[^`]*`|'[^'\n]*'/g)]
    .map(([literal]) => literal)
    .filter((statement) =>
      /\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b(?! SKIP LOCKED| OF \w+ SKIP LOCKED)/.test(statement),
    )
    .filter((statement) => !/^.SELECT FROM\b/.test(statement))
    // What stands in a first part of its own, with the row's own state alone, is looked at again once it was waited for.
    .map((statement) =>
      statement.replace(/^.WITH \w+ AS \(SELECT id FROM (?:[^()]|\([^()]*\))*FOR SHARE\)/, ''),
    )
    .filter((statement) =>
      /\$\{|\bJOIN\b|\(SELECT\b|\bapp\.(?!(?:partnership_id|account_id|agency_id|grants_to|moment)\(\))/.test(
        statement,
      ),
    )

it('ACC-2 whoever waits for a row reads after it, by a statement of its own, what decides', () => {
  expect(
    readWhileWaiting('`SELECT m.id, app.under_way(m.id) FROM meetings m WHERE m.id = $1 FOR UPDATE OF m`'),
  ).toHaveLength(1)
  expect(
    readWhileWaiting('`SELECT i.id FROM a i JOIN b m ON true FOR SHARE OF m FOR UPDATE OF i`'),
  ).toHaveLength(1)
  expect(readWhileWaiting('`${some} FOR UPDATE`')).toHaveLength(1)
  expect(readWhileWaiting('`SELECT a FROM b WHERE c = app.account_id() FOR UPDATE`')).toEqual([])
  expect(readWhileWaiting('`SELECT FROM a i JOIN b m ON true FOR SHARE OF m FOR UPDATE OF i`')).toEqual([])
  expect(readWhileWaiting('`SELECT a FROM b JOIN c ON true FOR UPDATE OF b SKIP LOCKED`')).toEqual([])
  const waiting = api.filter((source) => !isTest(source))
  expect(
    waiting.flatMap(({ file, text }) => readWhileWaiting(text).map((found) => `${file}: ${found}`)),
  ).toEqual([])
})

/** The domains' files of one name, each with the text of the file that must sum them. */
const summed = [
  { part: /^shared\/src\/[a-z-]+\/(?:audit|events|notices)\.ts$/, sum: 'shared/src/domains.ts' },
  { part: /^shared\/src\/[a-z-]+\/changes\.ts$/, sum: 'shared/src/changes.ts' },
  { part: /^shared\/src\/[a-z-]+\/problems\.ts$/, sum: 'shared/src/problems.ts' },
  { part: /^shared\/src\/[a-z-]+\/(?:[a-z]+-)?contract\.ts$/, sum: 'shared/src/operations.ts' },
  {
    part: /^api\/src\/(?!http\/|notices\/|jobs\/)[a-z-]+\/(?:hearing|clocks|(?:[a-z-]+-)?routes)\.ts$/,
    sum: 'api/src/domains.ts',
  },
  { part: /^web\/src\/[a-z-]+\/routes\.tsx$/, sum: 'web/src/domains.tsx' },
  { part: /^web\/src\/[a-z-]+\/paths\.ts$/, sum: 'web/src/paths.ts' },
  { part: /^web\/src\/[a-z-]+\/work\.tsx$/, sum: 'web/src/work/rows.tsx' },
]

it.each(summed)('what a domain declares is summed: $sum imports every file of $part', ({ part, sum }) => {
  const parts = all.filter(({ file }) => part.test(file))
  expect(parts.length).toBeGreaterThan(5)
  const into = importsOf(all.find(({ file }) => file === sum) ?? { file: sum, text: '' }).map((from) =>
    path.join(path.dirname(sum), from),
  )
  const forgotten = parts
    .filter(({ file }) => !into.includes(file))
    // OAuth is no part of the domain: its answers have forms of their own.
    .filter(({ file }) => file !== 'api/src/systems/oauth-routes.ts')
    .map(({ file }) => `${file} is summed nowhere: import it in ${sum}`)
  expect(forgotten).toEqual([])
})

it('no two domains declare one name: the later would take the earlier’s place without a word', () => {
  for (const kind of ['audit', 'changes', 'events', 'notices', 'problems']) {
    const names = shared
      .filter(({ file }) => file.endsWith(`/${kind}.ts`) && file.split('/').length === 4)
      .flatMap(({ text }) =>
        [...text.matchAll(/^  (?:'([^']+)':|(\w+): \{)/gm)].map(([, quoted, bare]) => quoted ?? bare),
      )
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
  }
})

it('no two contracts declare one name: the sum would hold the later alone', () => {
  const names = shared
    .filter(({ file }) => /^shared\/src\/[a-z-]+\/(?:[a-z]+-)?contract\.ts$/.test(file))
    .flatMap(({ text }) => [
      ...new Set(
        [...text.matchAll(/^export const (\w+) = (?:query|command|stream|file)\(/gm)].map(([, name]) => name),
      ),
    ])
  expect(names.length).toBe(operations.length)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
})

/** Statements that read the oldest first, and where there are too many leave out what came last. */
const dropsNewest = ({ file, text }: Source) =>
  [...text.matchAll(/name: [`']([^`']+)[`'],\s*text: `([^`]*)`/g)].flatMap(([, name = '', sql = '']) =>
    /ORDER BY\s+(?:\w+\.)?(?:at|\w+_(?:at|on))(?:, [\w.]+)*\s+LIMIT/.test(sql) ? [`${file} ${name}`] : [],
  )

/** What is due or waits first, where who works through it comes to the rest; and what is of one moment. */
const oldestFirst = [
  'api/src/agenda/deputies.ts deputies-needed',
  'api/src/cases/holding.ts standing-holds',
  'api/src/cases/holding.ts to-list-again',
  'api/src/children/queries.ts children-at-meeting',
  'api/src/children/queries.ts children-of-case',
  'api/src/emergency-access/by-name.ts waiting-emergency-requests',
  'api/src/emergency-access/queries.ts waiting-emergency-accesses',
  'api/src/emergency/queries.ts emergencies-standing',
  'api/src/exclusions/queries.ts exclusions-to-review',
  'api/src/limits/doubts.ts doubts-about',
  'api/src/limits/queries.ts contradictions',
  'api/src/outcomes/queries.ts outcomes-asked',
  'api/src/people-who-harm/conflicts.ts conflict-checks',
  'api/src/people-who-harm/conflicts.ts conflicts-to-settle',
  'api/src/referrals/queries.ts coming-meetings',
  'api/src/referrals/thread.ts questions-asked',
  'api/src/safeguarding/queries.ts open-notifications',
  'api/src/safeguarding/queries.ts references-to-come',
  'api/src/webhooks/deliver.ts next-delivery',
]

it('what is told in the order of time keeps its newest, however much there is of it', () => {
  const text = "name: 'words', text: `SELECT 1 FROM x ORDER BY t.at, t.id LIMIT 200`"
  expect(dropsNewest({ file: 'planted.ts', text })).toEqual(['planted.ts words'])
  const found = all
    .filter((source) => source.file.startsWith('api/src/') && !isTest(source))
    .flatMap(dropsNewest)
  expect(found.toSorted()).toEqual(oldestFirst)
})

it('ACC-4 no other place lists roles: what follows from one is a fact of shared/access.ts', () => {
  // «guest» and «observer» are kinds of invitation, too.
  const names = roles.filter((role) => !isInvited(role)).join('|')
  const listed = new RegExp(`'(?:${names})'[,|\\s)(\\w.=]{1,40}'(?:${names})'`)
  const known = all.filter((source) => !isTest(source) && !source.file.startsWith('api/src/demo/'))
  expect(holding(known, listed)).toEqual([])
  expect(listed.test(`['chair', 'coordinator']`)).toBe(true)
  expect(listed.test(`role === 'chair' || role === 'coordinator'`)).toBe(true)
  expect(holding(known, new RegExp(`\\brole (?:===|!==|=|<>) '(?:${roles.join('|')})'`))).toEqual([])
})

it('ACC-2 the lists of roles in the schema are those of the table', () => {
  const folder = path.join(packages, 'api/src/db/schema')
  const lists = readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/role\s+(?:NOT )?IN\s*\(([^)]+)\)/g)].map(
      ([, list = '']) =>
        [...list.matchAll(/'([^']+)'/g)]
          .map(([, role]) => role)
          .sort()
          .join(),
    ),
  )
  expect(lists.length).toBeGreaterThan(3)
  // Each in one home: a function of `01_context.sql`, and what grants cases in `app.enter`.
  expect(lists).toHaveLength(new Set(lists).size)
  const ofOneAgency = rolesBy('place').filter((role) => !isTrueOf('onlyWhereCoordinated', role))
  const peopleWhoSeeCases = rolesBy('place').filter((role) => isTrueOf('seesCases', role))
  const known: Role[][] = [
    ...[rolesWhere('seesCases'), rolesWhere('seesByCoordination'), rolesBy('invitation')],
    ...[rolesWhere('leads'), rolesWhere('hearsForAgency'), rolesWhere('onlyWhereCoordinated'), ofOneAgency],
    [...rolesBy('invitation'), ...rolesBy('credentials')],
    peopleWhoSeeCases,
  ]
  expect(new Set(lists)).toEqual(new Set(known.map((roles) => roles.toSorted().join())))
})
