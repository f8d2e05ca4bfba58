import { byNight } from '@alongside/shared/chance.test-support'
import type { AnyCommand, Contract } from '@alongside/shared/contract'
import { oneLine, patternWords, spoken, spokenLine } from '@alongside/shared/limits'
import { operations } from '@alongside/shared/operations'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { emailOf, type PersonName, people } from '../src/demo/cast.ts'
import { newId } from '../src/ids.ts'
import { everything } from './everything.ts'
import { each, openHostile } from './hostile.ts'
import { pointerOf, positionsOf, withValue } from './schema-walk.ts'
import { secretName } from './subjects/meetings.ts'
import { openEastmarsh } from './world.ts'

// What no client of ours sends, to every operation: a clear problem comes back, nothing changes, nobody is named in the log.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { senderFor, faultsOf, bodyOf, callTo } = await openHostile(world)

const commands = operations.filter((operation): operation is AnyCommand => operation.kind === 'command')
const named = <C extends Contract>(contracts: readonly C[]) =>
  contracts.map((contract) => [contract.id, contract] as const)
const unstorable = {
  NUL: 'long enough for any text \u0000',
  'a lone surrogate': 'long enough for any text \ud800',
  'no sign that is seen': '\u200b'.repeat(40),
}
/** At each place one in three, in turn: over all places each of them comes hundreds of times. By night all of them. */
const inTurn = <T>(values: readonly T[], place: number): readonly T[] =>
  values.filter((_, at) => (place + at) % byNight(3, 1) === 0)
const lines = new Set<unknown>([oneLine, spokenLine])
const said = new Set<unknown>([spoken, spokenLine])
const json = (value: unknown) => ({ payload: JSON.stringify(value) })
const wrongValues = [null, 0, -1.5, '', 'x'.repeat(70_000), true, [], [[]], {}, { $ne: null }, ['a', 1]]

describe.each(named(commands))('%s', (_, operation) => {
  const example = bodyOf(operation)
  const valid = Compile(operation.body)

  it('refuses a body that cannot be read, is too large or of another type', async () => {
    const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
    const unread = await each(
      [
        '{',
        '{"a":',
        'NaN',
        '\u0000',
        "{'a': 1}",
        `${'['.repeat(20_000)}`,
        '{"__proto__": {"admin": true}}',
        '{"constructor": {"prototype": {}}}',
        '\ufeff{}x',
      ],
      (payload) => payload.slice(0, 20),
      (payload) => send({ payload }),
    )
    expect(faultsOf(operation, unread, ({ status }) => status === 400)).toEqual([])
    const typed = await each(
      [
        'text/plain',
        'application/xml',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/json-patch+json',
        'nonsense',
      ],
      (type) => type,
      (type) => send({ payload: JSON.stringify(example), type }),
    )
    expect(faultsOf(operation, typed, ({ status }) => status === 415)).toEqual([])
    const large = {
      '10 MB': await send({ payload: Buffer.alloc(10_000_000, ' ') }),
      'a byte too many': await send({ payload: `"${'x'.repeat((operation.largest ?? 256 * 1024) - 1)}"` }),
    }
    expect(faultsOf(operation, large, ({ status }) => status === 413)).toEqual([])
    expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
  })

  it('refuses what it does not know, at its place', async () => {
    const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
    const keys = [
      'surplus',
      'partnershipId',
      'accountId',
      'role',
      'id',
      'version',
      'state',
      '',
      '~/',
      'x'.repeat(3000),
    ].filter((key) => !(key in example))
    const answers = await each(
      keys,
      (key) => key.slice(0, 20),
      (key) => send(json({ ...example, [key]: 1 })),
    )
    expect(
      faultsOf(operation, answers, ({ status, body }) => status === 400 && body.errors?.length === 1),
    ).toEqual([])
    const inQuery = { surplus: await send({ ...json(example), search: '?surplus=1' }) }
    expect(faultsOf(operation, inQuery, ({ body }) => body.errors?.[0]?.pointer === '?surplus')).toEqual([])
    expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
  })

  it('refuses values of another type at every place of its body, and texts that cannot be kept', async () => {
    const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
    const places = positionsOf(operation.body)
    const wrong = places
      .flatMap(({ path }, at) => inTurn(wrongValues, at).map((value) => ({ path, value })))
      .map(({ path, value }) => ({
        what: `${pointerOf(path)}: ${JSON.stringify(value).slice(0, 20)}`,
        body: withValue(example, path, value),
      }))
      .filter(({ body }) => !valid.Check(body))
    const answers = await each(
      wrong,
      ({ what }) => what,
      ({ body }) => send(json(body)),
    )
    expect(
      faultsOf(operation, answers, ({ status, body }) => status === 400 && (body.errors?.length ?? 0) > 0),
    ).toEqual([])

    // A password is hashed as it is typed, and kept nowhere.
    const texts = places
      .filter(({ path, schema }) => schema.type === 'string' && path.at(-1) !== 'password')
      .flatMap(({ path }, at) =>
        inTurn(Object.entries(unstorable), at).map(([name, text]) => ({
          what: `${pointerOf(path)}: ${name}`,
          path,
          text,
        })),
      )
    const refused = await each(
      texts,
      ({ what }) => what,
      ({ path, text }) => send(json(withValue(example, path, text))),
    )
    expect(faultsOf(operation, refused, ({ status }) => status === 400)).toEqual([])
    expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
  })

  it('refuses more than one line where one is asked for, at its place and in words', async () => {
    const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
    for (const { path, schema } of positionsOf(operation.body).filter(({ schema }) =>
      lines.has(schema.pattern),
    ))
      for (const text of ['x\r\nBcc: x', 'x\ty', 'x\u0007', 'x\u2028y', 'x\u202ey', '\u2067x']) {
        const { status, body } = await send(json(withValue(example, path, text)))
        const itsLength = text.length < Number(schema.minLength) || text.length > Number(schema.maxLength)
        const fault = {
          pointer: pointerOf(path),
          ...(!itsLength && { code: 'invalid', detail: patternWords[String(schema.pattern)] }),
        }
        expect({ text, status, errors: body.errors }).toEqual({
          text,
          status: 400,
          errors: expect.arrayContaining([fault]),
        })
      }
    expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
  })
})

it('REF-5 every operation refuses what says nothing where words are required, at its place and in words', async () => {
  for (const operation of commands) {
    const required = positionsOf(operation.body).filter(({ schema }) => said.has(schema.pattern))
    if (required.length === 0) continue
    const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
    for (const { path, schema } of required)
      for (const text of [
        ' ',
        '\u00a0 \u3000',
        '\u200b'.repeat(40),
        '\u2060\ufeff\u00ad',
        '\u3164',
        '\u2800',
      ]) {
        const { status, body } = await send(json(withValue(bodyOf(operation), path, text)))
        const itsLength = text.length < Number(schema.minLength) || text.length > Number(schema.maxLength)
        const fault = {
          pointer: pointerOf(path),
          ...(!itsLength && { code: 'invalid', detail: patternWords[String(schema.pattern)] }),
        }
        expect({ operation: operation.id, text, status, errors: body.errors }).toMatchObject({
          status: 400,
          errors: expect.arrayContaining([expect.objectContaining(fault)]),
        })
      }
    expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
  }
})

it('REF-5 a text that must be given must say something: no body asks for a length alone', () => {
  const byLength = commands.flatMap(({ body }) =>
    positionsOf(body)
      .filter(({ schema }) => Number(schema.minLength) > 0 && !said.has(schema.pattern))
      .map(({ path }) => path.at(-1)),
  )
  // A password is whatever somebody typed; an address is of a form of its own.
  expect(new Set(byLength)).toEqual(new Set(['password', 'address']))
})

const addressed = operations.filter(({ params }) => Object.keys(params).length)
it.each(named(addressed))('%s refuses an address that is no id', async (_, operation) => {
  const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
  const ids = [
    'x',
    '1',
    'null',
    'undefined',
    "' OR 1=1 --",
    '../../etc/passwd',
    '00000000',
    `${newId()}x`,
    '%00',
    '\ud83d\ude00',
    '{}',
    newId().replaceAll('-', ''),
    `{${newId()}}`,
  ]
  const [name = ''] = Object.keys(operation.params)
  const { body } = callTo(operation)
  const answers = await each(
    ids,
    (id) => id,
    (id) => send({ params: { [name]: id }, ...(body && { payload: JSON.stringify(body) }) }),
  )
  expect(
    faultsOf(
      operation,
      answers,
      ({ status, body: { errors } }) => status === 400 && errors?.[0]?.pointer === `:${name}`,
    ),
  ).toEqual([])
  expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
})

const queryOf = (operation: Contract) => (operation.kind === 'query' ? operation.query : {})
const asked = operations.filter((operation) => operation.kind !== 'command')
it.each(named(asked))(
  '%s refuses questions that it does not know, and values that are none',
  async (_, operation) => {
    const [send, before] = [await senderFor(operation), await everything(world, 'sessions', 'sign_in_delays')]
    const questions = ['surplus=1', 'partnershipId=1', '__proto__=1', 'constructor=1']
    for (const name of Object.keys(queryOf(operation)))
      for (const value of ['', '%00', 'x'.repeat(600), `1&${name}=2`, '{}', "'%20OR%201=1--"])
        questions.push(`${name}=${value}`)
    for (const name of Object.keys(queryOf(operation))) questions.push(`${name}[]=1`, `${name}[a]=1`)
    const strict = Compile(Type.Object(queryOf(operation)))
    const known = (question: string) => [...new URLSearchParams(question)]
    // What the contract itself calls well-formed (a search for «{}») is answered, and finds nothing.
    const illFormed = questions.filter((question) => {
      const pairs = known(question)
      return (
        pairs.length > 1 || !(pairs[0]![0] in queryOf(operation)) || !strict.Check(Object.fromEntries(pairs))
      )
    })
    const answers = await each(
      illFormed,
      (question) => question.slice(0, 40),
      (question) => send({ search: `?${question}` }),
    )
    expect(
      faultsOf(operation, answers, ({ status, body }) => status === 400 && (body.errors?.length ?? 0) > 0),
    ).toEqual([])
    expect(await everything(world, 'sessions', 'sign_in_delays')).toEqual(before)
    for (const question of questions.filter((each_) => !illFormed.includes(each_)))
      expect({ question, status: (await send({ search: `?${question}` })).status }).toEqual({
        question,
        status: expect.toBeOneOf([200, 400]),
      })
  },
)

const isId = (schema: Record<string, unknown>) => schema.format === 'uuid'
const naming = commands.filter(
  (operation) =>
    operation.permission !== 'anyone' && positionsOf(operation.body).some(({ schema }) => isId(schema)),
)
it.each(named(naming))(
  'ACC-6 %s takes another partnership’s id for one that nobody has',
  async (_, operation) => {
    const send = await senderFor(operation)
    const foreign = await world.rows<{ id: string }>(
      `SELECT id FROM (SELECT id, partnership_id FROM agencies UNION ALL SELECT id, partnership_id FROM memberships UNION ALL SELECT account_id, partnership_id FROM memberships
      UNION ALL SELECT id, partnership_id FROM agreement_versions UNION ALL SELECT id, partnership_id FROM referrals) t WHERE partnership_id <> $1`,
      [world.partnershipId],
    )
    expect(foreign.length).toBeGreaterThan(20)
    const example = bodyOf(operation)
    const lantern = positionsOf(operation.body)
      .filter(({ schema, path }) => isId(schema) && path.length === 1)
      .reduce<unknown>(
        (body, { path }) =>
          String(path[0]).endsWith('AgencyId') || path[0] === 'agencyId'
            ? withValue(body, path, world.agencies.lantern)
            : body,
        example,
      )
    for (const { path } of positionsOf(operation.body).filter(({ schema }) => isId(schema))) {
      const answer = async (id: string) => {
        const {
          status,
          body: { code, errors },
        } = await send({
          payload: JSON.stringify(withValue(lantern, path, id)),
          headers: { 'if-match': '"v1"' },
        })
        return { place: pointerOf(path), status, code, errors }
      }
      const unknown = await answer(newId())
      expect(unknown.status).toBeLessThan(500)
      for (const { id } of foreign.slice(0, 40)) expect(await answer(id)).toEqual(unknown)
    }
  },
)

it('CNF the log of it all names nobody, and holds nothing that was sent', () => {
  const log = world.log.join('\n')
  expect(log.length).toBeGreaterThan(10_000)
  const names = [
    secretName,
    'Zofia',
    'Marlowe',
    ...Object.values(people).map(({ name }) => name),
    ...(Object.keys(people) as PersonName[]).map(emailOf),
    'Ada Quist',
    'Petra Lind',
    'matrix.example',
    'long enough for any text',
    'Rosa',
    'Bearer',
    'eyJ',
  ]
  expect(names.filter((name) => log.includes(name))).toEqual([])
  expect(world.log.filter((line) => line.includes('unforeseen') || line.includes('undocumented'))).toEqual([])
})
