import { pathOf } from '@alongside/shared/addresses'
import type { Contract } from '@alongside/shared/contract'
import { type Session, signIn } from '@alongside/shared/sessions/contract'
import type { World } from './world.ts'

interface Sent {
  params?: Record<string, string>
  body?: object
  headers?: Record<string, string>
}

/** A browser: it keeps cookies, and says where a request comes from. `enter` signs in through the real door. */
export const browserOf =
  ({ app }: Pick<World, 'app'>, password: string) =>
  () => {
    const jar = new Map<string, string>()
    const send = async (contract: Contract, { params = {}, body, headers = {} }: Sent = {}) => {
      const response = await app.inject({
        method: contract.method,
        url: pathOf(contract, params),
        ...(body && { payload: body }),
        headers: {
          cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      })
      for (const { name, value } of response.cookies) {
        if (value) jar.set(name, value)
        else jar.delete(name)
      }
      return {
        status: response.statusCode,
        body: response.json() as Session & { code?: string; instance?: string },
        response,
      }
    }
    const enter = async (as: string, headers: Record<string, string> = {}) => {
      const entered = await send(signIn, { body: { email: as, password }, headers })
      if (entered.status !== 201) throw new Error(`${as}: ${entered.status} ${entered.response.body}`)
      return entered
    }
    return { jar, send, enter }
  }
