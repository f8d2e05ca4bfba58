import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** The networks of WEBHOOK_ALLOW. Throws for one that is none: better at the start than at a delivery. */
export const networksIn = (allow: string): Network[] =>
  allow
    .split(',')
    .map((network) => network.trim())
    .filter(Boolean)
    .map((network) => ipaddr.parseCIDR(network))

/** Of IPv6 only what is given out for the internet; what wraps an IPv4 address there is named by ipaddr.js and refused. */
const internet = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * May a webhook go to this address? Public ones; others only by configuration: not private, loopback, link-local (where
 * clouds answer with their secrets), unique-local, shared by a carrier, multicast, reserved. ::ffff:a.b.c.d is a.b.c.d.
 */
export function mayReach(address: string, allowed: readonly Network[]): boolean {
  if (!isIP(address)) return false
  const ip = ipaddr.process(address)
  if (allowed.some((network) => ip.kind() === network[0].kind() && ip.match(network))) return true
  if (ip.range() !== 'unicast') return false
  return ip instanceof ipaddr.IPv4 || ip.match(internet)
}

export const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && ipaddr.process(address).range() === 'loopback'

/** Of an address with a literal in place of a name, that literal; without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/**
 * Why an endpoint's address cannot be one, as the end of a sentence; null where nothing speaks against it. Where its name
 * leads is looked at when something is sent, each time.
 */
export function whyNotAddress(text: string, allowed: readonly Network[]): string | null {
  const url = URL.parse(text)
  if (!url) return 'is not an address like https://cases.agency.example/hooks'
  if (url.username || url.password) return 'holds a user or a password, which belong in no address'
  if (url.hash) return 'holds a #, which is never sent'
  const host = hostOf(url)
  if (isIP(host) && !mayReach(host, allowed)) return 'is not a public address'
  const inTheHouse = host === 'localhost' || isLoopback(host)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && inTheHouse && allowed.length > 0)) return null
  return 'must begin with https://'
}
