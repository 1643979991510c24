import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { Policy } from 'backstage-plugin-change-management-common';
import { useText } from '../../translation';
import { ConflictList } from '../Conflicts';
import { toFailure } from '../display';
import {
  ImpactPart,
  MissingPart,
  Part,
  PeopleParts,
  RiskPart,
  WarningsPart,
} from './previewParts';
import { useFormPreview } from './useFormPreview';

const useStyles = makeStyles(theme => ({
  root: { fontSize: theme.typography.body2.fontSize },
}));

/** What the form would mean if it were submitted as it is: fills in while one types. */
export const PreviewSummary = ({ policy }: { policy: Policy }) => {
  const classes = useStyles();
  const t = useText();
  const { data, error } = useFormPreview();
  return (
    <div className={classes.root}>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('summary.title')}
      </Typography>
      {error && (
        <p role="alert">
          {t('summary.failed')} {toFailure(error).message}
        </p>
      )}
      {!data && !error && <Skeleton variant="rect" height={240} />}
      {data && (
        <>
          <RiskPart risk={data.risk} policy={policy} />
          <PeopleParts preview={data} />
          <WarningsPart warnings={data.warnings} />
          <ImpactPart impact={data.impact} />
          {data.conflicts.length > 0 && (
            <Part title={t('summary.conflicts')}>
              <ConflictList conflicts={data.conflicts} />
            </Part>
          )}
          <MissingPart missing={data.missing} />
        </>
      )}
    </div>
  );
};
