import { makeStyles } from '@material-ui/core/styles';
import {
  deploymentAuthorizations,
  deploymentStatuses,
} from 'backstage-plugin-change-management-common';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { affectableKinds, EntityPicker } from '../CatalogPicker';
import { SelectField } from '../fields';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    margin: theme.spacing(1, 0, 2),
    '& > *': { minWidth: 200, flex: '1 1 200px', maxWidth: 360 },
  },
}));

/** The state of the page's filters, as it stands in the address. */
export interface FilterState {
  params: URLSearchParams;
  update(changes: Record<string, string | undefined>): void;
}

/** With a change or without one: where one is needed. */
const toProduction = 'covered,unauthorized';

/** Which entity, and its parts. */
export const EntityFilter = ({ params, update }: FilterState) => {
  const t = useText();
  return (
    <EntityPicker
      id="deployments-entity"
      label={t('deployment.entity')}
      kinds={affectableKinds}
      size="small"
      value={params.get('entityRef') ?? ''}
      onChange={value => update({ entityRef: value })}
    />
  );
};

/** Beside what limits one list, the entity that limits them all. */
const Filters = ({
  children,
  ...state
}: FilterState & { children: ReactNode }) => {
  const classes = useStyles();
  const t = useText();
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('deployment.filters')}
    >
      <EntityFilter {...state} />
      {children}
    </div>
  );
};

/** Which deployments are shown. */
export const DeploymentFilters = (state: FilterState) => {
  const t = useText();
  const { params, update } = state;
  return (
    <Filters {...state}>
      <SelectField
        id="deployments-status"
        label={t('deployment.status')}
        value={params.get('status') ?? ''}
        empty={t('deployment.anyStatus')}
        options={deploymentStatuses.map(value => [
          value,
          t(`deploymentStatus.${value}`),
        ])}
        onChange={value => update({ status: value })}
      />
      <SelectField
        id="deployments-authorization"
        label={t('deployment.authorization')}
        value={params.get('authorization') ?? ''}
        empty={t('deployment.anyStatus')}
        options={[
          ...deploymentAuthorizations.map((value): [string, string] => [
            value,
            t(`deploymentAuthorization.${value}`),
          ]),
          [toProduction, t('deployment.toProduction')],
        ]}
        onChange={value => update({ authorization: value })}
      />
    </Filters>
  );
};

/** Which answers of the gate are shown. */
export const GateFilters = (state: FilterState) => {
  const t = useText();
  const { params, update } = state;
  return (
    <Filters {...state}>
      <SelectField
        id="gate-allowed"
        label={t('gate.answer')}
        value={params.get('allowed') ?? ''}
        empty={t('deployment.anyStatus')}
        options={[
          ['true', t('gate.allowed')],
          ['false', t('gate.refused')],
        ]}
        onChange={value => update({ allowed: value })}
      />
    </Filters>
  );
};
