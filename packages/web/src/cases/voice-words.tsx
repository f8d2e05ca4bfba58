import type { Case } from '@alongside/shared/cases/contract'
import { givenWords } from '@alongside/shared/referrals/words'
import { Moment } from '../time/moment.tsx'

type Words = { words: string; worries: string | null; given: keyof typeof givenWords }

/** CON-4: her own words, set apart as hers. */
export function HerWords({ words, worries, given }: Words) {
  return (
    <figure className="app-voice">
      <blockquote className="app-voice__words">
        <p className="govuk-body app-as-typed">{words}</p>
        {worries && (
          <p className="govuk-body app-as-typed">
            <strong>What worries her:</strong> {worries}
          </p>
        )}
      </blockquote>
      <figcaption className="app-quiet">Given {givenWords[given]}</figcaption>
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
