import type { OwnConflictAnswer } from '@alongside/shared/people-who-harm/schema'
import { conflictAnswerWords } from '@alongside/shared/people-who-harm/words'
import { Moment } from '../time/moment.tsx'
import { Details } from '../ui/details.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { AnswerConflict } from './answer-conflict.tsx'

/** HRM-1: of whom a lead reads no more since her agency knows them: what it answered, when, and how it is put right. */
export function OwnAnswers({
  answered,
  asks,
  onDone,
}: {
  answered: readonly OwnConflictAnswer[]
  asks: boolean
  onDone: () => void
}) {
  return answered.map(({ personId, called, age, area, answer, words, answeredAt, answeredBy }) => (
    <section key={personId} className="app-section">
      <SummaryList
        card={{ title: called ?? 'Name not known' }}
        rows={[
          { key: 'Age', value: age ?? 'Not known' },
          { key: 'Area', value: area ?? 'Not known' },
          { key: 'Your agency answered', value: conflictAnswerWords[answer] },
          ...(words ? [{ key: 'In words', value: <span className="app-as-typed">{words}</span> }] : []),
          {
            key: 'Answered',
            value: (
              <>
                <Moment at={answeredAt} />
                {answeredBy && `, ${answeredBy}`}
              </>
            ),
          },
        ]}
      />
      <p className="govuk-body">
        Your agency said that it knows this person: it reads no more until the coordinator has looked and lets
        it.
      </p>
      {asks && (
        <Details key={answeredAt} summary={`Put your agency’s answer about ${called ?? 'this person'} right`}>
          <p className="govuk-body">
            The newest answer counts. It opens nothing by itself: the coordinator reads it, and lets your
            agency read on if that is right. Ring the coordinator where it hurries.
          </p>
          <AnswerConflict personId={personId} onDone={onDone} />
        </Details>
      )}
    </section>
  ))
}
