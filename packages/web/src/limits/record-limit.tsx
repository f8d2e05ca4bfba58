import type { Case } from '@alongside/shared/cases/contract'
import { recordLimit } from '@alongside/shared/limits/addresses'
import { afterNo } from '@alongside/shared/limits/of-person'
import { limitFaults, whyNotRecordSay } from '@alongside/shared/limits/rules'
import { type LimitKind, type LimitPurpose, limitPurposes } from '@alongside/shared/limits/values'
import { afterNoWords, limitKindWords, limitPurposeWords } from '@alongside/shared/limits/words'
import { listMembers } from '@alongside/shared/partnerships/addresses'
import { problems } from '@alongside/shared/problems'
import { Link, useNavigate } from '@tanstack/react-router'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { filesOf } from '../cases/files.ts'
import { useRead } from '../client/hooks.ts'
import { dateFaults } from '../consent/date-faults.ts'
import { Form } from '../forms/form.tsx'
import { answered as filledIn, useForm } from '../forms/use-form.ts'
import { paths } from '../paths.ts'
import { useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Select } from '../ui/select.tsx'
import { Textarea } from '../ui/textarea.tsx'

/** ACC-8: it binds every file of hers at once, until she lifts it. */
export function RecordLimit({ file }: { file: Case }) {
  const { agencies } = usePartnership()
  const calendar = useCalendar()
  const members = useRead(listMembers, {})
  const mayRecord = useCan('limits:record')
  const navigate = useNavigate()
  const back = paths.caseSection(file.id, 'consent')
  const knows = (id: string) => agencies.some((agency) => agency.id === id)
  const form = useForm(recordLimit, {
    ...useKeptTyping(`limit ${file.id}`, 'What she does not want, not recorded yet', {
      kind: '' as LimitKind | '',
      agencyId: '',
      accountId: '',
      purpose: '' as LimitPurpose | '',
      words: '',
      saidOn: today(calendar),
    }),
    needed: { kind: 'Say what she does not want' },
    said: ({ kind, saidOn, ...more }) => ({
      params: { caseId: file.id },
      body: { kind, saidOn, ...filledIn(more) },
    }),
    faultsIn: ({ kind, saidOn, ...more }) => [
      ...(kind ? limitFaults({ kind, saidOn, ...filledIn(more) }, today(calendar), knows) : []),
      ...dateFaults({ saidOn }),
    ],
    onSuccess: () => void navigate(back),
    asksFirst: true,
  })
  const { kind, agencyId, accountId } = form.values
  const colleagues = members.data?.items.filter((member) => member.agencyId === agencyId) ?? []
  const refused = whyNotRecordSay(file.myBases)
  const reason = refused
    ? problems[refused].title
    : mayRecord
      ? undefined
      : 'Your role does not record what she refuses.'
  return (
    <Form form={form} className="app-narrow">
      <Radios {...form.field('kind')} label="What does she not want?" options={optionsOf(limitKindWords)} />
      {(kind === 'agency' || kind === 'worker') && (
        <Select
          {...form.field('agencyId')}
          label="Which agency?"
          options={[
            { value: '', label: 'Choose an agency' },
            ...agencies.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {kind === 'worker' && (
        <Select
          {...form.field('accountId')}
          label="Whom does she mean?"
          hint="That person sees nothing of her any more; colleagues go on as before."
          options={[
            { value: '', label: 'Choose a person' },
            ...colleagues.map(({ accountId, name }) => ({ value: accountId, label: name })),
          ]}
        />
      )}
      {kind === 'purpose' && (
        <Radios
          {...form.field('purpose')}
          label="What must it not be used for?"
          options={limitPurposes.map((purpose) => ({ value: purpose, label: limitPurposeWords[purpose] }))}
        />
      )}
      <Textarea
        {...form.field('words')}
        label={kind === 'telling' ? 'What did she say?' : 'What did she say? (optional)'}
        hint="In her own words, as far as you can."
        rows={3}
      />
      <DateInput {...form.field('saidOn')} label="When did she say it?" hint="For example, 31 3 2026" />
      <ButtonGroup>
        <Button busy={form.busy} reason={reason}>
          Record what she does not want
        </Button>
        <Link {...back} className="govuk-link">
          Go back without recording
        </Link>
      </ButtonGroup>
      <AskFirst
        {...form.question}
        title="Record what she does not want?"
        no="Go back without recording"
        yes="Record it"
        variant="warning"
      >
        <WhatFollows
          file={file}
          kind={kind || null}
          agency={agencies.find(({ id }) => id === agencyId)}
          person={colleagues.find((member) => member.accountId === accountId)?.name}
        />
      </AskFirst>
    </Form>
  )
}

interface WhatFollowsProps {
  file: Case
  kind: LimitKind | null
  agency: { id: string; name: string } | undefined
  person: string | undefined
}

/** ACC-8: who loses sight of what, as far as the reader sees who has it, before it is recorded. */
function WhatFollows({ file, kind, agency, person }: WhatFollowsProps) {
  const own = useSession().acting?.agencyId
  const lasting = <p>It holds on every file of hers until she lifts it, whatever she agrees to later.</p>
  if (kind === 'worker' && agency)
    return (
      <>
        <p>
          {person}, {agency.name}, stops seeing anything of her at once. Their colleagues go on as before.
        </p>
        {lasting}
      </>
    )
  if (kind !== 'agency' || !agency)
    return (
      <>
        <p>Nobody loses sight of her by this. Everybody who opens her case reads it first.</p>
        {lasting}
      </>
    )
  const after = afterNo(
    agency.id,
    filesOf(file).flatMap(({ grants }) => grants),
  )
  return (
    <>
      <p>
        {after
          ? afterNoWords[after](agency.name)
          : `${agency.name} sees nothing of her that you know of, and will see nothing.`}
      </p>
      {after && (
        <p>It is told that it no longer sees a case, and what to stop: not what she said, nor to whom.</p>
      )}
      {agency.id === own && <p>That is your own agency: you may not see this case any more afterwards.</p>}
      {lasting}
    </>
  )
}
