import { readCase, searchCases } from '@alongside/shared/cases/addresses'
import type { Case, CaseSummary } from '@alongside/shared/cases/contract'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useLookup, useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { type Joined, JoinPair } from './join-pair.tsx'

/** REF-10: «Is this the same person as …?» Found by name or reference, looked at side by side, then joined. */
export function JoinFiles({ file }: { file: Case }) {
  const mayJoin = useCan('referrals:triage')
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState('')
  const [done, setDone] = useState<Joined | null>(null)
  const found = useLookup(searchCases, { q: words, limit: 10 }, { enabled: words !== '' })
  if (!mayJoin) return <EmptyState title="For the coordinator">Only the coordinator joins files.</EmptyState>
  if (done) return <Done {...done} />
  if (file.goesOnAs)
    return (
      <EmptyState title="This file goes on in another">
        Join further files to {file.goesOnAs.reference}, or part the two first.
      </EmptyState>
    )
  const search = (event: FormEvent) => {
    event.preventDefault()
    setChosen('')
    setWords(typed.trim())
  }
  return (
    <>
      <p className="govuk-body">
        When two files turn out to be of one person, they are joined by a link. Each keeps what is in it and
        who may see it, and they can be parted again.
      </p>
      <form className="app-search" onSubmit={search} aria-label="Look for her other file">
        <TextInput
          name="/q"
          limit={100}
          label="Her other file: name or reference"
          type="search"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
        />
        <Button variant="secondary">Look for it</Button>
      </form>
      {words !== '' && (
        <Awaited read={found} label="Looking for it" lines={3}>
          {({ items }) => (
            <Found items={items.filter(({ id }) => id !== file.id)} chosen={chosen} onChoose={setChosen} />
          )}
        </Awaited>
      )}
      {chosen !== '' && <Other key={chosen} file={file} otherId={chosen} onJoined={setDone} />}
    </>
  )
}

type FoundProps = { items: CaseSummary[]; chosen: string; onChoose: (id: string) => void }

function Found({ items, chosen, onChoose }: FoundProps) {
  if (items.length === 0)
    return (
      <InsetText>No other file is found among those that you may see. Try another of her names.</InsetText>
    )
  return (
    <Radios
      name="/joinedCaseId"
      label="Which file?"
      options={items.map(({ id, name, aliases, reference }) => ({
        value: id,
        label: name || reference,
        hint: [reference, aliases.length > 0 && `also ${aliases.join(', ')}`].filter(Boolean).join(', '),
      }))}
      value={chosen}
      onChange={onChoose}
    />
  )
}

function Done({ caseId, goesOn, joined, follows }: Joined) {
  return (
    <>
      <NotificationBanner success>
        <p className="govuk-notification-banner__heading">
          {joined} is joined to {goesOn}, which goes on
        </p>
        {follows.map((sentence) => (
          <p key={sentence} className="govuk-body">
            {sentence}
          </p>
        ))}
        {follows.length === 0 && <p className="govuk-body">Who may see each file stays as it was.</p>}
      </NotificationBanner>
      <p className="govuk-body">
        <Link {...paths.case(caseId)} className="govuk-link">
          Go on to {goesOn}
        </Link>
      </p>
    </>
  )
}

type OtherProps = { file: Case; otherId: string; onJoined: (joined: Joined) => void }

function Other({ file, otherId, onJoined }: OtherProps) {
  const other = useRead(readCase, { params: { caseId: otherId } })
  return (
    <Awaited read={other} label="Loading the other file" lines={6}>
      {(loaded) => <JoinPair file={file} other={loaded} onJoined={onJoined} />}
    </Awaited>
  )
}
