import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCan } from '../session/session.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const agreementWork: Shown<'agreementsToSign'> = {
  agreementsToSign: (agreements) => <Agreements agreements={agreements} />,
}

function Agreements({ agreements }: { agreements: MyWork['agreementsToSign'] }) {
  const maySign = useCan('agreements:sign')
  return (
    <Section title="Agreements to sign">
      <ul className="govuk-list govuk-list--bullet">
        {agreements.map(({ id, title }) => (
          <li key={id}>
            <Link {...paths.agreements} hash={id} className="govuk-link">
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {!maySign && <p className="govuk-body">Your agency’s lead member signs. You can read them here.</p>}
    </Section>
  )
}
