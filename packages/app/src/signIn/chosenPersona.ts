import type { IdentityApi } from '@backstage/core-plugin-api';

const KEY = 'portal.persona';

/**
 * The entity ref of the person this tab acts as. A tab keeps its own, so that
 * one browser can be two people side by side; a new tab begins as the person
 * chosen last.
 */
export function readChosenPersona(): string | undefined {
  const ref = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
  if (ref) {
    sessionStorage.setItem(KEY, ref);
  }
  return ref ?? undefined;
}

export function rememberPersona(entityRef: string): void {
  sessionStorage.setItem(KEY, entityRef);
  localStorage.setItem(KEY, entityRef);
}

/** The same identity, whose sign-out leads back to the choice of a person. */
export function forgettingPersona(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      sessionStorage.removeItem(KEY);
      localStorage.removeItem(KEY);
      await identity.signOut();
    },
  };
}
