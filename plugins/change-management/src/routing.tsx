/**
 * The only file that knows the router, so that a portal with another one means a change here and nowhere else.
 */
import { ReactNode, useCallback } from 'react';
import {
  Route,
  Routes,
  useHref,
  useLocation,
  useNavigate,
  useParams,
  useSearchParams,
} from 'react-router-dom';

/** One screen below the plugin's page. */
export interface Screen {
  path: string;
  element: ReactNode;
}

/** Shows the screen whose path matches. */
export const Screens = (props: { screens: Screen[] }) => (
  <Routes>
    {props.screens.map(({ path, element }) => (
      <Route key={path} path={path} element={element} />
    ))}
  </Routes>
);

/** The number of what the page shows, as it stands in the address. */
export function useChangeId(): string {
  return useParams().id ?? '';
}

/** Whether an address is the present one. */
export function useIsHere(): (path: string) => boolean {
  const { pathname } = useLocation();
  return path => pathname.replace(/\/$/, '') === path.replace(/\/$/, '');
}

/** Goes to an address of the portal. */
export function useGoTo(): (path: string) => void {
  const navigate = useNavigate();
  return useCallback(path => navigate(path), [navigate]);
}

/** Makes an address of the portal one for plain links, which do not know where the portal begins. */
export function useAddress(): (path: string) => string {
  const base = useHref('/').replace(/\/$/, '');
  return useCallback(path => `${base}${path}`, [base]);
}

/** The query of the address as state; `undefined` or an empty text removes a parameter. */
export function useQueryState(): [
  URLSearchParams,
  (changes: Record<string, string | undefined>) => void,
] {
  const [query, setQuery] = useSearchParams();
  const update = useCallback(
    (changes: Record<string, string | undefined>) =>
      setQuery(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value) {
              next.set(name, value);
            } else {
              next.delete(name);
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setQuery],
  );
  return [query, update];
}
