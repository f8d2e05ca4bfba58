import { operations } from '@alongside/shared/operations'
import type { FastifyInstance } from 'fastify'

const addresses = operations.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
}))

/** The methods that this address does take, for 405 and its Allow header; null where there is nothing at all. */
export function methodsAt(app: FastifyInstance, url: string): string | null {
  const path = url.split('?')[0] ?? ''
  const methods: Set<string> = new Set(
    addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method),
  )
  // Docs, health and pages are only ever read.
  if (app.hasRoute({ method: 'GET', url: path })) methods.add('GET')
  if (methods.has('GET')) methods.add('HEAD')
  return methods.size ? [...methods].join(', ') : null
}
