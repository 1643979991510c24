import Alert from '@material-ui/lab/Alert';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useMe } from '../../hooks';
import { useText } from '../../translation';

/** Why somebody who holds the role cannot decide all the same: nobody decides on their own change. */
export const OwnChangeNote = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const { data: me } = useMe();
  const holdsRole = change.approvalRequirements.some(
    ({ decision, roles }) =>
      !decision && me?.roles.some(({ role }) => roles.includes(role)),
  );
  if (!me || !holdsRole || change.allowedActions.includes('approve')) {
    return null;
  }
  if (change.requestedBy === me.userRef) {
    return <Alert severity="info">{t('change.youRequested')}</Alert>;
  }
  return me.ownership.includes(change.implementer) ? (
    <Alert severity="info">{t('change.youImplement')}</Alert>
  ) : null;
};
