import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Checkboxes } from './checkboxes.tsx'
import { DateInput } from './date-input.tsx'
import { ErrorMessage } from './error-message.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Fieldset } from './fieldset.tsx'
import { fixture, same } from './fixtures.test-support.tsx'
import { Hint } from './hint.tsx'
import { InsetText } from './inset-text.tsx'
import { Label } from './label.tsx'
import { normalised } from './normalised.ts'
import { Radios } from './radios.tsx'
import { Select } from './select.tsx'
import { TextInput } from './text-input.tsx'
import { Textarea } from './textarea.tsx'
import { WarningText } from './warning-text.tsx'

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

test('input: what cannot be sent as one line is said beside it, for the form to hold back', () => {
  const html = renderToStaticMarkup(<TextInput name="/name" label="Name" value={'Bex\u202e'} readOnly />)
  const words = 'is one line: take out line breaks, tabs and characters that cannot be seen'
  expect(html).toContain(`data-fault="${words}"`)
  expect(html).toContain('Is one line: take out')
  expect(html).toContain('govuk-input--error')
})
