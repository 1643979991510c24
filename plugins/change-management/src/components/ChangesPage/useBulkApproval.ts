import { useApi } from '@backstage/core-plugin-api';
import { ChangeSummary } from 'backstage-plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { useRefresh } from '../../hooks';
import { toFailure } from '../display';

/** What came of one change: approved, or why not. */
export interface Approval {
  change: ChangeSummary;
  refusal?: string;
}

/** Standard changes are alike and low in risk: only those may be decided together (one by one all others). */
export function isApprovableInBulk(change: ChangeSummary): boolean {
  return (
    change.type === 'standard' && change.allowedActions.includes('approve')
  );
}

/** Which standard changes are chosen, and their approval with one comment; what is refused stays chosen. */
export function useBulkApproval(changes: ChangeSummary[]) {
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [ids, setIds] = useState<string[]>([]);
  const [approvals, setApprovals] = useState<Approval[]>([]);
  const [busy, setBusy] = useState(false);
  const approvable = changes.filter(isApprovableInBulk);
  const chosen = approvable.filter(({ id }) => ids.includes(id));

  async function approveOne(
    change: ChangeSummary,
    comment: string,
  ): Promise<Approval> {
    try {
      await api.takeStep('decideChange', change.id, {
        decision: 'approve',
        comment,
        contentRevision: change.contentRevision,
      });
      return { change };
    } catch (error) {
      return { change, refusal: toFailure(error).message };
    }
  }

  return {
    approvable,
    chosen,
    approvals,
    busy,
    isChosen: (id: string) => ids.includes(id),
    toggle: (id: string) =>
      setIds(
        ids.includes(id) ? ids.filter(other => other !== id) : [...ids, id],
      ),
    toggleAll: () =>
      setIds(
        chosen.length === approvable.length
          ? []
          : approvable.map(({ id }) => id),
      ),
    refusalOf: (id: string) =>
      approvals.find(({ change }) => change.id === id)?.refusal,
    /** Answers whether all were approved. */
    approve: async (comment: string) => {
      setBusy(true);
      const results: Approval[] = [];
      // One after the other: a refusal says which, and the backend is not flooded.
      for (const change of chosen) {
        results.push(await approveOne(change, comment));
      }
      setApprovals(results);
      setIds(results.filter(r => r.refusal).map(r => r.change.id));
      setBusy(false);
      refresh();
      return results.every(({ refusal }) => !refusal);
    },
  };
}

/** See {@link useBulkApproval}. */
export type BulkApproval = ReturnType<typeof useBulkApproval>;
