import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { Failure, toFailure } from '../display';
import { movesOf, Proposal } from './proposal';

/** Saves what was proposed: a change through its step, a freeze through its edit. */
export function useSavingProposal(onSaved: () => void) {
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);

  const send = async (proposal: Proposal, reason: string) => {
    const { item, start, end } = proposal;
    if (item.kind === 'change') {
      await api.takeStep('scheduleChange', item.id, {
        plannedStart: start,
        plannedEnd: end,
        revision: item.change.revision,
        ...(reason && { override: { reason } }),
      });
      return;
    }
    const [move] = movesOf(proposal);
    if (item.freeze && 'windowId' in move) {
      await api.schedule.editWindow(item.freeze.id, {
        revision: item.freeze.revision,
        start: move.start,
        durationMinutes: move.durationMinutes,
      });
    }
  };

  return {
    busy,
    failure,
    save: async (proposal: Proposal, reason: string) => {
      setBusy(true);
      setFailure(undefined);
      try {
        await send(proposal, reason);
        await refresh();
        onSaved();
      } catch (error) {
        setFailure(toFailure(error));
        // What stands in the way may be news.
        refresh();
      } finally {
        setBusy(false);
      }
    },
  };
}
