import type { PaperItem } from '@alongside/shared/documents/contract'
import { nothingOfWords } from '@alongside/shared/documents/words'
import type { ReactNode } from 'react'
import { Became } from '../actions/became.tsx'
import { PutOffTo } from '../agenda/put-off-to.tsx'
import { TypedList } from '../cases/typed-list.tsx'
import { HerWords } from '../cases/voice-words.tsx'
import { sentence } from '../sending/refused.tsx'
import { dateWords } from '../time/words.ts'
import { Light } from '../ui/light.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { type Column, Table } from '../ui/table.tsx'

type Shown = { item: PaperItem }

/** What a pack holds of one case, in the order of its sheets. */
export function PackItem({ item }: Shown) {
  return (
    <PaperCase item={item} beside={nameOf(item)}>
      <SummaryList rows={item.identity.map(({ label, words }) => ({ key: label, value: words }))} />
      <TypedList heading="How it is safe to reach her" items={item.reach} />
      <TypedList heading="On what it is shared, and what she refuses" items={item.basis} />
      <TypedList heading="Who may know, by her say and by law" items={item.sharing} />
      <TypedList heading="Safeguarding" items={item.safeguarding} />
      <TypedList heading="Children" items={item.children} />
      <TypedList heading="People who harm her" items={item.peopleWhoHarm} />
      <TypedList heading="Other forums that know of her" items={item.otherForums} />
      <HerVoice item={item} />
      <TypedList heading="Before somebody goes to see her" items={item.warnings} />
      {item.because.length > 0 && (
        <>
          <h3 className="govuk-heading-s">Why the light is {item.computedLight}</h3>
          {item.because.map(({ rule, answers }) => (
            <Reason key={rule} rule={rule} answers={answers} />
          ))}
        </>
      )}
      {item.asks && <Worded label="What the referrer asks of the meeting" words={item.asks} />}
      <PaperPlan title="The plan as it stands" item={item} />
      <Became level="s" actions={item.carried} />
      <Shared item={item} />
      <p className="app-quiet">{nothingOfWords(item)}</p>
    </PaperCase>
  )
}

/** What minutes hold of one case. */
export function MinutesItem({ item }: Shown) {
  return (
    <PaperCase item={item} beside={`${nameOf(item)} · ${item.state}`}>
      {item.chairs && <p className="govuk-body">{item.chairs}</p>}
      {item.stepsOut && <p className="govuk-body">{item.stepsOut}</p>}
      {item.deferredFor && (
        <p className="govuk-body app-as-typed">
          <strong>Put off because:</strong> {item.deferredFor}
          {item.putOffTo && <PutOffTo at={item.putOffTo} />}
        </p>
      )}
      <HerVoice item={item} />
      <Became level="s" actions={item.carried} />
      <Shared item={item} />
      {item.planAmended.length > 0 && <h3 className="govuk-heading-s">The plan was amended</h3>}
      {item.planAmended.map(({ label, words, before }, index) => (
        <p key={index} className="govuk-body app-as-typed">
          <strong>{label}:</strong> {words}
          {before && <span className="app-quiet"> Before: {before}</span>}
        </p>
      ))}
      <PaperPlan
        title={item.planAmended.length > 0 ? 'What else stood in the plan' : 'The plan as it then stood'}
        item={item}
      />
      {item.record.map(({ label, words }) => (
        <Worded key={label} label={label} words={words} />
      ))}
      {item.actions.length > 0 && (
        <>
          <h3 className="govuk-heading-s">Actions agreed</h3>
          <PaperActions
            caption={`Actions agreed, ${item.reference}`}
            actions={item.actions}
            standing="Priority"
          />
        </>
      )}
    </PaperCase>
  )
}

/** What the action log holds of one case. */
export function LoggedItem({ item }: Shown) {
  return (
    <section className="app-minuted">
      <ItemHeading item={item} />
      {item.basisInForce ? (
        <PaperActions caption={`Actions, ${item.reference}`} actions={item.actions} />
      ) : (
        <NeedsBasis />
      )}
    </section>
  )
}

function PaperCase({ item, beside, children }: Shown & { beside: string; children: ReactNode }) {
  return (
    <section className="app-minuted">
      <ItemHeading item={item} />
      <p className="govuk-body app-paper__line">
        {item.light && <Light light={item.light} />} {item.basisInForce && !item.awaits && beside}
      </p>
      {item.awaits ? (
        <p className="govuk-body">
          <em>{item.awaits}</em>
        </p>
      ) : item.basisInForce ? (
        children
      ) : (
        <NeedsBasis />
      )}
    </section>
  )
}

const ItemHeading = ({ item }: Shown) => (
  <h2 className="govuk-heading-m">
    {item.position}. {item.reference}
  </h2>
)

const NeedsBasis = () => (
  <p className="govuk-body">
    <em>A basis for sharing is needed. Nothing of this case is in the papers until there is one.</em>
  </p>
)

const nameOf = ({ name }: PaperItem) => name || 'Name not given'

function HerVoice({ item: { herVoice } }: Shown) {
  if (herVoice.length === 0) return null
  return (
    <>
      <h3 className="govuk-heading-s">Her voice</h3>
      {herVoice.map((voice, index) => (
        <HerWords key={index} {...voice} />
      ))}
    </>
  )
}

function Reason({ rule, answers }: PaperItem['because'][number]) {
  return (
    <>
      <p className="govuk-body">{rule}</p>
      {answers.length > 0 && (
        <ul className="govuk-list govuk-list--bullet">
          {answers.map((answer) => (
            <li key={answer} className="app-as-typed">
              {answer}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Worded({ label, words }: { label: string; words: string }) {
  return (
    <>
      <h3 className="govuk-heading-s">{label}</h3>
      <p className="govuk-body app-as-typed">{words}</p>
    </>
  )
}

/** PLN-1: line by line, with who leads each and what is new of it. */
function PaperPlan({ title, item: { plan } }: Shown & { title: string }) {
  if (plan.length === 0) return null
  return (
    <>
      <h3 className="govuk-heading-s">{title}</h3>
      {plan.map(({ label, words, herWords, told }, index) => (
        <div key={index}>
          <p className="govuk-body app-as-typed">
            <strong>{label}:</strong> {words}
          </p>
          {herWords && <p className="govuk-body app-as-typed">She says: “{herWords}”</p>}
          {told && <p className="app-quiet">{told}</p>}
        </div>
      ))}
    </>
  )
}

/** MTG-3: each agency's facts apart from its opinion. */
function Shared({ item: { contributions } }: Shown) {
  if (contributions.length === 0) return null
  return (
    <>
      <h3 className="govuk-heading-s">What each agency shares</h3>
      {contributions.map(({ agencyName, parts }, index) => (
        <div key={index}>
          <h4 className="govuk-heading-s app-paper__agency">{agencyName}</h4>
          {parts.map(({ label, words }, part) => (
            <p key={part} className="govuk-body app-as-typed">
              {label && <strong>{label}: </strong>}
              {words}
            </p>
          ))}
        </div>
      ))}
    </>
  )
}

type Action = PaperItem['actions'][number]

/** `standing`: what the last column tells: in minutes how pressing it was, elsewhere where it stands. */
function PaperActions({
  caption,
  actions,
  standing = 'Where it stands',
}: {
  caption: string
  actions: readonly Action[]
  standing?: string
}) {
  return (
    <Table
      caption={caption}
      hiddenCaption
      columns={[...columns, { header: standing, cell: ({ state }) => sentence(state) }]}
      rows={actions}
      rowKey={({ reference }) => reference}
      rowHeaders
      stack
    />
  )
}

const columns: Column<Action>[] = [
  { header: 'Reference', cell: ({ reference }) => reference, nowrap: true },
  { header: 'What', cell: ({ what }) => <span className="app-as-typed">{what}</span> },
  { header: 'By whom', cell: ({ ownerAgencyName }) => ownerAgencyName },
  { header: 'By when', cell: ({ dueOn }) => dateWords(dueOn) },
]
