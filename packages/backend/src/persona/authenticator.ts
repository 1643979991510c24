import {
  parseEntityRef,
  stringifyEntityRef,
  type UserEntity,
} from '@backstage/catalog-model';
import {
  AuthenticationError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  createProxyAuthenticator,
  type SignInResolver,
} from '@backstage/plugin-auth-node';

/** Who was chosen: the full entity ref of a catalog user. */
type PersonaResult = { userRef: string };

/**
 * The reason not to serve, or nothing in development. `NODE_ENV` is read at
 * each call, so that no order of starting things opens the door.
 */
export function refusalOutsideDevelopment(): NotAllowedError | undefined {
  return process.env.NODE_ENV === 'development'
    ? undefined
    : new NotAllowedError(
        'Sign-in as a demo person works only in development; configure another provider under auth.providers',
      );
}

/** Reads the header `x-persona` of the request; the user must exist. */
export const personaAuthenticator = createProxyAuthenticator({
  async defaultProfileTransform({ userRef }: PersonaResult, ctx) {
    try {
      const { entity } = await ctx.findCatalogUser({ entityRef: userRef });
      return { profile: (entity as UserEntity).spec.profile ?? {} };
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFoundError') {
        throw new NotFoundError(`${userRef} is not in the catalog`);
      }
      throw error;
    }
  },
  initialize() {},
  async authenticate({ req }) {
    const refusal = refusalOutsideDevelopment();
    if (refusal) {
      throw refusal;
    }
    return { result: { userRef: readUserRef(req.get('x-persona')) } };
  },
});

/** Signs the person in as the catalog user of that ref. */
export const signInAsPersona: SignInResolver<PersonaResult> = (
  { result: { userRef } },
  ctx,
) => ctx.signInWithCatalogUser({ entityRef: userRef });

const USER_REF = /^user:[a-z0-9._-]{1,63}\/[a-z0-9._-]{1,63}$/i;

function readUserRef(header: string | undefined): string {
  if (!header || !USER_REF.test(header)) {
    throw new AuthenticationError(
      'The header x-persona must name a user, such as user:default/amina',
    );
  }
  return stringifyEntityRef(parseEntityRef(header));
}
