import { operations } from '@alongside/shared/operations'

const addresses = operations.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`),
}))

/** The methods that this address does take, for 405 and its Allow header; null where there is nothing at all. */
export function methodsAt(url: string): string | null {
  const path = url.split('?')[0] ?? ''
  const methods = new Set(addresses.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))
  return methods.size ? [...methods].join(', ') : null
}
