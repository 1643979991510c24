import { InfoCard } from '@backstage/core-components';
import { useText } from '../../translation';
import { NextChanges } from './NextChanges';

/** The widget with a frame of its own, for a home page that gives none. */
export const NextChangesCard = () => {
  const t = useText();
  return (
    <InfoCard
      title={t('next.title')}
      titleTypographyProps={{ component: 'h2', variant: 'h6' }}
    >
      <NextChanges />
    </InfoCard>
  );
};
