import Alert from '@material-ui/lab/Alert';
import { ChangeView } from 'backstage-plugin-change-management-common';
import { useMe } from '../../hooks';
import { useText } from '../../translation';
import { EntityNames } from '../display';
import { decidesFor } from './actsFor';

/** Says to a delegate for whom they would decide. */
export const OnBehalfNote = ({ change }: { change: ChangeView }) => {
  const t = useText();
  const { data: me } = useMe();
  const absent = me ? decidesFor(change, me) : [];
  return absent.length ? (
    <Alert severity="info">
      {t('change.youDecideFor')} <EntityNames entityRefs={absent} />
    </Alert>
  ) : null;
};
