import { RollbackStep } from 'backstage-plugin-change-management-common';
import { useRollbackExecutors } from '../../hooks';
import { useText } from '../../translation';

/** What carries a step of a rollback out, and what it is told. */
export const ExecutorName = (props: {
  executor: NonNullable<RollbackStep['executor']>;
}) => {
  const { name, input = {} } = props.executor;
  const t = useText();
  const { data } = useRollbackExecutors();
  const known = data?.items.find(executor => executor.name === name);
  const told = Object.entries(input).map(([key, value]) => {
    const label = known?.input.find(asked => asked.name === key)?.label ?? key;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${label}: ${text}`;
  });
  return (
    <>
      {t('rollback.by', { executor: known?.label ?? name })}
      {told.length > 0 && ` (${told.join(', ')})`}
    </>
  );
};
