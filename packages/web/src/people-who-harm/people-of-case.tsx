import type { Case } from '@alongside/shared/cases/contract'
import { whyNotRecordOn } from '@alongside/shared/emergency-access/rules'
import {
  endPersonWhoHarms,
  listConflictChecks,
  listPeopleWhoHarm,
} from '@alongside/shared/people-who-harm/addresses'
import { whyNotChangeHarm } from '@alongside/shared/people-who-harm/rules'
import type { PeopleWhoHarm, PersonWhoHarms } from '@alongside/shared/people-who-harm/schema'
import { orderWarningDays } from '@alongside/shared/people-who-harm/values'
import { calledOf, harmEndingWords } from '@alongside/shared/people-who-harm/words'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { CaseExclusions } from '../exclusions/case-exclusions.tsx'
import { StandAside } from '../exclusions/stand-aside.tsx'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useAsking, useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { NewWarning } from '../worker-safety/record-warning.tsx'
import { Conflicts } from './conflicts-of-person.tsx'
import { EarlierOfPerson } from './earlier-of-person.tsx'
import { ChangePerson, RecordPerson } from './harm-form.tsx'
import { NamedWorkers } from './named-workers.tsx'
import { OwnAnswers } from './own-answers.tsx'
import { harmPaths } from './paths.ts'
import { personRows } from './person-rows.tsx'

/** HRM-1: who harms her, for the few who read it; and to whom her case is closed for it. */
export default function PeopleOfCase({ file }: { file: Case }) {
  const people = useRead(listPeopleWhoHarm, { params: { caseId: file.id } })
  const closes = useCan('conflicts:close')
  return (
    <>
      <Awaited read={people} label="Loading who harms her">
        {(list) => <People file={file} list={list} />}
      </Awaited>
      {closes && <CaseExclusions file={file} />}
      <StandAside caseId={file.id} />
    </>
  )
}

function People({ file, list }: { file: Case; list: PeopleWhoHarm }) {
  const records = useCan('cases:record') && whyNotRecordOn(file.myBases) === null
  const answers = useCan('conflicts:answer')
  const [adding, setAdding] = useState(false)
  const [said, setSaid] = useState<{ of: string | null; words: string }>({ of: null, words: '' })
  const saidOf = (id: string | null) => (said.of === id ? said.words : '')
  const tell = (of: string | null) => (words: string) => setSaid({ of, words })
  const standing = list.items.filter(({ ended }) => ended === null)
  const past = list.items.filter(({ ended }) => ended !== null)
  return (
    <>
      <InsetText>
        {list.whole
          ? 'Few read this: the coordinator, the chair, and, once their lead has answered that a person is not known to the agency, leads, those who stand in for them, and workers whom their lead named here. It goes into no export and no figure, and into the packs of these few alone.'
          : 'You read here what you recorded yourself. The lead of your agency can name you, so that you read the rest.'}
      </InsetText>
      <EndingSoon people={standing} />
      <output className="govuk-body app-said">{saidOf(null)}</output>
      {answers && <AskedHere caseId={file.id} />}
      {standing.length === 0 && list.answered.length === 0 && (
        <p className="govuk-body">Nobody is recorded in what you may see.</p>
      )}
      <OwnAnswers
        answered={list.answered}
        asks={answers}
        onDone={() => tell(null)('Your agency’s answer is recorded')}
      />
      {standing.map((person) => (
        <Person
          key={person.id}
          {...{ person, changes: records, asks: answers, said: saidOf(person.id) }}
          tell={tell(person.id)}
          tellOfEnd={tell(null)}
        />
      ))}
      {past.length > 0 && (
        <Details summary={`No longer, or recorded in error (${past.length})`}>
          {past.map((person) => (
            <Person
              key={person.id}
              {...{ person, changes: false, asks: false, said: '' }}
              tell={tell(person.id)}
              tellOfEnd={tell(null)}
            />
          ))}
        </Details>
      )}
      {records && !adding && (
        <Button type="button" onClick={() => setAdding(true)}>
          Record somebody who harms her
        </Button>
      )}
      {adding && (
        <section className="app-section" aria-labelledby="record-person">
          <h2 className="govuk-heading-m" id="record-person">
            Record somebody who harms her
          </h2>
          <RecordPerson
            caseId={file.id}
            onDone={() => {
              setAdding(false)
              tell(null)('It is recorded, and the lead of each agency that sees her case is asked')
            }}
          />
        </section>
      )}
      {list.whole && <NamedWorkers caseId={file.id} named={list.named} />}
    </>
  )
}

/** Of whom a lead reads no more before she has answered: that she is asked, and where. */
function AskedHere({ caseId }: { caseId: string }) {
  const { data } = useRead(listConflictChecks, {})
  const asked = (data?.items ?? []).filter((check) => check.caseId === caseId).length
  if (asked === 0) return null
  return (
    <InsetText>
      Your agency is asked about {asked === 1 ? 'a person' : `${asked} people`} on this case, and has not
      answered.{' '}
      <Link {...harmPaths.conflictChecks} className="govuk-link">
        Say whether they are known to you
      </Link>
    </InsetText>
  )
}

function EndingSoon({ people }: { people: readonly PersonWhoHarms[] }) {
  const now = today(useCalendar())
  const until = Temporal.PlainDate.from(now).add({ days: orderWarningDays }).toString()
  const soon = people.flatMap(({ id, facts }) =>
    (facts.orders ?? []).flatMap(({ endsOn }) =>
      endsOn && endsOn >= now && endsOn <= until ? [{ id, called: calledOf(facts), endsOn }] : [],
    ),
  )
  return soon.map(({ id, called, endsOn }) => (
    <WarningText key={`${id} ${endsOn}`}>
      An order against {called} ends on {dateWords(endsOn)}. Ask her and the police what comes after it.
    </WarningText>
  ))
}

interface PersonProps {
  person: PersonWhoHarms
  changes: boolean
  asks: boolean
  /** What was done of this person here, said where one stands. */
  said: string
  tell: (words: string) => void
  /** Of what leaves this list. */
  tellOfEnd: (words: string) => void
}

function Person({ person, changes, asks, said, tell, tellOfEnd }: PersonProps) {
  const { facts, recorded, changed, fromReferral, ended } = person
  const [changing, setChanging] = useState(false)
  const asking = useAsking()
  const mine = changes && whyNotChangeHarm(person, asking) === null
  return (
    <section className="app-section">
      <SummaryList card={{ title: calledOf(facts) }} rows={personRows(facts)} />
      <output className="govuk-body app-said">{said}</output>
      <p className="app-quiet">
        {fromReferral ? 'From the referral by' : 'Recorded by'} {recorded.by}, {recorded.agencyName},{' '}
        <Moment at={recorded.at} />.
        {changed && (
          <>
            {' '}
            Changed by {changed.by}, <Moment at={changed.at} />.
          </>
        )}
        {ended && (
          <>
            {' '}
            {harmEndingWords[ended.as]}: <span className="app-as-typed">“{ended.words}”</span> {ended.by},{' '}
            <Moment at={ended.at} />.
          </>
        )}
      </p>
      <Namesakes person={person} />
      {!ended && <Conflicts person={person} asks={asks} onSettled={tell} />}
      <EarlierOfPerson person={person} onDone={() => tell('What stood before stands again')} />
      {changes && !mine && !ended && (
        <p className="govuk-body">
          {recorded.agencyName} recorded this. What your agency knows, record as a person of its own.
        </p>
      )}
      {mine && facts.danger && (
        <Details summary="Warn the workers who go to see her">
          <p className="govuk-body">
            Every worker who sees her case reads it before she goes, and reads nothing of who harms her. Leave
            out names, and how this is known.
          </p>
          <NewWarning caseId={person.caseId} under={`/warn/${person.id}`} />
        </Details>
      )}
      {mine && !changing && (
        <Button type="button" variant="secondary" onClick={() => setChanging(true)}>
          Change what is recorded of {calledOf(facts)}
        </Button>
      )}
      {mine && changing && (
        <ChangePerson
          person={person}
          onDone={() => {
            setChanging(false)
            tell('What is recorded is changed')
          }}
        />
      )}
      {mine && (
        <Details summary={`${calledOf(facts)} harms her no more, or it was recorded in error`}>
          <EndPerson
            person={person}
            onDone={() => tellOfEnd(`${calledOf(facts)} stands under “No longer, or recorded in error” now`)}
          />
        </Details>
      )}
    </section>
  )
}

/** He may work here: who coordinates reads under whose name, and what to do. */
function Namesakes({ person: { namesakes } }: Pick<PersonProps, 'person'>) {
  if (namesakes.length === 0) return null
  return (
    <WarningText>
      {namesakes.map(({ name, agencyName }) => `${name}, ${agencyName}`).join('; ')}:{' '}
      {namesakes.length > 1 ? 'they work' : 'works'} in the partnership, or at a meeting of it, under this
      name, and the case is open to {namesakes.length > 1 ? 'them' : 'this colleague'}. Ask whoever recorded
      it, and nobody else. If it is or may be the same person, close the case, below, without telling them.
    </WarningText>
  )
}

function EndPerson({ person, onDone }: { person: PersonWhoHarms; onDone: () => void }) {
  const { field, ...form } = useForm(endPersonWhoHarms, {
    ...useKeptTyping(`harm ends ${person.id}`, 'Why somebody harms her no more, not sent yet', {
      as: '' as keyof typeof harmEndingWords | '',
      words: '',
    }),
    needed: { as: 'Say which it is', words: 'Say why' },
    said: (body) => ({ params: { personWhoHarmsId: person.id }, body, version: person.version }),
    onSuccess: onDone,
    under: `/ending/${person.id}`,
  })
  return (
    <Form form={form}>
      <Radios {...field('as')} label="Which is it?" options={optionsOf(harmEndingWords)} />
      <Textarea {...field('words')} label="Why?" rows={2} />
      <Button variant="warning" busy={form.busy}>
        End it
      </Button>
    </Form>
  )
}
