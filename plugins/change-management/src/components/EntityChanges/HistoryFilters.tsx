import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import {
  ChangeQueryInput,
  changeTypes,
  closeCodes,
} from 'backstage-plugin-change-management-common';
import { useQueryState } from '../../routing';
import { useText } from '../../translation';
import { SearchField, SelectField } from '../fields';

const unfinished = ['rejected', 'canceled'] as const;

/** Filters of the history: they stand in the address, so that what was found can be sent on. */
export function useHistoryFilters() {
  const [params, update] = useQueryState();
  const type = params.get('type') ?? '';
  const outcome = params.get('outcome') ?? '';
  const q = params.get('q') ?? '';
  const isUnfinished = unfinished.some(state => state === outcome);
  const query: ChangeQueryInput = {
    state: isUnfinished ? outcome : ['closed', ...unfinished],
    type,
    closeCode: isUnfinished ? '' : outcome,
    q,
  };
  return { type, outcome, q, query, update, isFiltered: type + outcome + q };
}

/** By type and outcome, and by words of the title or description. */
export const HistoryFilters = (props: {
  filters: ReturnType<typeof useHistoryFilters>;
}) => {
  const { type, outcome, q, update, isFiltered } = props.filters;
  const t = useText();
  return (
    <Box
      role="search"
      aria-label={t('entity.search')}
      display="flex"
      flexWrap="wrap"
      mb={1}
      style={{ gap: 12 }}
    >
      <SearchField
        id="history-q"
        label={t('list.search')}
        value={q}
        onChange={value => update({ q: value })}
      />
      <SelectField
        id="history-type"
        label={t('list.type')}
        value={type}
        empty={t('list.any')}
        options={changeTypes.map(value => [value, t(`type.${value}`)])}
        onChange={value => update({ type: value })}
      />
      <SelectField
        id="history-outcome"
        label={t('list.outcome')}
        value={outcome}
        empty={t('list.any')}
        options={[
          ...closeCodes.map(
            value => [value, t(`closeCode.${value}`)] as [string, string],
          ),
          ...unfinished.map(
            value => [value, t(`state.${value}`)] as [string, string],
          ),
        ]}
        onChange={value => update({ outcome: value })}
      />
      {isFiltered && (
        <Button
          onClick={() =>
            update({ q: undefined, type: undefined, outcome: undefined })
          }
        >
          {t('list.clear')}
        </Button>
      )}
    </Box>
  );
};
