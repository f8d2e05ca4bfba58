import catalogue from '../../data/sharing-purposes.json' with { type: 'json' }
import type { SavedLegalFacts } from '../partnerships/facts-contract.ts'

type Purpose = (typeof catalogue.purposes)[number]

/** CON-6: what a sharing is for, by which the law's basis is proposed. A starter: the data protection lead confirms it. */
export const sharingPurposes: readonly Purpose[] = catalogue.purposes
export const sharingPurposeCodes = catalogue.purposes.map(({ code }) => code)
/** Of the catalogue by which a basis was proposed; kept with what was confirmed. */
export const purposesVersion = catalogue.version

/** What the law makes of an agency; null: its lead has not said. */
export type FactsOf = Omit<SavedLegalFacts, 'competentAuthority'> | null

export interface ProposedBasis {
  /** «Article 6(1)(e), its task as a public body (Housing Act 1996, Part 7)». */
  article6: string
  /** Special category data: her health, her sex life, her ethnicity. */
  article9: string
  /** Where offences or suspicions are shared; Data Protection Act 2018, Schedule 1. */
  article10: string
  gateway: string
  /** What has to be shown, as plain questions. */
  asks: readonly string[]
  /** What is missing before half a basis is a whole one. */
  gaps: readonly string[]
}

/**
 * CON-6: on what a sharing for this purpose may rest, by the legal facts of the agency that gives and of the one that receives.
 * A proposal: the worker confirms it, and an agency of which nothing is known is taken for no public body.
 */
export function proposeBasis(code: string, sender: FactsOf, receiver: FactsOf): ProposedBasis | null {
  const purpose = sharingPurposes.find((one) => one.code === code)
  if (!purpose) return null
  const isPublic = sender?.publicBody === true
  const articles = isPublic ? purpose.article6.publicBody : purpose.article6.other
  const confidential = Boolean(sender?.dutyOfConfidence && receiver?.dutyOfConfidence)
  return {
    article6: `Article ${articles.join(' and ')}${isPublic && sender?.function ? `: ${sender.function}` : ''}`,
    article9: article9Of(purpose, confidential),
    article10: purpose.article10.join(' or '),
    gateway: purpose.gateway,
    asks: purpose.asks,
    gaps: gapsOf(code, sender, receiver),
  }
}

interface Condition {
  code: string
  with?: string
  when?: string
}

/** Health or social care needs a duty of confidence on both sides (Data Protection Act 2018, s. 11); without one the next condition stands in. */
function article9Of({ code, article9 }: Purpose, confidential: boolean): string {
  const [first, second]: readonly Condition[] = article9
  const chosen = code === 'support' && !confidential ? second : first
  const condition = chosen ?? first
  if (!condition) return ''
  const added = condition.with ? ` with ${condition.with}` : ''
  const when = condition.when ? `: ${condition.when}` : ''
  return `Article ${condition.code}${added}${when}`
}

function gapsOf(code: string, sender: FactsOf, receiver: FactsOf): string[] {
  return [
    ...(sender === null
      ? ['Your agency’s lead has not said what the law makes of it: it is taken for no public body']
      : []),
    ...(receiver === null ? ['The receiving agency’s lead has not said what the law makes of it'] : []),
    ...(code === 'crime' && receiver && !receiver.relevantAuthority
      ? ['Section 115 reaches a relevant authority alone, and this agency is none']
      : []),
  ]
}

/** As it is kept, and read by who sees the case. */
export const basisInWords = ({ article6, article9, article10, gateway }: ProposedBasis): string =>
  `UK GDPR ${article6}. ${article9}. Where offences are shared, ${article10}. Gateway: ${gateway}.`
