import { ChangeFigures } from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { Told } from './Counted';
import { formatMinutes, formatNumber } from './formats';
import { Rows } from './useFigureRows';

interface Props {
  figures: ChangeFigures;
  rows: Rows;
}

function joined(parts: ReactNode[]): ReactNode {
  return parts.map((part, index) => (
    <span key={index}>
      {index > 0 && ', '}
      {part}
    </span>
  ));
}

/** Downtime that changes reported, and that of incidents that they caused: each leads to its own rows. */
export const Downtime = ({ figures, rows }: Props) => {
  const t = useText();
  const { changeDowntimeMinutes: own, incidentDowntimeMinutes: caused } =
    figures;
  const parts = [
    ...(own
      ? [
          <Told
            text={t('figures.ofChanges', { number: formatMinutes(t, own) })}
            number={own}
            to={rows.changes({ figure: 'changesWithDowntime' })}
          />,
        ]
      : []),
    ...(caused
      ? [
          <Told
            text={t('figures.ofCaused', { number: formatMinutes(t, caused) })}
            number={caused}
            to={rows.incidents({ cause: 'change', downtime: 'true' })}
          />,
        ]
      : []),
  ];
  return <>{parts.length ? joined(parts) : formatMinutes(t, 0)}</>;
};

/** Of what production was restored: changes that were rolled back, and incidents that changes caused. */
export const Restored = ({ figures, rows }: Props) => {
  const t = useText();
  const { restored, incidentsRestored = 0 } = figures;
  const rolledBack = restored - incidentsRestored;
  const parts = [
    ...(rolledBack
      ? [
          <Told
            text={t('figures.ofRolledBack', {
              number: formatNumber(rolledBack),
            })}
            number={rolledBack}
            to={rows.changes({ figure: 'restored' })}
          />,
        ]
      : []),
    ...(incidentsRestored
      ? [
          <Told
            text={t('figures.ofEnded', {
              number: formatNumber(incidentsRestored),
            })}
            number={incidentsRestored}
            to={rows.incidents({ cause: 'change', which: 'ended' })}
          />,
        ]
      : []),
  ];
  return <>{joined(parts)}</>;
};
