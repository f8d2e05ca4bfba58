import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import { type AgencyName, demoPassword } from '../../api/src/demo/cast.ts'
import { vignettes } from '../../api/src/demo/vignettes.ts'
import { expect } from './journey.ts'
import { agencyNames } from './referral-form.ts'

export interface Answer {
  status: number
  body: unknown
}

/** Somebody signed in: on a page, or with no browser at all (`byApi` of journey.ts), which a scene is set quicker with. */
export type Asker = Page | APIRequestContext

/** A request of that person, with their cookies: what sets a scene, and what machines would send. */
export async function ask(
  asker: Asker,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  { body, version, key = randomUUID() }: { body?: unknown; version?: number; key?: string } = {},
): Promise<Answer> {
  const send = () => sent(asker, method, path, { body, key, ...(version !== undefined && { version }) })
  const answer = await send()
  if ((answer.body as { code?: string } | null)?.code !== 'session.step_up_needed') return answer
  await sent(asker, 'PUT', '/v1/session/step-up', { body: { password: demoPassword }, key })
  return send()
}

async function sent(
  asker: Asker,
  method: string,
  path: string,
  { body, version, key }: { body?: unknown; version?: number; key: string },
): Promise<Answer> {
  const request = 'context' in asker ? asker.context().request : asker
  const response = await request.fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(method === 'POST' ? { 'idempotency-key': key } : {}),
      ...(version === undefined ? {} : { 'if-match': `"v${version}"` }),
    },
    ...(method === 'GET' ? {} : { data: body ?? {} }),
  })
  return { status: response.status(), body: await response.json() }
}

/** The same, where nothing but success will do. */
export async function done<T>(...asked: Parameters<typeof ask>): Promise<T> {
  const { status, body } = await ask(...asked)
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body as T
}

export interface Filed {
  id: string
  version: number
  reference: string
  caseId: string
  caseReference: string
}

/** The answers of a vignette with the ids of the partnership's agencies, for the API. */
export async function answersByApi(asker: Asker, number: number) {
  const { agencies } = await done<{ agencies: { id: string; name: string }[] }>(
    asker,
    'GET',
    '/v1/partnership',
  )
  const idOf = (key: AgencyName) => agencies.find(({ name }) => name === agencyNames[key])?.id ?? ''
  const keys = Object.keys(agencyNames) as AgencyName[]
  const ids = Object.fromEntries(keys.map((key) => [key, idOf(key)])) as Record<AgencyName, string>
  const found = vignettes(ids).find((one) => one.number === number)
  if (!found) throw new Error(`There is no vignette ${number}`)
  return found.answers
}

type Answers = Awaited<ReturnType<typeof answersByApi>>

/** Files that vignette, or a variation of it, as that person. */
export async function file(
  asker: Asker,
  number: number,
  vary: (answers: Answers) => Answers = (answers) => answers,
): Promise<Filed> {
  const answers = vary(await answersByApi(asker, number))
  const started = await done<Filed>(asker, 'POST', '/v1/referrals', { body: { answers } })
  return done<Filed>(asker, 'POST', `/v1/referrals/${started.id}/submission`, { version: started.version })
}

/** The coordinator distributes the draft of a closed meeting: `meeting` is its API address. */
export async function distribute(asker: Asker, meeting: string): Promise<void> {
  const { version } = await done<{ version: number }>(asker, 'GET', `${meeting}/minutes/draft`)
  await done(asker, 'POST', `${meeting}/minutes/draft/distribution`, { version })
}

/** The coordinator accepts it to the meeting that it makes. */
export const accept = (asker: Asker, { id, version }: Filed) =>
  done<Filed>(asker, 'POST', `/v1/referrals/${id}/acceptance`, { version })
