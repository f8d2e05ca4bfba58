import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { BackLink } from './back-link.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Button } from './button.tsx'
import { ButtonLink } from './button-link.tsx'
import { Details } from './details.tsx'
import { fixture, same } from './fixtures.test-support.tsx'
import { normalised } from './normalised.ts'
import { NotificationBanner } from './notification-banner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { SkipLink } from './skip-link.tsx'
import { SummaryList } from './summary-list.tsx'
import { Table } from './table.tsx'
import { Tag } from './tag.tsx'
import { TaskList } from './task-list.tsx'

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
