import type { Reply } from '@alongside/shared/contract'
import type { Contracts } from '@alongside/shared/operations'
import { endSecret, makeSecret } from '@alongside/shared/systems/addresses'
import type { System } from '@alongside/shared/systems/contract'
import { whyNotMakeSecret } from '@alongside/shared/systems/rules'
import { useState } from 'react'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { ShownOnce } from '../ui/shown-once.tsx'
import { type Column, Table } from '../ui/table.tsx'

type Secret = System['secrets'][number]

/** The one in use, and the next one while it is put in place. */
export function SystemSecrets({ system, manages }: { system: System; manages: boolean }) {
  const [made, setMade] = useState<Reply<Contracts['makeSecret']> | null>(null)
  const making = useSending(makeSecret, { onSuccess: setMade })
  const ending = useSending(endSecret, { onSuccess: () => setMade(null) })
  const full = whyNotMakeSecret(system) === 'system.two_secrets'
  const end = ({ id }: Secret) => ending.send({ params: { systemId: system.id, secretId: id }, body: {} })
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Secrets</h2>
      <Refused error={making.error ?? ending.error} attempt={making.attempt + ending.attempt} />
      {made && (
        <ShownOnce
          key={made.id}
          name="/secret"
          label="The new secret, shown this once. Put it into your system’s settings, and nowhere else."
          value={made.secret}
        />
      )}
      {system.secrets.length > 0 && (
        <Table
          caption="Secrets in use"
          hiddenCaption
          columns={manages ? [...columns, endColumn(end)] : columns}
          rows={system.secrets}
          rowKey={({ id }) => id}
          rowHeaders
          stack
        />
      )}
      {manages && (
        <Button
          type="button"
          variant="secondary"
          busy={making.busy}
          reason={full ? 'It has two. End the one that is no longer used first.' : undefined}
          onClick={() => making.send({ params: { systemId: system.id }, body: {} })}
        >
          {system.secrets.length === 0 ? 'Make a secret' : 'Make the next secret'}
        </Button>
      )}
    </section>
  )
}

const columns: Column<Secret>[] = [
  { header: 'Secret', cell: ({ hint }) => <code>…{hint}</code> },
  {
    header: 'Made',
    cell: ({ madeBy, madeAt }) => (
      <>
        {madeBy}, <Moment at={madeAt} />
      </>
    ),
  },
  { header: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : 'Not yet') },
]

const endColumn = (onEnd: (secret: Secret) => void): Column<Secret> => ({
  header: 'Change',
  hiddenHeader: true,
  cell: (secret) => (
    <button type="button" className="app-link-button" onClick={() => onEnd(secret)}>
      End this secret<span className="govuk-visually-hidden">, …{secret.hint}</span>
    </button>
  ),
})
