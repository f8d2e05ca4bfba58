import type { Light } from '@alongside/shared/traffic-light/schema'
import { lights } from '@alongside/shared/traffic-light/values'

const words = { red: 'Red', amber: 'Amber', green: 'Green' } as const satisfies Record<Light, string>

/** The light of an address; undefined for anything else, which then narrows nothing. */
export const lightOf = (text: string | undefined): Light | undefined => lights.find((light) => light === text)

export const lightOptions: { value: Light | ''; label: string }[] = [
  { value: '', label: 'Any' },
  ...lights.map((light) => ({ value: light, label: words[light] })),
]
