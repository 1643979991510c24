import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { DeploymentEventInput } from 'backstage-plugin-change-management-common';

/** What has come in by a webhook; names of headers are in lower case. */
export interface IncomingRequest {
  headers: Record<string, string | undefined>;
  /** As it was sent, byte by byte. */
  rawBody: Buffer;
}

/** Understands what another program tells of deployments by webhook. */
export interface DeploymentSource {
  /** As `changeManagement.webhooks.incoming[].format` names it; another one than that of any other source. */
  name: string;
  /**
   * Whether the request is signed with the secret, where the program signs in a way of its own; compares in constant time.
   * Without it, the signature of change management is asked for.
   */
  isSigned?(request: IncomingRequest, secret: string): boolean;
  /** The events that a request tells of; none for one that is about something else. Throws an `InputError` for nonsense. */
  parse(
    request: IncomingRequest,
  ): DeploymentEventInput[] | Promise<DeploymentEventInput[]>;
}

/** Adds to what is understood of deployments. */
export interface ChangeDeploymentsExtensionPoint {
  /** Throws for a name that another source has. */
  addDeploymentSource(source: DeploymentSource): void;
}

/** See {@link ChangeDeploymentsExtensionPoint}. */
export const changeDeploymentsExtensionPoint =
  createExtensionPoint<ChangeDeploymentsExtensionPoint>({
    id: 'change-management.deployments',
  });
