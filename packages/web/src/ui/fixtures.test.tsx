import { readFileSync } from 'node:fs'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { BackLink } from './back-link.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Button } from './button.tsx'
import { ButtonLink } from './button-link.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { DateInput } from './date-input.tsx'
import { Details } from './details.tsx'
import { ErrorMessage } from './error-message.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Fieldset } from './fieldset.tsx'
import { Hint } from './hint.tsx'
import { InsetText } from './inset-text.tsx'
import { Label } from './label.tsx'
import { normalised } from './normalised.ts'
import { NotificationBanner } from './notification-banner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { Radios } from './radios.tsx'
import { Select } from './select.tsx'
import { SkipLink } from './skip-link.tsx'
import { SummaryList } from './summary-list.tsx'
import { Table } from './table.tsx'
import { Tag } from './tag.tsx'
import { TaskList } from './task-list.tsx'
import { TextInput } from './text-input.tsx'
import { Textarea } from './textarea.tsx'
import { WarningText } from './warning-text.tsx'

/*
 * The kit renders what govuk-frontend's own templates render, compared by the fixtures that it ships.
 * Left out on purpose, here and in the kit's props:
 * - `classes`, `attributes`, `html`, `id`, `idPrefix`: ids come from the name (fieldId), contents are React nodes;
 * - `disabled`: a control that can't be used says why (Button's `reason`) or is not there;
 * - `data-*`, which only the library's JavaScript reads, and which the comparison drops on both sides;
 * - `role="button"` on links, because a link does not answer to the space bar, and `draggable`;
 * - `spellcheck`, `autocapitalize` and `pattern` go through TextInput's rest untested here;
 * - form groups' and items' `classes`; items' own names; tables without a head or a caption.
 */

type Fixture = { name: string; html: string }

function fixture(component: string, name: string): string {
  const path = new URL(import.meta.resolve(`govuk-frontend/dist/govuk/components/${component}/fixtures.json`))
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(readFileSync(path, 'utf8'))
  const found = fixtures.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`govuk-frontend ships no fixture "${name}" of ${component}`)
  return found.html
}

function same(component: string, name: string, ours: ReactNode, ignoredAttributes: readonly string[] = []) {
  test(`${component}: ${name}`, () => {
    const html = renderToStaticMarkup(ours)
    expect(normalised(html, ignoredAttributes)).toBe(normalised(fixture(component, name), ignoredAttributes))
  })
}

const name = 'Have you changed your name?'
const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]
const contact = (id: string, label: string) => (
  <>
    <label className="govuk-label" htmlFor={id}>
      {label}
    </label>
    <input className="govuk-input govuk-!-width-one-third" name={id} type="text" id={id} />
  </>
)
const contacts = (email: string) => [
  { value: 'email', label: 'Email', reveal: contact('context-email', email) },
  { value: 'phone', label: 'Phone', reveal: contact('contact-phone', 'Phone number') },
  { value: 'text', label: 'Text message', reveal: contact('contact-text-message', 'Mobile phone number') },
]
const howContacted = 'How do you want to be contacted?'

same('button', 'default', <Button>Save and continue</Button>)
same(
  'button',
  'secondary',
  <Button variant="secondary" name="secondary">
    Secondary button
  </Button>,
)
same(
  'button',
  'warning',
  <Button variant="warning" name="Warning">
    Warning button
  </Button>,
)
same(
  'button',
  'inverse',
  <Button variant="inverse" name="Inverse">
    Inverse button
  </Button>,
)
same('button', 'type', <Button type="button">Submit</Button>)
same('button', 'link', <ButtonLink>{<a href="/">Link button</a>}</ButtonLink>)
same('button', 'start link', <ButtonLink start>{<a href="/">Start now link button</a>}</ButtonLink>)

const insurance = 'National insurance number'
const insuranceHint =
  'It’s on your National Insurance card, benefit letter, payslip or P60. For example, ‘QQ 12 34 56 C’.'
same('input', 'default', <TextInput name="test-name" label="National Insurance number" />)
same(
  'input',
  'with hint text',
  <TextInput name="input-with-hint-text" label={insurance} hint={insuranceHint} />,
  ['name'],
)
same(
  'input',
  'with error and hint',
  <TextInput
    name="with-error-hint"
    label={insurance}
    hint={insuranceHint}
    error="Enter a National Insurance number in the correct format"
  />,
)
same(
  'input',
  'with width-10 class',
  <TextInput name="input-width-10" label={insurance} hint={insuranceHint} width={10} />,
  ['name'],
)
same(
  'input',
  'with label as page heading',
  <TextInput name="input-with-page-heading" label="National Insurance number" labelSize="l" pageHeading />,
  ['name'],
)
same(
  'input',
  'with prefix and suffix',
  <TextInput name="input-with-prefix-suffix" label="Cost per item, in pounds" prefix="£" suffix="per item" />,
  ['name'],
)

same('textarea', 'default', <Textarea name="more-detail" label="Can you provide more detail?" />)
same(
  'textarea',
  'with error message',
  <Textarea
    name="no-ni-reason"
    label="Why can’t you provide a National Insurance number?"
    error="You must provide an explanation"
  />,
)

same('radios', 'default', <Radios name="example-default" label={name} options={yesOrNo} />)
same(
  'radios',
  'with hint',
  <Radios
    name="example-with-hint"
    label={name}
    hint="This includes changing your last name or spelling your name differently."
    options={yesOrNo}
  />,
)
same(
  'radios',
  'inline',
  <Radios
    name="example"
    label={name}
    hint="This includes changing your last name or spelling your name differently."
    options={yesOrNo}
    value="no"
    inline
  />,
)
same(
  'radios',
  'with fieldset and error message',
  <Radios name="example" label={name} options={yesOrNo} value="no" error="Please select an option" />,
)
same(
  'radios',
  'with conditional items',
  <Radios name="how-contacted" label={howContacted} options={contacts('Email address')} />,
)
same(
  'radios',
  'with conditional item checked',
  <Radios name="how-contacted-checked" label={howContacted} options={contacts('Email')} value="email" />,
)

const nationality = 'What is your nationality?'
const nationalities = [
  { value: 'british', label: 'British' },
  { value: 'irish', label: 'Irish' },
  { value: 'other', label: 'Citizen of another country' },
]
const waste = 'Which types of waste do you transport regularly?'
const wasteHint = 'Nullam id dolor id nibh ultricies vehicula ut id elit.'
same(
  'checkboxes',
  'default',
  <Checkboxes name="nationality" label={nationality} options={nationalities} value={[]} />,
)
same(
  'checkboxes',
  'with hint',
  <Checkboxes
    name="nationality"
    label={nationality}
    hint="Select all that apply"
    options={nationalities}
    value={[]}
  />,
)
same(
  'checkboxes',
  'with pre-checked values',
  <Checkboxes
    name="how-contacted-checked"
    label={howContacted}
    options={contacts('Email address')}
    value={['email', 'text']}
  />,
)
same(
  'checkboxes',
  'with error message',
  <Checkboxes
    name="waste"
    label={waste}
    error="Please select an option"
    value={[]}
    options={[
      { value: 'animal', label: 'Waste from animal carcasses', hint: wasteHint },
      { value: 'mines', label: 'Waste from mines or quarries', hint: wasteHint },
      { value: 'farm', label: 'Farm or agricultural waste', hint: wasteHint },
    ]}
  />,
)

const selectOptions = [1, 2, 3].map((n) => ({ value: String(n), label: `GOV.UK frontend option ${n}` }))
same(
  'select',
  'with hint text and error message',
  <Select
    name="select-2"
    label="Label text goes here"
    hint="Hint text goes here"
    error="Error message goes here"
    options={selectOptions}
  />,
)
same(
  'select',
  'with selected value',
  <Select
    name="select-1"
    label="Label text goes here"
    options={selectOptions.map((option) => (option.value === '3' ? { ...option, disabled: true } : option))}
    value="2"
    onChange={() => undefined}
  />,
)

// The names of a date's three inputs carry the date's own name here, where the fixtures say only "day".
const birth = { label: 'What is your date of birth?', hint: 'For example, 31 3 1980' }
const wrong = 'Error message goes here'
same('date-input', 'default', <DateInput name="dob" {...birth} value="" />, ['name', 'value'])
same('date-input', 'with values', <DateInput name="with-values" {...birth} value="1980-03-31" />, ['name'])
same(
  'date-input',
  'with error message and hint',
  <DateInput name="dob-errors" {...birth} value="" error={wrong} />,
  ['name', 'value'],
)
same(
  'date-input',
  'with error on day input',
  <DateInput name="dob-day-error" {...birth} value="" error={wrong} wrongParts={['day']} />,
  ['name', 'value'],
)

const address = 'What is your address?'
same('fieldset', 'default', <Fieldset legend={address} />)
same('fieldset', 'as page heading l', <Fieldset legend={address} legendSize="l" pageHeading />)
same(
  'fieldset',
  'html fieldset content',
  <Fieldset legend={address}>
    <div className="my-content">
      <p>This is some content to put inside the fieldset</p>
    </div>
  </Fieldset>,
)

same(
  'error-summary',
  'default',
  <ErrorSummary
    items={[
      { text: 'The date your passport was issued must be in the past', href: '#example-error-1' },
      { text: 'Enter a postcode, like AA1 1AA', href: '#example-error-2' },
    ]}
  />,
)
same('error-summary', 'without links', <ErrorSummary items={[{ text: 'Invalid username or password' }]} />)
same(
  'error-summary',
  'with everything',
  <ErrorSummary
    description="Please fix the errors below."
    items={[
      { text: 'Invalid username or password' },
      { text: 'Agree to the terms of service to log in', href: '#example-error-1' },
    ]}
  />,
)
same('error-message', 'id', <ErrorMessage id="my-error-message-id">This is an error message</ErrorMessage>)
same(
  'hint',
  'id',
  <Hint id="my-hint">It's on your National Insurance card, benefit letter, payslip or P60.</Hint>,
)
same('label', 'for', <Label htmlFor="test-target-input">National Insurance number</Label>)

same(
  'warning-text',
  'default',
  <WarningText>You can be fined up to £5,000 if you don’t register.</WarningText>,
)
same(
  'inset-text',
  'default',
  <InsetText>
    It can take up to 8 weeks to register a lasting power of attorney if there are no mistakes in the
    application.
  </InsetText>,
)
const detailsText =
  'We need to know your nationality so we can work out which elections you’re entitled to vote in. If you can’t provide your nationality, you’ll have to send copies of identity documents through the post.'
same('details', 'default', <Details summary="Help with nationality">{detailsText}</Details>)
same(
  'details',
  'expanded',
  <Details summary="Help with nationality" open>
    {detailsText}
  </Details>,
  ['id'],
)

const contactInformation = (
  <>
    <p className="govuk-body">email@email.com</p>
    <p className="govuk-body">
      Address line 1<br />
      Address line 2<br />
      Address line 3<br />
      Address line 4<br />
      Address line 5
    </p>
  </>
)
const change = (text: string) => (
  // oxlint-disable-next-line jsx-a11y/anchor-is-valid -- the fixtures' own address
  <a href="#" key={text}>
    {text}
  </a>
)
const nameAndBirth = [
  { key: 'Name', value: 'Firstname Lastname' },
  { key: 'Date of birth', value: '13/08/1980' },
]
same(
  'summary-list',
  'default',
  <SummaryList rows={[...nameAndBirth, { key: 'Contact information', value: contactInformation }]} />,
)
same(
  'summary-list',
  'with actions',
  <SummaryList
    rows={[
      { key: 'Name', value: 'Firstname Lastname', actions: [change('Edit'), change('Delete')] },
      { key: 'Date of birth', value: '13/08/1980', actions: [change('Change')] },
      { key: 'Contact information', value: contactInformation, actions: [change('Edit'), change('Change')] },
    ]}
  />,
)
same(
  'summary-list',
  'with some actions',
  <SummaryList
    rows={[
      { key: 'Name', value: 'Firstname Lastname', actions: [change('Edit'), change('Delete')] },
      { key: 'Date of birth', value: '13/08/1980' },
      { key: 'Contact information', value: contactInformation },
    ]}
  />,
)
same(
  'summary-list',
  'as a summary card with actions',
  <SummaryList
    rows={nameAndBirth}
    card={{
      title: 'Undergraduate teaching assistant',
      actions: [change('Delete job history'), change('Withdraw job history')],
    }}
  />,
)

const months = [
  ['January', '£85', '£95'],
  ['February', '£75', '£55'],
  ['March', '£165', '£125'],
]
test('table: with head and caption', () => {
  const html = renderToStaticMarkup(
    <Table
      caption="Caption 1: Months and rates"
      captionSize="m"
      rowHeaders
      rows={months}
      rowKey={(row) => row.join()}
      columns={['Month you apply', 'Rate for bicycles', 'Rate for vehicles'].map((header, index) => ({
        header,
        numeric: index > 0,
        cell: (row: string[]) => row[index],
      }))}
    />,
  )
  // Ours stands in a region that scrolls, named by the caption.
  const [table = ''] = html.match(/<table.*<\/table>/s) ?? []
  expect(normalised(table, ['id'])).toBe(normalised(fixture('table', 'with head and caption')))
})

same(
  'task-list',
  'with hint text and additional states',
  <TaskList
    idPrefix="task-list"
    tasks={[
      { title: change('Company Directors'), status: 'Completed' },
      { title: change('Registered company details'), status: 'Not started', colour: 'teal' },
      {
        title: change('Business plan'),
        hint: 'Ensure the plan covers objectives, strategies, sales, marketing and financial forecasts.',
        status: 'Review',
        colour: 'magenta',
      },
      { title: change('Documentation'), status: 'In progress', colour: 'blue' },
      { title: change('Charitable status'), status: 'Error', colour: 'red' },
      { title: 'Payment', hint: 'It will cost between £15 and £75', status: 'Cannot start yet' },
    ]}
  />,
)
same('tag', 'default', <Tag>Alpha</Tag>)
same('tag', 'grey', <Tag colour="grey">Grey</Tag>)
same(
  'panel',
  'default',
  <Panel title="Application complete">
    Your reference number
    <br />
    <strong>HDJ2123F</strong>
  </Panel>,
)
same('panel', 'title with no body text', <Panel title="Application complete" />)
same('back-link', 'with custom text and link', <BackLink>{<a href="/home">Back to home</a>}</BackLink>)
same(
  'breadcrumbs',
  'with last breadcrumb as current page',
  <Breadcrumbs
    links={[
      <a href="/" key="home">
        Home
      </a>,
      <a href="/browse/abroad" key="abroad">
        Passports, travel and living abroad
      </a>,
    ]}
    current="Travel abroad"
  />,
)
same('skip-link', 'custom text', <SkipLink>skip</SkipLink>)
same(
  'notification-banner',
  'default',
  <NotificationBanner>This publication was withdrawn on 7 March 2014.</NotificationBanner>,
  ['id', 'aria-labelledby'],
)
same(
  'notification-banner',
  'with type as success',
  <NotificationBanner success title="Success">
    Email sent to example@email.com
  </NotificationBanner>,
  ['id', 'aria-labelledby'],
)
same(
  'pagination',
  'with prev and next only',
  <Pagination
    newer={
      <a href="/previous">
        Previous<span className="govuk-visually-hidden"> page</span>
      </a>
    }
    older={
      <a href="/next">
        Next<span className="govuk-visually-hidden"> page</span>
      </a>
    }
  />,
)
test('character-count: default, once nine tenths are typed', () => {
  const typed = '9 letters'
  const ours = (
    <Textarea name="more-detail" label="Can you provide more detail?" limit={10} value={typed} readOnly />
  )
  // Ours adds, after the count that is seen, the count that is said.
  const html = renderToStaticMarkup(ours).replace(/<output.*<\/output>/, '')
  const theirs = fixture('character-count', 'default')
    .replace('</textarea>', `${typed}</textarea>`)
    .replace('<textarea', '<textarea readonly')
    .replace('You can enter up to 10 characters', 'You have 1 character remaining')
  expect(normalised(html)).toBe(normalised(theirs))
  expect(renderToStaticMarkup(<Textarea name="more-detail" label="More?" limit={10} />)).not.toContain(
    'count',
  )
})
