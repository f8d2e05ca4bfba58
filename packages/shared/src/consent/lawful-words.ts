import type { Grant } from '../cases/contract.ts'
import { sharingPurposes } from './lawful.ts'
import type { LawfulBasis, PurposeSay } from './lawful-schema.ts'
import type { ConsentAnswers } from './schema.ts'

export const purposeSayWords = {
  agrees: 'She agrees',
  does_not_agree: 'She does not agree',
  not_asked: 'Not asked',
} as const satisfies Record<PurposeSay, string>

export const purposeTitle = (purpose: string): string =>
  sharingPurposes.find(({ code }) => code === purpose)?.title ?? purpose

interface Known {
  grants: readonly Pick<Grant, 'agencyId' | 'agencyName' | 'basis' | 'inForce'>[]
  /** Those in force. */
  consents: readonly { record: Pick<ConsentAnswers, 'agreedAgencies' | 'refusedAgencies'> }[]
  lawfulBases: readonly LawfulBasis[]
}

interface SharingWith {
  agencyId: string
  say: PurposeSay
  /** It is shared with on a record of its own, without her agreement. */
  without: boolean
  sees: boolean
  law: readonly LawfulBasis[]
}

/** CON-6: agency by agency, her say and what sharing rests on in law; whom she was asked about, and who sees it. */
export function sharingOf({ grants, consents, lawfulBases }: Known): SharingWith[] {
  const said = consents.map(({ record }) => record)
  const agreed = new Set(said.flatMap(({ agreedAgencies = [] }) => agreedAgencies))
  const refused = new Set(said.flatMap(({ refusedAgencies = [] }) => refusedAgencies))
  const seeing = (basis: Grant['basis']) =>
    grants.flatMap((grant) => (grant.inForce && grant.basis === basis && grant.agencyId) || [])
  const [byHer, without] = [seeing('consent'), seeing('without_consent')]
  return [...new Set([...byHer, ...without, ...agreed, ...refused])].map((agencyId) => ({
    agencyId,
    say: agreed.has(agencyId) ? 'agrees' : refused.has(agencyId) ? 'does_not_agree' : 'not_asked',
    without: without.includes(agencyId),
    sees: byHer.includes(agencyId) || without.includes(agencyId),
    law: lawfulBases.filter((basis) => basis.agencyId === agencyId),
  }))
}

/** «She agrees», «Not asked; shared without her agreement». */
export const sayInWords = ({ say, without }: Pick<SharingWith, 'say' | 'without'>): string =>
  `${purposeSayWords[say]}${without ? (say === 'agrees' ? '; for another purpose shared without her agreement' : '; shared without her agreement') : ''}`

/** For papers: a line for each agency that sees it, with what is known of the law. */
export const sharingInWords = (known: Known): string[] =>
  sharingOf(known)
    .filter(({ sees }) => sees)
    .map(({ agencyId, law, ...said }) => {
      const name = known.grants.find((grant) => grant.agencyId === agencyId)?.agencyName ?? ''
      const bases = law.map(
        ({ purpose, say, words }) =>
          `${purposeTitle(purpose)}${say ? ` (${purposeSayWords[say].toLowerCase()})` : ''}: ${words}`,
      )
      return `${name}. ${sayInWords(said)}. The law: ${bases.join(' ') || 'basis not named.'}`
    })
