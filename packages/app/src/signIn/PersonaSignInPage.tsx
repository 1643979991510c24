import { ProxiedSignInPage } from '@backstage/core-components';
import { isError } from '@backstage/errors';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import {
  forgettingPersona,
  readChosenPersona,
  rememberPersona,
} from './chosenPersona';
import { PersonaPicker } from './PersonaPicker';

/** Sign-in as one of the people of the demo organisation, with no password. */
export const PersonaSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const [chosen, setChosen] = useState(readChosenPersona);
  // Choosing the same person again after a failure is another attempt.
  const [attempt, setAttempt] = useState(0);

  const choose = (entityRef: string) => {
    rememberPersona(entityRef);
    setChosen(entityRef);
    setAttempt(attempt + 1);
  };

  if (!chosen) {
    return <PersonaPicker onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      key={attempt}
      provider="persona"
      headers={{ 'x-persona': chosen }}
      onSignInSuccess={identity => onSignInSuccess(forgettingPersona(identity))}
      ErrorComponent={({ error }) => (
        <PersonaPicker
          onChoose={choose}
          problem={`That sign-in failed: ${reason(error)}`}
        />
      )}
    />
  );
};

/** What the backend said, where the error alone gives but its status. */
function reason(error?: Error): string | undefined {
  return isError(error?.cause) ? error.cause.message : error?.message;
}
