import { type LookupAddress, promises } from 'node:dns'

/**
 * Where a name leads, asked of the name servers themselves. The system's own way would take one of the few threads that
 * check passwords too, for as long as somebody's slow server keeps it. `servers`: others than the system's.
 */
export function openNames(servers?: readonly string[]): (host: string) => Promise<LookupAddress[]> {
  const resolver = new promises.Resolver({ timeout: 2_000, tries: 2 })
  if (servers) resolver.setServers(servers)
  return async (host) => {
    if (host === 'localhost') return [{ address: '127.0.0.1', family: 4 }]
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const addresses = [
      ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({ address, family: 4 })),
      ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({ address, family: 6 })),
    ]
    if (addresses.length === 0 && four.status === 'rejected') throw four.reason
    return addresses
  }
}
