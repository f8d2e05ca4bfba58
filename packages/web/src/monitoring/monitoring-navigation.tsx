import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCan } from '../session/session.tsx'
import { SubNavigation } from '../ui/sub-navigation.tsx'

type Props = {
  current: 'people' | 'figures' | 'reports'
  /** Carried from one to the other. */
  period?: string
}

export function MonitoringNavigation({ current, period }: Props) {
  const figures = useCan('monitoring:read')
  const reports = useCan('reports:read')
  if (!figures) return null
  const search = period === undefined ? {} : { period }
  return (
    <SubNavigation
      label="Monitoring"
      items={[
        {
          link: (
            <Link {...paths.monitoring} search={search} activeOptions={{ exact: true }}>
              People discussed
            </Link>
          ),
          current: current === 'people',
        },
        {
          link: (
            <Link {...paths.figures} search={search}>
              Does it work?
            </Link>
          ),
          current: current === 'figures',
        },
        ...(reports
          ? [{ link: <Link {...paths.reports}>Reports</Link>, current: current === 'reports' }]
          : []),
      ]}
    />
  )
}
