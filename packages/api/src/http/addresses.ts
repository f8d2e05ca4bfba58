import { BlockList, isIPv6 } from 'node:net'

/** Whether an address lies in one of these CIDR blocks; IPv4 written as IPv6 is IPv4. */
export function within(address: string, blocks: readonly string[]): boolean {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', bits] = block.split('/')
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4')
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
