import { InputError } from '@backstage/errors';
import { NoticeChannel } from 'backstage-plugin-change-management-node';
import { Channel } from './Channel';

/** Others post what people get; a bundle of what was posted already is nothing new to them. */
function toChannel(channel: NoticeChannel): Channel {
  const { name, kinds } = channel;
  return {
    name,
    takes: ({ kind }) => (kinds ? kinds.includes(kind) : kind !== 'digest'),
    send: notice => channel.send(notice),
  };
}

/**
 * All ways by which notices leave.
 *
 * @throws InputError where two have the same name, by which their deliveries are told apart, or one has none to be stored
 */
export function joinChannels(
  first: Channel,
  others: NoticeChannel[],
): Channel[] {
  const channels = [first, ...others.map(toChannel)];
  const names = channels.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length) {
    throw new InputError(
      `Several channels for notices have the same name: ${twice.join(', ')}`,
    );
  }
  const unsound = names.filter(name => name.length < 1 || name.length > 64);
  if (unsound.length) {
    throw new InputError(
      `The name of a channel for notices has 1 to 64 characters: ${unsound.join(
        ', ',
      )}`,
    );
  }
  return channels;
}
