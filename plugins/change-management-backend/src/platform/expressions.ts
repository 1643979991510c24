import { InputError } from '@backstage/errors';
import jsonata from 'jsonata';
import { z } from 'zod';

/**
 * An expression of the configuration in JSONata, a language of paths and operators that reaches nothing but what it is given.
 */
export type Expression = jsonata.Expression;

/** See {@link Expression}. */
export const expressionSchema = z.string().transform((text, context) => {
  try {
    return jsonata(text);
  } catch (error) {
    context.addIssue({
      code: 'custom',
      message: `is not JSONata: ${(error as Error).message}`,
    });
    return z.NEVER;
  }
});

/**
 * @param name - of what is worked out, for who reads the error
 * @throws InputError where it cannot be worked out from what it is given
 */
export async function evaluate(
  name: string,
  expression: Expression,
  input: unknown,
  bindings: Record<string, unknown> = {},
): Promise<unknown> {
  try {
    return await expression.evaluate(input, bindings);
  } catch (error) {
    // JSONata throws plain objects.
    throw new InputError(`${name}: ${(error as Error).message}`);
  }
}
