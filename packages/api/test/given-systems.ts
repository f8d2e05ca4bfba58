import { type Permission, scopes } from '@alongside/shared/access'
import { pathOf } from '@alongside/shared/addresses'
import type { Contract, Reply } from '@alongside/shared/contract'
import { agreeSystem, makeSecret, proposeSystem, type System } from '@alongside/shared/systems/contract'
import type { PersonName } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import type { Call } from '../src/in-process.ts'
import type { Eastmarsh } from './world.ts'

interface Given {
  by?: PersonName
  scopes?: Permission[]
  addresses?: string[]
  expiresOn?: string
}

/** Agencies' systems, by the commands that their leads and the coordinator use, and by the tokens that they are given. */
export function givenSystems(world: Eastmarsh) {
  const { as, rows, app } = world

  const placeOf = async (person: PersonName) => {
    const [place] = await rows<{ id: string }>(
      'SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1',
      [`${person}@alongside.example`],
    )
    return place!.id
  }

  async function proposed({
    by = 'housing',
    expiresOn = '2026-12-31',
    ...given
  }: Given = {}): Promise<System> {
    return done(as[by], proposeSystem, {
      body: { name: 'Case system', scopes, ...given, ownerMembershipId: await placeOf(by), expiresOn },
    })
  }

  async function agreed(given: Given = {}): Promise<System> {
    const { id, version } = await proposed(given)
    return done(as.coordinator, agreeSystem, { params: { systemId: id }, version })
  }

  const secretOf = (systemId: string, by: PersonName = 'housing') =>
    done(as[by], makeSecret, { params: { systemId } }) as Promise<Reply<typeof makeSecret>>

  /** Agreed, with a secret. */
  async function connected(given: Given = {}) {
    const system = await agreed(given)
    const { id, clientId, secret } = await secretOf(system.id, given.by)
    return { id, clientId, secret, system }
  }

  /** A form sent to one of OAuth's endpoints, by Basic authentication where credentials are given. */
  async function form(
    path: string,
    fields: Record<string, string> | string,
    basic?: { clientId: string; secret: string },
    from = '127.0.0.1',
  ) {
    const response = await app.inject({
      method: 'POST',
      url: path,
      remoteAddress: from,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(basic && {
          authorization: `Basic ${Buffer.from(`${basic.clientId}:${basic.secret}`).toString('base64')}`,
        }),
      },
      payload: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
    })
    const body = response.json<Record<string, unknown>>()
    const { headers } = response
    return { status: response.statusCode, body, headers, challenge: headers['www-authenticate'] }
  }

  const token = async (credentials: { clientId: string; secret: string }, scope?: string, from?: string) =>
    form('/oauth/token', { grant_type: 'client_credentials', ...(scope && { scope }) }, credentials, from)

  /** The API called with a token, as a case system calls it. */
  const bearing =
    (accessToken: string, from = '127.0.0.1') =>
    async <C extends Contract>(contract: C, { params, query, body, version, key }: Call<C> = {}) => {
      const response = await app.inject({
        method: contract.method,
        url: pathOf(contract, params as Record<string, string>),
        remoteAddress: from,
        ...(query && { query: query as never }),
        ...(body !== undefined && { payload: body as object }),
        headers: {
          authorization: `Bearer ${accessToken}`,
          ...(version !== undefined && { 'if-match': `"v${version}"` }),
          ...(key && { 'idempotency-key': key }),
        },
      })
      return {
        status: response.statusCode,
        body: response.json<Reply<C>>(),
        challenge: response.headers['www-authenticate'],
      }
    }

  /** Agreed, with a secret and a token: what calls as that system. */
  async function calling(given: Given = {}, scope?: string) {
    const made = await connected(given)
    const { body } = await token(made, scope)
    return { ...made, accessToken: String(body.access_token), call: bearing(String(body.access_token)) }
  }

  return { placeOf, proposed, agreed, secretOf, connected, form, token, bearing, calling }
}
