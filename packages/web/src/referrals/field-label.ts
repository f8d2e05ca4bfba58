import { childLabels } from '@alongside/shared/children/words'
import { grounds } from '@alongside/shared/consent/values'
import { harmLabels, harmOrderLabels } from '@alongside/shared/people-who-harm/words'
import type { Fault } from '@alongside/shared/problems'
import type { RuleSet } from '@alongside/shared/traffic-light/schema'
import { ageLabel } from './age-words.ts'
import { consentLabels, labelsOf, withoutConsentLabels } from './words.ts'

const harmFieldLabels: Readonly<Record<string, string>> = {
  ...harmLabels,
  ...harmOrderLabels,
}

/** A field of the form, as check-your-answers names it. */
export function fieldLabel(field: string, { indicators }: Pick<RuleSet, 'indicators'>): string {
  const [section = '', key = '', ...inside] = field.split('/')
  const last = inside.at(-1) ?? key
  if (section === 'indicators') {
    const label = indicators.find(({ code }) => code === key)?.label ?? key
    return last === 'restsOn' ? `What it rests on: ${label}` : label
  }
  if (section === 'person' && key === 'age') return ageLabel(last)
  if (section === 'children' && key === 'rows') return childLabel(last)
  if (section === 'peopleWhoHarm') return harmFieldLabels[last] ?? last
  if (section !== 'consent') return labelsOf(section)[key] ?? last
  if (key === 'basis') return 'What sharing rests on'
  const ground = inside[0] === 'grounds' && grounds.find(({ code }) => code === inside[1])
  if (ground) return last === 'because' ? `How it applies: ${ground.title}` : ground.title
  return (key === 'given' ? consentLabels : withoutConsentLabels)[last] ?? last
}

const childLabel = (key: string) =>
  `A child: ${((childLabels as Readonly<Record<string, string>>)[key] ?? 'added').toLowerCase()}`

/** A fault as it is listed apart from its field: of an unfinished date the words say only what is missing. */
export const namedFault = ({ pointer, code, detail }: Fault, labelOf: (field: string) => string): string =>
  code === 'unfinished' ? `${labelOf(pointer.replace('/answers/', ''))}: ${detail}` : detail
