import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import {
  ConfigurationItemDetail,
  ConfigurationOutcome,
} from 'backstage-plugin-change-management-common';
import { useId, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import {
  useConfigurationDiff,
  useConfigurationItem,
  useConfigurationVersions,
  useRefresh,
} from '../../hooks';
import { configurationItemRouteRef } from '../../routes';
import { useChangeId, useQueryState } from '../../routing';
import { useText } from '../../translation';
import {
  Empty,
  EntityName,
  LoadFailure,
  RecordPage,
  RowSkeletons,
  Time,
  toFailure,
} from '../display';
import { SelectField } from '../fields';
import { BlamedContent } from './BlamedContent';
import { Difference } from './Difference';
import { NewVersionDialog, RestoreDialog } from './VersionDialogs';
import { VersionsTable } from './VersionsTable';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(2, 0),
  },
}));

const Compared = (props: {
  itemId: string;
  version: number;
  against: number;
}) => {
  const { itemId, version, against } = props;
  const t = useText();
  const { data, error, refetch } = useConfigurationDiff(
    itemId,
    version,
    against,
  );
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  return data ? (
    <Difference
      diff={data}
      before={t('configuration.version', { version: String(against) })}
      after={t('configuration.version', { version: String(version) })}
    />
  ) : (
    <RowSkeletons rows={6} />
  );
};

/** The versions of an item; the one that is looked at, and the one that it is compared with, stand in the address. */
const Versions = (props: {
  item: ConfigurationItemDetail;
  latest: number;
  onRestore: (version: number) => void;
}) => {
  const { item, latest, onRestore } = props;
  const classes = useStyles();
  const t = useText();
  const id = useId();
  const [params, update] = useQueryState();
  const { data, error, refetch, hasNextPage, fetchNextPage } =
    useConfigurationVersions(item.id);
  if (error) {
    return <LoadFailure error={error} onRetry={refetch} />;
  }
  const versions = data?.pages.flatMap(page => page.items) ?? [];
  const version = Number(params.get('version')) || latest;
  const against = Number(params.get('against'));
  const numbers = [
    ...new Set([...versions.map(v => v.number), version, against || version]),
  ].sort((a, b) => b - a);
  const options = numbers.map((number): [string, string] => [
    String(number),
    t('configuration.version', { version: String(number) }),
  ]);
  return (
    <>
      <div className={classes.row}>
        <SelectField
          id={`${id}-version`}
          label={t('configuration.shown')}
          value={String(version)}
          options={options}
          onChange={value => update({ version: value })}
        />
        <SelectField
          id={`${id}-against`}
          label={t('configuration.against')}
          value={against ? String(against) : ''}
          empty={t('configuration.nothing')}
          options={options.filter(([number]) => Number(number) !== version)}
          onChange={value => update({ against: value })}
        />
      </div>
      {against && against !== version ? (
        <Compared itemId={item.id} version={version} against={against} />
      ) : (
        <BlamedContent itemId={item.id} version={version} />
      )}
      <Box mt={3}>
        <Typography variant="h6" component="h3" gutterBottom>
          {t('configuration.versions')}
        </Typography>
        {data ? (
          <VersionsTable versions={versions} onRestore={onRestore} />
        ) : (
          <RowSkeletons rows={4} />
        )}
        {hasNextPage && (
          <Button onClick={() => fetchNextPage()}>
            {t('configuration.more')}
          </Button>
        )}
      </Box>
    </>
  );
};

const Content = ({ item }: { item: ConfigurationItemDetail }) => {
  const classes = useStyles();
  const t = useText();
  const api = useApi(changeManagementApiRef);
  const refresh = useRefresh();
  const [adds, setAdds] = useState(false);
  const [restores, setRestores] = useState(0);
  const [said, setSaid] = useState<{ text: string; isFailure?: boolean }>();
  const { latest, source, lastImport } = item;

  const tell = (outcome: ConfigurationOutcome) => {
    setAdds(false);
    setRestores(0);
    setSaid({
      text:
        outcome.status === 'made'
          ? t('configuration.made', { version: String(outcome.number) })
          : t('configuration.proposed', { change: outcome.changeId }),
    });
  };
  const read = async () => {
    try {
      const { version } = await api.configuration.importItem(item.id);
      setSaid({
        text: version
          ? t('configuration.made', { version: String(version.number) })
          : t('configuration.unchanged'),
      });
    } catch (error) {
      setSaid({ text: toFailure(error).message, isFailure: true });
    }
    refresh();
  };

  return (
    <>
      <Typography variant="h4" component="h2" gutterBottom>
        {item.name}
      </Typography>
      <Typography>
        <EntityName entityRef={item.entityRef} /> · {item.format}
        {item.masksSecrets && ` · ${t('configuration.masks')}`}
      </Typography>
      {item.description && <Typography>{item.description}</Typography>}
      {source && (
        <Typography variant="body2" color="textSecondary">
          {t('configuration.source')}: {source.url}
          {lastImport && (
            <>
              {' · '}
              {lastImport.failed
                ? `${t('configuration.importFailed')}: ${lastImport.failed}`
                : t('configuration.lastImport')}{' '}
              <Time at={lastImport.at} short />
            </>
          )}
        </Typography>
      )}
      <div className={classes.row}>
        <Button
          variant="contained"
          color="primary"
          onClick={() => setAdds(true)}
        >
          {t('configuration.newVersion')}
        </Button>
        {item.allowedActions.includes('import') && (
          <Button variant="outlined" onClick={read}>
            {t('configuration.importNow')}
          </Button>
        )}
      </div>
      <div role="status">
        {said && (
          <Alert severity={said.isFailure ? 'error' : 'success'}>
            {said.text}
          </Alert>
        )}
      </div>
      {latest ? (
        <Versions item={item} latest={latest.number} onRestore={setRestores} />
      ) : (
        <Empty
          title={t('configuration.noVersion')}
          more={t('configuration.keepHelp')}
        />
      )}
      {adds && (
        <NewVersionDialog
          item={item}
          onDone={tell}
          onClose={() => setAdds(false)}
        />
      )}
      {restores > 0 && (
        <RestoreDialog
          item={item}
          version={restores}
          onDone={tell}
          onClose={() => setRestores(0)}
        />
      )}
    </>
  );
};

/** One configuration: what it says, which change brought each line, and how it came to be. */
export const ConfigurationItemPage = () => {
  const id = useChangeId();
  const record = useConfigurationItem(id);
  const href = useRouteRef(configurationItemRouteRef)({ id });
  return (
    <RecordPage record={record} label={record.data?.name ?? id} href={href}>
      {item => <Content item={item} />}
    </RecordPage>
  );
};
