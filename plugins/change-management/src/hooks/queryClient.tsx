import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ReactNode, useState } from 'react';
import { toFailure } from '../components/display/failures';

function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one; only what may pass by itself is tried again.
        retry: (count, error) => {
          const { status = 0 } = toFailure(error);
          return status >= 500 && count < 2;
        },
      },
    },
  });
}

/** For hooks that a portal calls outside of the plugin's extensions, as for its menus. */
export const menuState = createQueryClient();

/** What every extension of the plugin stands in: its own memory of what the backend said. */
export const ServerState = (props: { children: ReactNode }) => {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>{props.children}</QueryClientProvider>
  );
};
