import createClient from 'openapi-fetch'
import * as oauth from 'openid-client'
import type { components, paths } from './openapi.d.ts'

export type Schemas = components['schemas']

/** Alongside’s API with types for every operation, and a token on every request. */
export async function connect(url: string, clientId: string, secret: string) {
  const server = await oauth.discovery(new URL(url), clientId, secret, undefined, {
    algorithm: 'oauth2',
    // For the sandbox on your own machine alone: elsewhere Alongside is reached by https.
    execute: url.startsWith('http://') ? [oauth.allowInsecureRequests] : [],
  })
  let token = ''
  let goodUntil = 0
  const api = createClient<paths>({ baseUrl: url })
  api.use({
    async onRequest({ request }) {
      if (Date.now() > goodUntil) {
        const given = await oauth.clientCredentialsGrant(server)
        token = given.access_token
        // Nothing renews a token: the next one is asked for half a minute before this one ends.
        goodUntil = Date.now() + ((given.expires_in ?? 60) - 30) * 1000
      }
      request.headers.set('authorization', `Bearer ${token}`)
      return request
    },
    onResponse({ response }) {
      const gone = response.headers.get('sunset')
      if (gone) console.warn(`${response.url} is deprecated and ends on ${gone}`)
    },
  })
  return api
}
export type Alongside = Awaited<ReturnType<typeof connect>>

/** The answer, or an error that says what Alongside would not do and how to put it right. */
export function answerOf<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data !== undefined) return data
  const { status, code, detail } = error as Schemas['Problem']
  throw new Error(`${status} ${code}: ${detail}`)
}

/** What `If-Match` wants: the version that you read. */
export const match = ({ version }: { version: number }) => ({ 'if-match': `"v${version}"` })
