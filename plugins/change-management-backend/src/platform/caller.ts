import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { PIPELINE_KIND } from 'backstage-plugin-change-management-common';

/** Of a signed-in person, or of a service where a route is open to pipelines. */
export type CallerCredentials = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

/** `external:ci` → `pipeline:external/ci`, the ref by which a service stands in changes and trails */
export function toPipelineRef(subject: string): string {
  const [first, ...rest] = subject.split(':');
  const [scope, name] = rest.length
    ? [first, rest.join('-')]
    : ['default', first];
  const safe = (part: string) => part.replace(/[^\w.-]+/g, '-').toLowerCase();
  return `${PIPELINE_KIND}:${safe(scope)}/${safe(name)}`;
}

/** The ref of whoever calls. */
export function callerRef({ principal }: CallerCredentials): string {
  return principal.type === 'service'
    ? toPipelineRef(principal.subject)
    : principal.userEntityRef;
}
