import type { Case } from '@alongside/shared/cases/contract'
import { wantsInWords } from '@alongside/shared/referrals/wants'
import { dangerWords, givenWords } from '@alongside/shared/referrals/words'
import { Moment } from '../time/moment.tsx'

type Words = Omit<Case['voices'][number], 'id' | 'recordedAt' | 'recordedBy'> & { at?: string }

/** CON-4: her own words, set apart as hers. */
export function HerWords({ words, worries, given, danger, dangerWords: ofDanger, wants, at }: Words) {
  return (
    <figure className="app-voice">
      <blockquote className="app-voice__words">
        {words && <p className="govuk-body app-as-typed">{words}</p>}
        {worries && (
          <p className="govuk-body app-as-typed">
            <strong>What worries her:</strong> {worries}
          </p>
        )}
        {danger && danger !== 'not_asked' && (
          <p className="govuk-body app-as-typed">
            <strong>She says that {dangerWords[danger]}.</strong> {ofDanger}
          </p>
        )}
        {wantsInWords(wants).map(({ label, areas }) => (
          <p className="govuk-body" key={label}>
            <strong>{label}:</strong> {areas}
          </p>
        ))}
      </blockquote>
      <figcaption className="app-quiet">
        Given {givenWords[given]}
        {at && (
          <>
            , <Moment at={at} />
          </>
        )}
      </figcaption>
    </figure>
  )
}

type Voice = Case['voices'][number] & { fileReference?: string | null }

export function VoiceWords({ voice }: { voice: Voice }) {
  return (
    <>
      <HerWords {...voice} />
      <p className="app-quiet">
        Recorded <Moment at={voice.recordedAt} /> by {voice.recordedBy}
        {voice.fileReference && `, file ${voice.fileReference}`}
      </p>
    </>
  )
}
