import type { Look, OutcomeAnswers } from '@alongside/shared/outcomes/contract'
import { countWords } from '@alongside/shared/outcomes/rules'
import type { NeedDomain } from '@alongside/shared/outcomes/values'
import { occasionWords } from '@alongside/shared/outcomes/words'
import type { ReactNode } from 'react'
import { sentence } from '../sending/refused.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { domainWords, levelWords, metWords, progressWords, safetyWords, wishWords } from './words.ts'

const skipped = 'Skipped'

interface Props {
  look: Look
  /** The looks that it put right, newest first. */
  earlier: readonly Look[]
  severalFiles: boolean
  /** Given where it is one's own agency's to put right. */
  onPutRight?: (() => void) | undefined
}

/** One look: her words first, then what was answered. What was put right since can still be read. */
export function OneLook({ look, earlier, severalFiles, onPutRight }: Props) {
  const { occasion, lookedOn, recordedAt, recordedBy, agencyName, caseReference, withheld, answers } = look
  return (
    <section className="app-section">
      <h3 className="govuk-heading-s">
        {sentence(occasionWords[occasion])}, {dateWords(lookedOn)}
      </h3>
      {withheld ? (
        <p className="govuk-body">
          {agencyName} asked her. What was said is not shown while no basis for sharing is in force.
        </p>
      ) : (
        <Answered answers={answers} />
      )}
      <p className="app-quiet">
        Recorded <Moment at={recordedAt} /> by {recordedBy}, {agencyName}
        {severalFiles && `, file ${caseReference}`}
      </p>
      {earlier.length > 0 && !withheld && (
        <Details summary="As it stood before it was put right">
          {earlier.map((one) => (
            <div key={one.id}>
              <p className="app-quiet">
                Recorded <Moment at={one.recordedAt} /> by {one.recordedBy}
              </p>
              <Answered answers={one.answers} />
            </div>
          ))}
        </Details>
      )}
      {onPutRight && (
        <Button type="button" variant="secondary" onClick={onPutRight}>
          Put right
          <span className="govuk-visually-hidden">
            {' '}
            what was recorded {occasionWords[occasion]}, {dateWords(lookedOn)}
          </span>
        </Button>
      )}
    </section>
  )
}

function Answered({ answers }: { answers: OutcomeAnswers }) {
  const { herWords, safety, needs = {}, goals = [], exit } = answers
  return (
    <>
      {herWords && (
        <blockquote className="app-voice app-voice__words">
          <p className="govuk-body app-as-typed">{herWords}</p>
        </blockquote>
      )}
      <SummaryList
        rows={[
          { key: 'How safe she feels', value: safety ? safetyWords[safety] : skipped },
          {
            key: 'Support she would like',
            value: lines(
              Object.entries(needs).map(
                ([domain, level]) =>
                  `${domainWords[domain as NeedDomain]}: ${levelWords[level].toLowerCase()}`,
              ),
            ),
          },
          {
            key: 'Her own goals',
            value: lines(goals.map(({ goal, met }) => `${goal}: ${metWords[met].toLowerCase()}`)),
          },
          {
            key: 'Moving on from selling sex',
            value: exit
              ? lines(
                  [wishWords[exit.wish], exit.progress && progressWords[exit.progress], exit.steps].filter(
                    (said) => said !== undefined,
                  ),
                )
              : skipped,
          },
          { key: 'Police call-outs since', value: countWords(answers.policeCallOuts) },
          { key: 'Arrests since', value: countWords(answers.arrests) },
          { key: 'Violence since', value: countWords(answers.violence) },
        ]}
      />
    </>
  )
}

const lines = (said: readonly string[]): ReactNode =>
  said.length === 0 ? (
    skipped
  ) : (
    <ul className="govuk-list app-as-typed">
      {said.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
