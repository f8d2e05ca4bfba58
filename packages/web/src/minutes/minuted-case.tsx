import { actionStateWords } from '@alongside/shared/actions/words'
import { chairedSentence, steppedOutSentence } from '@alongside/shared/agenda/stepping-out'
import { attendedWords } from '@alongside/shared/attendance/words'
import type { DraftedItem, MinutedItem, Minutes } from '@alongside/shared/minutes/contract'
import type { ReactNode } from 'react'
import { Became } from '../actions/became.tsx'
import { ItemStateTag } from '../agenda/item-state.tsx'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { Stayed } from '../attendance/attended.tsx'
import { HerWords } from '../cases/voice-words.tsx'
import { MinutedPlan } from '../plan/minuted-plan.tsx'
import { dateWords } from '../time/words.ts'
import { InsetText } from '../ui/inset-text.tsx'
import { Light } from '../ui/light.tsx'
import { type Column, Table } from '../ui/table.tsx'

type Item = Omit<MinutedItem, 'salt' | 'hash'> | DraftedItem

/** One case of the minutes: what stays as given around what was worded, `children`. */
export function MinutedCase({ item, children }: { item: Item; children: ReactNode }) {
  return (
    <section className="app-minuted">
      <h2 className="govuk-heading-l">
        <span className="govuk-caption-l">{item.caseReference}</span>
        {item.withheld ? 'Not shared' : item.name || 'Name not given'}
      </h2>
      <p className="govuk-body">
        <Light light={item.light} /> <ItemStateTag state={item.state} />
      </p>
      {item.chairedBy && <p className="govuk-body">{chairedSentence(item.chairedBy)}</p>}
      {item.steppedOut && <p className="govuk-body">{steppedOutSentence(item.steppedOut)}</p>}
      {item.withheld && (
        <InsetText>A basis for sharing is needed. Without one only this line stands here.</InsetText>
      )}
      {item.withheld && item.putOffTo && (
        <p className="govuk-body">
          Put off.
          <PutOffTo at={item.putOffTo} />
        </p>
      )}
      {item.herVoice.length > 0 && <h3 className="govuk-heading-m">Her voice</h3>}
      {item.herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
      <Became
        level="m"
        actions={item.carried.map((one) => ({ ...one, state: actionStateWords[one.state] }))}
      />
      {children}
      <MinutedPlan item={item} />
      {item.actions.length > 0 && (
        <MinutedActions caption={`Actions, ${item.caseReference}`} actions={item.actions} />
      )}
    </section>
  )
}

type Action = MinutedItem['actions'][number]

export function MinutedActions({ caption, actions }: { caption: string; actions: readonly Action[] }) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={actionColumns}
      rows={actions}
      rowKey={({ reference }) => reference}
      rowHeaders
      stack
    />
  )
}

const actionColumns: Column<Action>[] = [
  { header: 'Action', cell: ({ what }) => what },
  { header: 'Agency', cell: ({ ownerAgencyName }) => ownerAgencyName },
  { header: 'By', cell: ({ dueOn }) => dateWords(dueOn), nowrap: true },
  { header: 'Priority', cell: ({ priority }) => (priority === 'urgent' ? 'Urgent' : 'As usual') },
  { header: 'Reference', cell: ({ reference }) => reference, nowrap: true },
]

type Person = Minutes['present'][number]

export function Present({ present }: { present: readonly Person[] }) {
  if (present.length === 0)
    return (
      <>
        <h2 className="govuk-heading-m">Present</h2>
        <p className="govuk-body">Nobody was in the room.</p>
      </>
    )
  return (
    <Table
      caption="Present"
      captionSize="m"
      columns={presentColumns}
      rows={present}
      rowKey={({ name, agencyName }) => `${name} ${agencyName}`}
      rowHeaders
      stack
    />
  )
}

const presentColumns: Column<Person>[] = [
  { header: 'Name', cell: ({ name }) => name },
  { header: 'Agency', cell: ({ agencyName }) => agencyName },
  { header: 'As', cell: (one) => attendedWords[one.as] },
  { header: 'In the room', cell: ({ from, until }) => <Stayed from={from} until={until} /> },
]
